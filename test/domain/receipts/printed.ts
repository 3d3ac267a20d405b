import type { Block, ExpenseDocument } from "@aws-sdk/client-textract";

/** A row of a printed receipt: texts from left to right. */
export type PrintedRow = readonly string[];

/** The direction of the lines of a photo: their slope in the middle, and by how much more they fall at the bottom than at the top. */
interface Slope {
  middle: number;
  growth: number;
}

const LEVEL: Slope = { middle: 0, growth: 0 };

/** Lines and words of a page, as Textract finds them, without any field of its own. */
export function documentOf(rows: readonly PrintedRow[], slope: Slope = LEVEL): ExpenseDocument {
  const step = 0.9 / Math.max(rows.length, 8);
  return {
    ExpenseIndex: 1,
    SummaryFields: [],
    Blocks: rows.flatMap((row, index) => {
      const height = 0.05 + index * step;
      return row.flatMap((text, at) =>
        lineOf(text, { left: at === 0 ? 0.1 : 0.75, height, step, id: `${index}-${at}` }, slope),
      );
    }),
  };
}

const LETTER = 0.012;

function lineOf(
  text: string,
  { left, height, step, id }: { left: number; height: number; step: number; id: string },
  { middle, growth }: Slope,
): Block[] {
  const fall = middle + growth * (height - 0.5);
  const place = (from: number, length: number): Block["Geometry"] => {
    const [start, end] = [left + from * LETTER, left + (from + length) * LETTER];
    const y = (x: number) => height + fall * (x - 0.5);
    const size = step * 0.7;
    const corner = (X: number, down: number) => ({ X, Y: y(X) + down });
    const top = Math.min(y(start), y(end));
    return {
      BoundingBox: {
        ...{ Left: start, Top: top, Width: end - start },
        Height: Math.max(y(start), y(end)) + size - top,
      },
      Polygon: [corner(start, 0), corner(end, 0), corner(end, size), corner(start, size)],
    };
  };
  const words = [...text.matchAll(/\S+/g)].map(
    ([word, ...rest], index): Block => ({
      ...{ BlockType: "WORD", Id: `${id}-${index}`, Text: word, Confidence: 96, Page: 1 },
      Geometry: place([...text.matchAll(/\S+/g)][index]?.index ?? rest.length, word.length),
    }),
  );
  return [
    {
      ...{ BlockType: "LINE", Id: id, Text: text, Confidence: 96, Page: 1, Geometry: place(0, text.length) },
      Relationships: [{ Type: "CHILD", Ids: words.flatMap(({ Id }) => Id ?? []) }],
    },
    ...words,
  ];
}
