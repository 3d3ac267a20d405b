import { hash } from "node:crypto";
import { MAX_RECEIPT_SIDE, PDF_MARGIN_BYTES } from "../values/limits";
import type { RefusalCode } from "../values/refusals";
import { isFrame } from "./jpegMarkers";
import { JPEG_START, markerAt, withoutMetadata } from "./metadata";
import type { ReceiptType } from "./model";
import { withoutPhotoMetadata } from "./pdfMetadata";
import { ProtectedPdfError, pdfPages } from "./pdfPages";

/** A readable file. */
interface Accepted {
  pages: number;
  /** The file without metadata: the same object if it had none. */
  content: Buffer;
}

interface Refused {
  failure: RefusalCode;
}

/** A file as it was announced. */
interface Announced {
  contentType: ReceiptType;
  bytes?: number;
  sha256?: string;
}

/**
 * Inspects a file, whatever was announced: it goes to a service that charges for it, and to browsers of other members.
 */
export function inspect(content: Buffer, { contentType, bytes, sha256 }: Announced): Accepted | Refused {
  // The form's own conditions ensure this, too.
  const isOther = (announced: unknown, found: unknown) => announced !== undefined && announced !== found;
  if (isOther(bytes, content.length) || isOther(sha256, hash("sha256", content))) {
    return { failure: "receipt.incomplete" };
  }
  if (typeOf(content) !== contentType) return { failure: "receipt.notOfType" };
  if (contentType === "application/pdf") return inspectPdf(content);
  const size = contentType === "image/png" ? pngSize(content) : jpegSize(content);
  if (size === undefined) return { failure: "receipt.unreadable" };
  if (Math.max(size.width, size.height) > MAX_RECEIPT_SIDE) return { failure: "receipt.tooManyPixels" };
  const bare = withoutMetadata(content, contentType);
  return bare === undefined ? { failure: "receipt.unreadable" } : { pages: 1, content: bare };
}

/**
 * A file that begins like one of our types but holds another is shown and read as what it begins like: it is never
 * executed.
 */
const BEGINNINGS: Readonly<Record<ReceiptType, Buffer>> = {
  "image/jpeg": JPEG_START,
  "image/png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  "application/pdf": Buffer.from("%PDF-"),
};

function typeOf(content: Buffer): ReceiptType | undefined {
  const types = Object.entries(BEGINNINGS) as [ReceiptType, Buffer][];
  const found = types.find(([, start]) => content.subarray(0, start.length).equals(start))?.[0];
  const isPdf = content.subarray(0, PDF_MARGIN_BYTES).includes(BEGINNINGS["application/pdf"]);
  return found ?? (isPdf ? "application/pdf" : undefined);
}

function inspectPdf(content: Buffer): Accepted | Refused {
  try {
    const pages = pdfPages(content);
    // One of too many pages is not read, but kept: an expense may show it.
    return pages ? { pages, content: withoutPhotoMetadata(content) } : { failure: "receipt.unreadable" };
  } catch (error) {
    if (error instanceof ProtectedPdfError) return { failure: "receipt.protected" };
    throw error;
  }
}

interface Size {
  width: number;
  height: number;
}

/** From the first chunk, which is always the header. */
function pngSize(content: Buffer): Size | undefined {
  if (content.length < 24 || content.toString("latin1", 12, 16) !== "IHDR") return undefined;
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

/** From the start of the frame. */
function jpegSize(content: Buffer): Size | undefined {
  let at = markerAt(content, 2);
  while (at + 9 <= content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0;
    if (isFrame(marker)) return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) };
    at = markerAt(content, at + 2 + content.readUInt16BE(at + 2));
  }
  return undefined;
}
