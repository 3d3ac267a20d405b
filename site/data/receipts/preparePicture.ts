import "../../i18n/en/receipts";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { MAX_FILE_NAME_LENGTH, MAX_RECEIPT_BYTES, MAX_RECEIPT_SIDE } from "../../../domain/values/limits";
import { cut, isWithin, oneLine } from "../../../domain/values/text";
import { type Said, say } from "../../i18n";
import { type FileFacts, factsOf } from "./fileKind";

// Converts any file into one that can be sent as a receipt: a PDF unchanged, every picture redrawn, upright and small.
// So nothing that a camera writes beside the pixels leaves the device, neither the place nor hidden data of a file in
// two formats.

/** A receipt that is ready to be sent. */
export interface PreparedPicture {
  fileName: string;
  contentType: "image/jpeg" | "application/pdf";
  bytes: Uint8Array<ArrayBuffer>;
  /** Hexadecimal; of the bytes. */
  sha256: string;
}

/** A file that is no receipt, and why, in words. */
export class UnfitFile extends Error {
  constructor(readonly said: Said) {
    super("The file cannot be a receipt.");
  }
}

/** Enough to read sixty lines of small print. More makes the upload slower, and reading no better. */
const MAX_PIXELS = 4_000_000;
const JPEG_QUALITY = 0.85;

/** Larger files are not even read: a photo of 200 megapixels is smaller. */
export const MAX_FILE_BYTES = 60_000_000;

/** Units of UTF-16 at the end of a name, which contain its type and stay when it is shortened. */
const NAME_END = 20;

/** The name of a file in one line that is not too long. */
export function shortName(name: string): string {
  const line = oneLine(name) || "receipt";
  if (isWithin(line, MAX_FILE_NAME_LENGTH)) return line;
  // Not within a character of two units, such as an emoji: half of one is no Unicode, which the API refuses.
  const end = line.slice(-NAME_END).replace(/^[\udc00-\udfff]/, "");
  return `${cut(line, MAX_FILE_NAME_LENGTH - NAME_END - 1)}…${end}`;
}

/**
 * Prepares a file.
 * @throws UnfitFile if it cannot be a receipt.
 */
export async function prepare(file: File): Promise<PreparedPicture> {
  if (file.size === 0) throw new UnfitFile(say("receipts.unfit.empty"));
  if (file.size > MAX_FILE_BYTES) throw tooLarge();
  const bytes = await bytesOf(file);
  const facts = factsOf(bytes);
  refuseUnfit(facts, bytes.length);
  if (facts.kind === "pdf") return pictureOf(file.name, "application/pdf", bytes);
  const drawn = await redrawn(file, facts);
  if (drawn.length > MAX_RECEIPT_BYTES) throw tooLarge();
  return pictureOf(file.name, "image/jpeg", drawn);
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // A file in a cloud that is not here, or one that was moved since it was chosen.
    throw new UnfitFile(say("receipts.unfit.unreadable"));
  }
}

function refuseUnfit({ kind, whole, locked, size }: FileFacts, length: number): void {
  if (kind === "other") throw new UnfitFile(say("receipts.unfit.type"));
  if (kind === "svg" || kind === "gif") throw new UnfitFile(say(`receipts.unfit.${kind}`));
  if (!whole) throw new UnfitFile(say("receipts.unfit.truncated"));
  if (locked) throw new UnfitFile(say("receipts.unfit.locked"));
  if (kind === "pdf" && length > MAX_RECEIPT_BYTES) throw tooLarge();
  if (size) refuseHuge(size);
}

const tooLarge = () =>
  new UnfitFile(say("receipts.unfit.large", { megabytes: MAX_RECEIPT_BYTES / 1_000_000 }));

function refuseHuge({ width, height }: { width: number; height: number }): void {
  if (Math.max(width, height) <= MAX_RECEIPT_SIDE) return;
  const sides = { width, height, most: MAX_RECEIPT_SIDE };
  throw new UnfitFile(say("receipts.unfit.sides", sides));
}

/** Redraws a picture: upright, on white, with at most {@link MAX_PIXELS}. */
async function redrawn(file: Blob, { kind }: FileFacts): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new UnfitFile(
      say(kind === "heic" || kind === "avif" ? "receipts.unfit.heic" : "receipts.unfit.damaged"),
    );
  });
  try {
    refuseHuge(bitmap);
    const scale = Math.min(1, Math.sqrt(MAX_PIXELS / (bitmap.width * bitmap.height)));
    const [width, height] = [bitmap.width, bitmap.height].map((side) =>
      Math.max(1, Math.round(side * scale)),
    );
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    if (!context) throw new UnfitFile(say("receipts.unfit.damaged"));
    // A JPEG has no transparency: without a background, transparent parts would be black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY),
    );
    if (!blob) throw new UnfitFile(say("receipts.unfit.damaged"));
    return await bytesOf(blob);
  } finally {
    bitmap.close();
  }
}

function pictureOf(
  name: string,
  contentType: PreparedPicture["contentType"],
  bytes: Uint8Array<ArrayBuffer>,
): PreparedPicture {
  // By a library: the browser's own hash is missing on a plain-HTTP website.
  return { fileName: shortName(name), contentType, bytes, sha256: bytesToHex(sha256(bytes)) };
}
