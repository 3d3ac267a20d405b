import type { Line, Page } from "tesseract.js";
import type { Point, ReadPage, ReadRow, ReadWord } from "./model";

/** A gap of so many heights of a line ends it, as Textract parts a label from its amount. */
const GAP = 1.6;

/** Below this, a reader sees letters in creases and noise. */
const LEAST_CONFIDENCE = 15;

/** The rows of a page, and in them the lines as Textract parts them. */
export function linesOf({ blocks }: Page, onPage: (x: number, y: number) => Point): ReadPage {
  const lines = (blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines));
  return lines.map((line) => rowOf(line, onPage)).filter((row) => row.length > 0);
}

function rowOf({ words, bbox }: Line, onPage: (x: number, y: number) => Point): ReadRow {
  const pieces: ReadRow = [];
  let end = Number.NEGATIVE_INFINITY;
  const heights = words.map((word) => word.bbox.y1 - word.bbox.y0).sort((a, b) => a - b);
  const height = heights[Math.floor(heights.length / 2)] ?? bbox.y1 - bbox.y0;
  for (const { text, confidence, bbox } of words) {
    if (confidence < LEAST_CONFIDENCE || text.trim() === "") continue;
    const { x0, y0, x1, y1 } = bbox;
    const polygon = [onPage(x0, y0), onPage(x1, y0), onPage(x1, y1), onPage(x0, y1)];
    const word: ReadWord = { text: text.trim(), confidence, polygon };
    const piece = x0 - end > GAP * height ? undefined : pieces.at(-1);
    if (piece) piece.push(word);
    else pieces.push([word]);
    end = x1;
  }
  return pieces;
}
