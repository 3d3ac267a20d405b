import { inflateSync } from "node:zlib";

// Textract charges by page, and accepts PDFs of thousands of pages: they are counted first. A library that reads PDFs
// would believe the number that the file states, so the text itself is searched, in one pass, whatever it claims.

/** A PDF whose text is encrypted: its pages cannot be counted, and Textract refuses it. */
export class ProtectedPdfError extends Error {
  override readonly name = "ProtectedPdfError";
}

/** A PDF in which pages may be hidden from whoever counts them. */
class UncountablePdfError extends Error {
  override readonly name = "UncountablePdfError";
}

/** Limits that no PDF of the pages that are accepted comes near: a file of others would keep all receipts waiting. */
const MOST = { streams: 1_000, inflatedBytes: 20_000_000, nodes: 10_000 };

/** Characters in which the dictionary of an object stream begins and ends. */
const DICTIONARY = 4_096;

/** Characters beside the children of a node in which their number is looked for. */
const BESIDE = 200;

/** Names that nobody needs to write with escapes, unless they are to be overlooked. */
const STRUCTURAL = /^(Type|Pages?|Kids|Count|ObjStm|Filter|DecodeParms|Encrypt)$/;

/**
 * Returns the number of pages of a PDF: of its page objects, wherever they are, or the largest that it states. Since
 * PDF 1.5 they may be in compressed streams (ISO 32000-1, 7.5.7). Objects that an update has replaced count as well, so
 * the number may be too high. It is too low only of a file that was made to deceive; when that has been read, the
 * difference is counted.
 * @returns undefined if pages may be hidden: in a stream that cannot be decoded whole, behind an escaped name, or in a
 *   node that lists one twice.
 * @throws ProtectedPdfError
 */
export function pdfPages(content: Buffer): number | undefined {
  const text = content.toString("latin1");
  if (/\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(text))
    throw new ProtectedPdfError("The PDF is encrypted.");
  try {
    const texts = [text, ...objectStreams(content, text)];
    for (const one of texts) refuseEscapes(one);
    const objects = texts.reduce((sum, one) => sum + (one.match(PAGE)?.length ?? 0), 0);
    return Math.max(objects, ...texts.map(statedIn));
  } catch (error) {
    if (error instanceof UncountablePdfError) return undefined;
    throw error;
  }
}

/** The name of a page object's type, which ends where another token begins. */
const PAGE = /\/Page(?![^\s\0()<>[\]{}/%])/g;

const KIDS = /\/Kids[\s\0]{0,99}\[([\d\s\0R]*)/g;

/** The largest number of pages that a node of the tree states. Outlines state numbers, too, but have no such children. */
function statedIn(text: string): number {
  let largest = 0;
  let nodes = 0;
  for (const { 0: found, 1: kids = "", index } of text.matchAll(KIDS)) {
    nodes += 1;
    if (nodes > MOST.nodes) throw new UncountablePdfError("There are too many nodes.");
    refuseRepetition(kids);
    const end = index + found.length;
    const [after = ""] = text.slice(end, end + BESIDE).split(">>");
    const before =
      text
        .slice(Math.max(0, index - BESIDE), index)
        .split("<<")
        .at(-1) ?? "";
    for (const [, count] of `${before}]${after}`.matchAll(/\/Count[\s\0]{0,99}(\d{1,9})/g))
      largest = Math.max(largest, Number(count));
  }
  return largest;
}

/** A page that is listed many times is read and paid for as often. */
function refuseRepetition(kids: string): void {
  const numbers = kids
    .split("R")
    .map((reference) => /^[\s\0]*(\d+)/.exec(reference)?.[1])
    .flatMap((digits) => (digits === undefined ? [] : Number(digits)));
  if (new Set(numbers).size < numbers.length) throw new UncountablePdfError("A page is listed twice.");
}

function refuseEscapes(text: string): void {
  for (const [, name = ""] of text.matchAll(/\/([A-Za-z]{0,12}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,40})/g)) {
    const plain = name.replace(/#([0-9A-Fa-f]{2})/g, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (STRUCTURAL.test(plain)) throw new UncountablePdfError("A name is escaped.");
  }
}

/** The texts of all object streams. */
function objectStreams(content: Buffer, text: string): string[] {
  const found: string[] = [];
  let left = MOST.inflatedBytes;
  for (const { index } of text.matchAll(/\/ObjStm/g)) {
    if (found.length === MOST.streams) throw new UncountablePdfError("There are too many streams.");
    const { dictionary, start } = streamAround(text, index);
    const stream = isPlain(dictionary) ? "" : inflated(content.subarray(start), dictionary, left);
    left -= stream.length;
    found.push(stream);
  }
  return found;
}

/** The dictionary that holds a name, and where its stream begins. */
function streamAround(text: string, index: number): { dictionary: string; start: number } {
  const before = text.slice(Math.max(0, index - DICTIONARY), index);
  const after = text.slice(index, index + DICTIONARY);
  const from = before.lastIndexOf("obj");
  const [keyword] = /\bstream\r?\n?/.exec(after) ?? [];
  if (from === -1 || keyword === undefined) throw new UncountablePdfError("A stream has no bounds.");
  const to = after.indexOf(keyword);
  return { dictionary: before.slice(from) + after.slice(0, to), start: index + to + keyword.length };
}

/** True of a stream that can be read as it is, and thus has been searched with the file. */
const isPlain = (dictionary: string) => !/\/(Filter|F)\b/.test(dictionary);

/** @throws UncountablePdfError unless it is deflated, and by nothing else. */
function inflated(stream: Buffer, dictionary: string, maxOutputLength: number): string {
  if (/\/(DecodeParms|DP)\b(?!\s*null)/.test(dictionary))
    throw new UncountablePdfError("A stream is filtered twice.");
  let text: string;
  try {
    text = inflateSync(stream, { maxOutputLength }).toString("latin1");
  } catch {
    throw new UncountablePdfError("A stream cannot be decoded whole.");
  }
  // Two numbers for each object, unless it was encoded once more.
  if (!/^[\s\0]*\d+[\s\0]+\d/.test(text)) throw new UncountablePdfError("A stream holds no objects.");
  return text;
}
