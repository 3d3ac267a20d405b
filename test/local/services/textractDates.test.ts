import { expect } from "chai";
import { summaryFieldsOf } from "../../../local/services/textract/fields";

const NOWHERE = { BoundingBox: { Width: 0, Height: 0, Left: 0, Top: 0 }, Polygon: [] };

function datesIn(text: string): string[] {
  const [word, ...more] = text.split(" ").map((Text) => ({ Text, Confidence: 90, Geometry: NOWHERE }));
  const row = { Text: text, Confidence: 90, Geometry: NOWHERE, words: word ? [word, ...more] : [] };
  const fields = summaryFieldsOf([row], 2) as { Type: object; ValueDetection: { Text: string } }[];
  return fields.map(({ ValueDetection }) => ValueDetection.Text);
}

describe("The dates that the local Textract finds", () => {
  it("have no hour for a year", () => {
    for (const text of ["24.11.10:22", "24.11. 10:22"]) expect(datesIn(text), text).to.deep.equal([]);
    for (const day of ["24.11.2026", "24.11.26", "11/24/26", "24 Nov 2026"])
      for (const text of [day, `${day} 10:22`, `${day},10:22`, `${day}/10:22`])
        expect(datesIn(text), text).to.deep.equal([day]);
  });
});
