import type { Block, ExpenseDocument, ExpenseField, Geometry } from "@aws-sdk/client-textract";
import type { ReceiptBox } from "./model";

// The findings of Textract without their nesting: a document for each page, fields of it, and lines.

/** A text at a place of a receipt. */
export interface ReadText {
  text: string;
  /** 0 to 100. */
  confidence: number;
  /** From 1. */
  page: number;
  box?: ReceiptBox;
}

/** A field that Textract took for something. */
export interface ReadField extends ReadText {
  /** Textract's type, such as TOTAL. The same type occurs several times. */
  type: string;
  /** The words beside the value; empty if there are none. */
  label: string;
  /** The code of the currency that Textract saw. */
  currency?: string;
}

/** The fields of all pages, in Textract's order. Those that are empty are left out. */
export function fieldsOf(documents: readonly ExpenseDocument[]): ReadField[] {
  return documents.flatMap(({ SummaryFields = [] }, index) =>
    SummaryFields.flatMap((field) => fieldOf(field, index + 1) ?? []),
  );
}

/** A field in plain form; undefined without a value. */
export function fieldOf(field: ExpenseField, page: number): ReadField | undefined {
  const { Type, LabelDetection, ValueDetection, PageNumber, Currency } = field;
  const text = ValueDetection?.Text?.trim() ?? "";
  if (text === "") return undefined;
  const box = boxOf(ValueDetection?.Geometry);
  return {
    type: Type?.Text ?? "OTHER",
    label: LabelDetection?.Text?.trim() ?? "",
    text,
    confidence: ValueDetection?.Confidence ?? 0,
    page: PageNumber ?? page,
    ...(box && { box }),
    ...(Currency?.Code && { currency: Currency.Code }),
  };
}

function boxOf(geometry: Geometry | undefined): ReceiptBox | undefined {
  const { Left, Top, Width, Height } = geometry?.BoundingBox ?? {};
  if (Left === undefined || Top === undefined || Width === undefined || Height === undefined)
    return undefined;
  return { left: Left, top: Top, width: Width, height: Height };
}

type Piece = ReadText & { box: ReceiptBox };

/**
 * The rows of all pages from top to bottom: Textract's lines end where a gap is, so that a label and its amount are two.
 */
export function rowsOf(documents: readonly ExpenseDocument[]): ReadText[] {
  return documents.flatMap(({ Blocks = [] }, index) => {
    const lines = Blocks.filter(({ BlockType }) => BlockType === "LINE");
    const slope = slopeOf(lines);
    const pieces = lines.flatMap((block) => pieceOf(block, index + 1) ?? []);
    return rowsAmong(pieces, ({ box }) => box.top + box.height / 2 - slope * (box.left + box.width / 2));
  });
}

function pieceOf(block: Block, page: number): Piece | undefined {
  const box = boxOf(block.Geometry);
  const text = block.Text?.trim() ?? "";
  return box && text !== ""
    ? { text, confidence: block.Confidence ?? 0, page: block.Page ?? page, box }
    : undefined;
}

/** The height by which lines rise over the width of the page: the median of those that are long enough to tell. */
function slopeOf(lines: readonly Block[]): number {
  const slopes = lines
    .flatMap(({ Geometry }) => {
      const [from, to] = Geometry?.Polygon ?? [];
      const width = (to?.X ?? 0) - (from?.X ?? 0);
      return width > 0.15 ? [((to?.Y ?? 0) - (from?.Y ?? 0)) / width] : [];
    })
    .sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}

function rowsAmong(pieces: readonly Piece[], heightOf: (piece: Piece) => number): ReadText[] {
  const rows: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => heightOf(a) - heightOf(b))) {
    const row = rows.at(-1);
    const first = row?.[0];
    // Half of a line's height: more would join two lines, less would part what a crease has moved.
    const reach = Math.min(piece.box.height, first?.box.height ?? 0) * 0.55;
    if (row && first && heightOf(piece) - heightOf(first) < reach) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => joined(row.sort((a, b) => a.box.left - b.box.left)));
}

function joined(row: readonly Piece[]): ReadText {
  const left = Math.min(...row.map(({ box }) => box.left));
  const top = Math.min(...row.map(({ box }) => box.top));
  const right = Math.max(...row.map(({ box }) => box.left + box.width));
  const bottom = Math.max(...row.map(({ box }) => box.top + box.height));
  return {
    text: row.map(({ text }) => text).join(" "),
    confidence: Math.min(...row.map(({ confidence }) => confidence)),
    page: row[0]?.page ?? 1,
    box: { left, top, width: right - left, height: bottom - top },
  };
}
