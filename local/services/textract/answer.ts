import { randomUUID } from "node:crypto";
import { lineItemsOf, summaryFieldsOf } from "./fields";
import { geometryOf, joined, placed } from "./geometry";
import type { Detection, ReadPage, WordLine } from "./model";

// Answers in the form of `AnalyzeExpense`: https://docs.aws.amazon.com/textract/latest/dg/expensedocuments.html

/** A document for each page. */
export function expenseDocuments(pages: readonly ReadPage[]): object[] {
  return pages.map((page, index) => {
    const number = index + 1;
    const rows = page.map((lines) => lines.map(detectionOf));
    const printed = rows.map((lines, at) => ({
      ...joined(lines),
      words: (page[at] ?? []).flat().map((word) => detectionOf([word])),
    }));
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

function blocksOf(page: readonly WordLine[], lines: readonly Detection[], Page: number): object[] {
  const lineBlocks = page.map((words, index) => ({
    BlockType: "LINE",
    ...lines[index],
    Id: randomUUID(),
    Page,
    words: words.map((word) => ({
      BlockType: "WORD",
      TextType: "PRINTED",
      Text: word.text,
      Confidence: word.confidence,
      Geometry: placed(word.polygon),
      Id: randomUUID(),
      Page,
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
      BlockType: "PAGE",
      Geometry: whole,
      Id: randomUUID(),
      Page,
      Relationships: child(lineBlocks.map(({ Id }) => Id)),
    },
    ...lineBlocks.map(({ words, ...line }) => ({ ...line, Relationships: child(words.map(({ Id }) => Id)) })),
    ...lineBlocks.flatMap(({ words }) => words),
  ];
}
