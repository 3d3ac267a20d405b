import { inflateSync } from "node:zlib";

// Textract charges by page, and accepts PDFs of thousands of pages: they are counted first, without a library that
// would render them.

/** A PDF whose text is encrypted: its pages cannot be counted, and Textract refuses it. */
export class ProtectedPdfError extends Error {
  override readonly name = "ProtectedPdfError";
}

const PAGE = /\/Type\s*\/Page(?![A-Za-z])/g;
const OBJECT_STREAM = /\/Type\s*\/ObjStm\b/;

/** Maximum size of an object stream in bytes: more than that of the pages that are accepted. */
const MAX_STREAM_BYTES = 5_000_000;

/**
 * Returns the number of pages of a PDF: of its page objects, wherever they are. Since PDF 1.5 they may be in compressed
 * streams (ISO 32000-1, 7.5.7). Objects that an update has replaced count as well, so the number may be too high, but
 * never too low.
 * @throws ProtectedPdfError
 */
export function pdfPages(content: Buffer): number {
  const text = content.toString("latin1");
  if (/\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(text))
    throw new ProtectedPdfError("The PDF is encrypted.");
  let pages = countIn(text);
  for (const stream of objectStreams(content, text)) pages += countIn(stream);
  return pages;
}

const countIn = (text: string) => text.match(PAGE)?.length ?? 0;

function* objectStreams(content: Buffer, text: string): Generator<string> {
  for (const { index } of text.matchAll(/\bstream\r?\n/g)) {
    const dictionary = text.slice(text.lastIndexOf(" obj", index), index);
    if (!OBJECT_STREAM.test(dictionary)) continue;
    const start = text.indexOf("\n", index) + 1;
    const end = text.indexOf("endstream", start);
    yield inflated(content.subarray(start, end === -1 ? undefined : end));
  }
}

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream, { maxOutputLength: MAX_STREAM_BYTES }).toString("latin1");
  } catch {
    return "";
  }
}
