import { type Canvas, type Image, loadImage } from "@napi-rs/canvas";
import { DocumentError } from "./model";
import { openPdf } from "./openPdf";

// The pages of a document as pictures.

const MOST_SIDE = 10_000;

/** Pixels for each of a PDF's points (1/72 inch): 200 dots per inch. */
const PDF_SCALE = 200 / 72;

/** Sides of a page that Textract takes, in points: 40 inches. */
const MOST_POINTS = 2_880;

/**
 * Draws each page in turn.
 * @throws DocumentError
 */
export async function* pagesOf(document: Buffer, maxPages: number): AsyncGenerator<Image | Canvas> {
  if (document.subarray(0, 1024).includes("%PDF-")) yield* pdfPages(document, maxPages);
  else yield await pictureOf(document);
}

async function pictureOf(document: Buffer): Promise<Image> {
  const [width, height] = sizeOf(document);
  if (Math.max(width, height) > MOST_SIDE)
    throw new DocumentError("BadDocumentException", "The image has more than 10,000 pixels on a side.");
  // An image that is cut off would be drawn as far as it goes.
  if (!isWhole(document)) throw unreadable();
  try {
    return await loadImage(document);
  } catch {
    throw unreadable();
  }
}

const unreadable = () =>
  new DocumentError("BadDocumentException", "Amazon Textract isn't able to read the document.");

const unsupported = () =>
  new DocumentError("UnsupportedDocumentException", "Request has unsupported document format");

const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** Width and height by the head of a file, before anything is decoded. */
function sizeOf(document: Buffer): [width: number, height: number] {
  if (document.subarray(0, 8).equals(PNG) && document.length > 24)
    return [document.readUInt32BE(16), document.readUInt32BE(20)];
  if (document.length < 4 || document.readUInt16BE(0) !== 0xffd8) throw unsupported();
  for (let at = 2; at + 9 < document.length; at += 2 + document.readUInt16BE(at + 2)) {
    if (document[at] !== 0xff) break;
    const marker = document[at + 1] ?? 0;
    // Start of frame, of any coding; the three others in this range are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [document.readUInt16BE(at + 7), document.readUInt16BE(at + 5)];
  }
  throw unreadable();
}

/** Files end with a mark, behind which some cameras write more. */
function isWhole(document: Buffer): boolean {
  const end = document.subarray(0, 8).equals(PNG) ? Buffer.from("IEND") : Buffer.from([0xff, 0xd9]);
  return document.includes(end, Math.max(0, document.length - 65_536));
}

async function* pdfPages(content: Buffer, maxPages: number): AsyncGenerator<Canvas> {
  const pdf = await openPdf(content).catch((error: Error) => {
    throw /password/i.test(error.message) ? unsupported() : unreadable();
  });
  try {
    const { pages } = pdf;
    if (pages === 0) throw unreadable();
    if (pages > maxPages && maxPages === 1) throw unsupported();
    if (pages > maxPages)
      throw new DocumentError("DocumentTooLargeException", `The document has more than ${maxPages} pages.`);
    for (let index = 0; index < pages; index += 1) {
      if (Math.max(...(await pdf.sizeOf(index))) > MOST_POINTS)
        throw new DocumentError("BadDocumentException", "The page has more than 40 inches on a side.");
      yield await pdf.draw(index, PDF_SCALE);
    }
  } finally {
    await pdf.close();
  }
}
