import type { Block, ExpenseDocument, ExpenseField, Geometry } from "@aws-sdk/client-textract";
import { around } from "./boxes";
import type { ReceiptBox } from "./model";

// The findings of Textract without their nesting: a document for each page, its fields and lines.

/** A text at a place on a receipt. */
export interface ReadText {
  text: string;
  /** 0 to 100. */
  confidence: number;
  /** From 1. */
  page: number;
  box?: ReceiptBox;
  /** Its words, if Textract reports their places. */
  words?: readonly ReadWord[];
}

/** A word at its place. */
export interface ReadWord {
  text: string;
  box: ReceiptBox;
}

/** A field that Textract recognized. */
export interface ReadField extends ReadText {
  /** Textract's type, such as TOTAL. The same type occurs several times. */
  type: string;
  /** The words beside the value; empty if there are none. */
  label: string;
  /** The currency code that Textract recognized. */
  currency?: string;
}

/** Returns the fields of all pages, in Textract's order, without empty ones. */
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

type Piece = ReadText & Required<Pick<ReadText, "box" | "words">>;

/**
 * Returns the rows of all pages from top to bottom: Textract's lines end at gaps, so that a label and its amount are
 * two lines.
 */
export function rowsOf(documents: readonly ExpenseDocument[]): ReadText[] {
  return documents.flatMap(({ Blocks = [] }, index) => {
    const lines = Blocks.filter(({ BlockType }) => BlockType === "LINE");
    const slopeAt = slopesOf(lines);
    const words = new Map(
      Blocks.filter(({ BlockType }) => BlockType === "WORD").map((word) => [word.Id, word]),
    );
    const pieces = lines.flatMap((block) => pieceOf(block, words, index + 1) ?? []);
    return rowsAmong(pieces.map((piece) => placed(piece, slopeAt)));
  });
}

function pieceOf(
  block: Block,
  known: ReadonlyMap<string | undefined, Block>,
  page: number,
): Piece | undefined {
  const box = boxOf(block.Geometry);
  const text = block.Text?.trim() ?? "";
  if (!box || text === "") return undefined;
  const ids = (block.Relationships ?? []).flatMap(({ Type, Ids = [] }) => (Type === "CHILD" ? Ids : []));
  const words = ids.flatMap((id): ReadWord[] => {
    const word = known.get(id);
    const place = boxOf(word?.Geometry);
    return word?.Text && place ? [{ text: word.Text, box: place }] : [];
  });
  return { text, confidence: block.Confidence ?? 0, page: block.Page ?? page, box, words };
}

/** Minimum number of lines to determine by how much slopes differ. */
const LEAST_LINES = 12;

/**
 * The height by which lines fall over the width of the page, relative to their own height: seen from an angle, the
 * first and the last lines of a long receipt have different slopes. These are the medians of the upper and of the lower
 * half, of the lines that are long enough.
 */
function slopesOf(lines: readonly Block[]): (height: number) => number {
  const slopes = lines
    .flatMap(({ Geometry }) => {
      const [from, to] = Geometry?.Polygon ?? [];
      const width = (to?.X ?? 0) - (from?.X ?? 0);
      const [first, last] = [from?.Y ?? 0, to?.Y ?? 0];
      const slope = (last - first) / width;
      const aside = ((from?.X ?? 0) + (to?.X ?? 0)) / 2 - 0.5;
      return width > 0.12 ? [{ height: (first + last) / 2 - slope * aside, slope }] : [];
    })
    .sort((a, b) => a.height - b.height);
  const half = Math.floor(slopes.length / 2);
  const [upper, lower] = [middleOf(slopes.slice(0, half)), middleOf(slopes.slice(half))];
  if (slopes.length < LEAST_LINES || upper.height === lower.height) return () => middleOf(slopes).slope;
  const growth = (lower.slope - upper.slope) / (lower.height - upper.height);
  return (height) => upper.slope + growth * (height - upper.height);
}

interface Slope {
  height: number;
  slope: number;
}

const middleOf = (slopes: readonly Slope[]): Slope => ({
  height: median(slopes.map(({ height }) => height)),
  slope: median(slopes.map(({ slope }) => slope)),
});

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A piece with its place if the page were straight: its height in the middle of the page, and its size. */
interface PlacedPiece extends Piece {
  height: number;
  size: number;
}

function placed(piece: Piece, slopeAt: (height: number) => number): PlacedPiece {
  const { box } = piece;
  const middle = box.top + box.height / 2;
  const aside = box.left + box.width / 2 - 0.5;
  const slope = slopeAt(middle - slopeAt(middle) * aside);
  // The box of a line that falls is higher than the line.
  const size = Math.max(box.height - Math.abs(slope) * box.width, box.height / 3);
  return { ...piece, height: middle - slope * aside, size };
}

function rowsAmong(pieces: readonly PlacedPiece[]): ReadText[] {
  const rows: PlacedPiece[][] = [];
  for (const piece of pieces.toSorted((a, b) => a.height - b.height)) {
    const row = rows.at(-1);
    const first = row?.[0];
    // Half of a line's height: more would join two lines, less would split what a crease has moved.
    const reach = Math.min(piece.size, first?.size ?? 0) * 0.55;
    if (row && first && piece.height - first.height < reach) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => joined(row.sort((a, b) => a.box.left - b.box.left)));
}

const joined = (row: readonly Piece[]): ReadText => ({
  text: row.map(({ text }) => text).join(" "),
  confidence: Math.min(...row.map(({ confidence }) => confidence)),
  page: row[0]?.page ?? 1,
  box: around(row.map(({ box }) => box)),
  words: row.flatMap(({ words }) => words),
});
