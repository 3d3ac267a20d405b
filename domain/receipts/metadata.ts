import { crc32 } from "node:zlib";
import { START_OF_SCAN } from "./jpegMarkers";
import type { ReceiptType } from "./model";
import { orientationAlone } from "./orientation";

// A photo's metadata reveal where and by whom it was taken. The page drops them when it scales the picture down; here
// they are removed from files that come another way. The picture itself is kept: no pixel is decoded.

/**
 * Returns a picture without metadata, but for which side is up, and without trailing data; the same object if it had neither.
 * @returns undefined if it is malformed or cut off.
 */
export function withoutMetadata(
  content: Buffer,
  type: Exclude<ReceiptType, "application/pdf">,
): Buffer | undefined {
  const kept = type === "image/jpeg" ? jpegSegments(content) : pngChunks(content);
  if (kept === undefined) return undefined;
  const bare = Buffer.concat(kept);
  return bare.equals(content) ? content : bare;
}

/** The bytes that every JPEG begins with. */
export const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

const END = 0xd9;
/** Begins a segment of Exif data, of XMP or of others. */
export const APP1 = Buffer.from([0xff, 0xe1]);

/**
 * JFIF, color profiles and Adobe's color transform, by the numbers of their APPn segments; they affect how the picture
 * looks.
 */
const NEEDED_APPS = [0xe0, 0xe2, 0xee];
const COMMENT = 0xfe;

/** The parts of a JPEG without metadata, up to its end marker: what follows is not part of the picture. */
function jpegSegments(content: Buffer): Buffer[] | undefined {
  const kept = [content.subarray(0, 2)];
  let isTurned = false;
  let hasScan = false;
  for (const { marker, body, whole } of segmentsOf(content, 2)) {
    if (marker === END) return hasScan ? [...kept, whole] : undefined;
    hasScan ||= marker === START_OF_SCAN;
    const isApp = marker >= 0xe0 && marker <= 0xef;
    // Once the picture has begun, nobody looks for its upper side.
    const turn: Buffer | undefined = isTurned || hasScan || marker !== APP1[1] ? undefined : turnOf(body);
    if (turn) kept.push(turn);
    isTurned ||= turn !== undefined;
    if (marker !== COMMENT && (!isApp || NEEDED_APPS.includes(marker))) kept.push(whole);
  }
  return undefined;
}

/** A part of a JPEG. That of a scan has its coded data too. */
interface JpegSegment {
  marker: number;
  body: Buffer;
  whole: Buffer;
}

/**
 * The parts of a JPEG from one of its markers on, to its end or to where it is cut off. A progressive one has several
 * scans, with other segments between them. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B
 */
export function* segmentsOf(content: Buffer, from: number): Generator<JpegSegment> {
  let at = markerAt(content, from);
  while (at + 2 <= content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0;
    if (marker === END) yield { marker, body: Buffer.alloc(0), whole: content.subarray(at, at + 2) };
    if (marker === END || at + 4 > content.length) return;
    const end = at + 2 + content.readUInt16BE(at + 2);
    const next = marker === START_OF_SCAN ? scanEnd(content, end) : end;
    yield { marker, body: content.subarray(at + 4, end), whole: content.subarray(at, next) };
    at = markerAt(content, next);
  }
}

/** The position of the first marker behind coded data. Those that restart the decoder belong to the data. */
function scanEnd(content: Buffer, from: number): number {
  for (let at = content.indexOf(0xff, from); at !== -1; at = content.indexOf(0xff, at + 1)) {
    const code = content[at + 1] ?? 0;
    if (code >= 0xc0 && code < 0xff && (code < 0xd0 || code > 0xd8)) return at;
  }
  return content.length;
}

/** The position of a marker: any number of fill bytes may be before it. */
export function markerAt(content: Buffer, from: number): number {
  let at = from;
  while (content[at] === 0xff && content[at + 1] === 0xff) at += 1;
  return at;
}

const EXIF = Buffer.from("Exif\0\0", "latin1");

/** The segment with nothing but the orientation that a segment holds, if it does. */
function turnOf(body: Buffer): Buffer | undefined {
  const turn = body.subarray(0, EXIF.length).equals(EXIF) && orientationAlone(body.subarray(EXIF.length));
  if (!turn) return undefined;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(length.length + EXIF.length + turn.length);
  return Buffer.concat([APP1, length, EXIF, turn]);
}

const PNG_SIGNATURE_LENGTH = 8;
/** Length, type and checksum of a chunk. */
const PNG_FRAME_LENGTH = 12;
const PNG_METADATA = ["eXIf", "tEXt", "zTXt", "iTXt", "tIME"];

/** The chunks of a PNG without metadata, up to its end. https://www.w3.org/TR/png-3/#11Chunks */
function pngChunks(content: Buffer): Buffer[] | undefined {
  const kept = [content.subarray(0, PNG_SIGNATURE_LENGTH)];
  let at = PNG_SIGNATURE_LENGTH;
  while (at + PNG_FRAME_LENGTH <= content.length) {
    const next = at + PNG_FRAME_LENGTH + content.readUInt32BE(at);
    const type = content.toString("latin1", at + 4, at + 8);
    if (!PNG_METADATA.includes(type)) kept.push(content.subarray(at, next));
    else if (type === "eXIf") kept.push(turnChunk(content.subarray(at + 8, next - 4)));
    if (type === "IEND") return kept;
    at = next;
  }
  return undefined;
}

/** The chunk with nothing but the orientation that Exif data hold; empty without one. */
function turnChunk(data: Buffer): Buffer {
  const turn = orientationAlone(data);
  if (turn === undefined) return Buffer.alloc(0);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from("eXIf"), turn]);
  length.writeUInt32BE(turn.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
