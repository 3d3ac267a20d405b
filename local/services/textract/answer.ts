import { randomUUID } from "node:crypto";
import { lineItemsOf, summaryFieldsOf } from "./fields";
import type { Detection, Geometry, Point, ReadPage, ReadWord, WordLine } from "./model";

// Answers in the form of `AnalyzeExpense`: https://docs.aws.amazon.com/textract/latest/dg/expensedocuments.html

/** A document for each page. */
export function expenseDocuments(pages: readonly ReadPage[]): object[] {
  return pages.map((page, index) => {
    const number = index + 1;
    const rows = page.map((lines) => lines.map(detectionOf));
    const printed = rows.map((lines) => joined(lines));
    return {
      ExpenseIndex: number,
      SummaryFields: summaryFieldsOf(printed, number),
      LineItemGroups: lineItemsOf(printed, number),
      Blocks: blocksOf(page.flat(), rows.flat(), number),
    };
  });
}

function detectionOf(words: WordLine): Detection {
  return {
    Text: words.map(({ text }) => text).join(" "),
    Confidence: words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length,
    Geometry: geometryOf(words),
  };
}

function geometryOf(words: readonly ReadWord[]): Geometry {
  const first = words[0]?.polygon ?? [];
  const last = words.at(-1)?.polygon ?? [];
  return placed([first[0], last[1], last[2], first[3]].filter((point) => point !== undefined));
}

function placed(points: readonly Point[]): Geometry {
  const Polygon = points.map(({ X, Y }) => ({ X: within(X), Y: within(Y) }));
  const [left, right] = [Math.min(...Polygon.map(({ X }) => X)), Math.max(...Polygon.map(({ X }) => X))];
  const [top, bottom] = [Math.min(...Polygon.map(({ Y }) => Y)), Math.max(...Polygon.map(({ Y }) => Y))];
  return { BoundingBox: { Width: right - left, Height: bottom - top, Left: left, Top: top }, Polygon };
}

const within = (fraction: number) => Math.min(1, Math.max(0, fraction));

function blocksOf(page: readonly WordLine[], lines: readonly Detection[], Page: number): object[] {
  const lineBlocks = page.map((words, index) => ({
    ...{ BlockType: "LINE", ...lines[index], Id: randomUUID(), Page },
    words: words.map((word) => ({
      ...{ BlockType: "WORD", TextType: "PRINTED", Text: word.text, Confidence: word.confidence },
      ...{ Geometry: placed(word.polygon), Id: randomUUID(), Page },
    })),
  }));
  const child = (ids: string[]) => [{ Type: "CHILD", Ids: ids }];
  const whole = placed([
    { X: 0, Y: 0 },
    { X: 1, Y: 0 },
    { X: 1, Y: 1 },
    { X: 0, Y: 1 },
  ]);
  return [
    {
      ...{ BlockType: "PAGE", Geometry: whole, Id: randomUUID(), Page },
      Relationships: child(lineBlocks.map(({ Id }) => Id)),
    },
    ...lineBlocks.map(({ words, ...line }) => ({ ...line, Relationships: child(words.map(({ Id }) => Id)) })),
    ...lineBlocks.flatMap(({ words }) => words),
  ];
}

/** Several detections as one. */
const joined = (detections: readonly Detection[]): Detection => ({
  Text: detections.map(({ Text }) => Text).join(" "),
  Confidence: Math.min(...detections.map(({ Confidence }) => Confidence)),
  Geometry: placed(boundsOf(detections)),
});

function boundsOf(detections: readonly Detection[]): Point[] {
  const boxes = detections.map(({ Geometry }) => Geometry.BoundingBox);
  const left = Math.min(...boxes.map(({ Left }) => Left));
  const top = Math.min(...boxes.map(({ Top }) => Top));
  const right = Math.max(...boxes.map(({ Left, Width }) => Left + Width));
  const bottom = Math.max(...boxes.map(({ Top, Height }) => Top + Height));
  return [
    { X: left, Y: top },
    { X: right, Y: top },
    { X: right, Y: bottom },
    { X: left, Y: bottom },
  ];
}
