// Files by their bytes: neither a name nor what the system says of a type can be trusted.

import { isFrame, START_OF_SCAN } from "../../../domain/receipts/jpegMarkers";
import { PDF_MARGIN_BYTES } from "../../../domain/values/limits";

/** A file that may be a receipt: `other` is nothing that the page knows. */
type FileKind = "jpeg" | "png" | "webp" | "heic" | "avif" | "gif" | "svg" | "pdf" | "other";

/** A file, according to its bytes. */
export interface FileFacts {
  kind: FileKind;
  /** False if its end is missing. */
  whole: boolean;
  /** True if it can be read by a password only. */
  locked: boolean;
  /** In pixels as they are stored, before the picture is rotated; undefined if only decoding can tell. */
  size?: { width: number; height: number };
}

/** A text that is looked for in bytes of any meaning: one character for each byte. Browsers read Latin-1 as windows-1252. */
const latin = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes);

/** Brands of ISO media files that hold pictures of the High Efficiency Image Format. */
const HEIC = /^(heic|heix|hevc|heim|heis|hevm|hevs|mif1|msf1)/;

/** Tells the kind of a file from its bytes. Never throws: they may be anything. */
export function factsOf(bytes: Uint8Array): FileFacts {
  const head = latin(bytes.subarray(0, PDF_MARGIN_BYTES));
  const facts = { whole: true, locked: false };
  if (head.startsWith("\xff\xd8\xff")) return { kind: "jpeg", ...facts, ...jpegFacts(bytes) };
  if (head.startsWith("PNG\r\n\x1a\n", 1)) return { kind: "png", ...facts, ...pngFacts(bytes) };
  if (/^GIF8[79]a/.test(head)) return { kind: "gif", ...facts };
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return { kind: "webp", ...facts };
  const brand = head.startsWith("ftyp", 4) ? head.slice(8) : "";
  if (/^avi[fs]/.test(brand)) return { kind: "avif", ...facts };
  if (HEIC.test(brand)) return { kind: "heic", ...facts };
  if (head.includes("%PDF-")) return { kind: "pdf", ...pdfFacts(bytes) };
  return { kind: /<svg[\s>]/i.test(head) ? "svg" : "other", ...facts };
}

function pngFacts(bytes: Uint8Array): Pick<FileFacts, "whole" | "size"> {
  const whole = latin(bytes).includes("IEND");
  if (bytes.length < 24) return { whole };
  const view = viewOf(bytes);
  return { whole, size: { width: view.getUint32(16), height: view.getUint32(20) } };
}

/** Segments of a JPEG without a length. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Walks over the segments before the pixels: a thumbnail in one of them has a size and an end of its own. */
function jpegFacts(bytes: Uint8Array): Pick<FileFacts, "whole" | "size"> {
  const view = viewOf(bytes);
  let size: FileFacts["size"];
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) break;
    if (isFrame(marker)) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === START_OF_SCAN) {
      return { whole: latin(bytes.subarray(at)).includes("\xff\xd9"), ...(size && { size }) };
    }
    at += isBare(marker) || marker === 0xff ? (marker === 0xff ? 1 : 2) : 2 + view.getUint16(at + 2);
  }
  return { whole: false, ...(size && { size }) };
}

function pdfFacts(bytes: Uint8Array): Pick<FileFacts, "whole" | "locked"> {
  const text = latin(bytes);
  return { whole: text.includes("%%EOF", text.length - PDF_MARGIN_BYTES), locked: /\/Encrypt\b/.test(text) };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);
