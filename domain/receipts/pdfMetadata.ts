import { APP1, JPEG_START, segmentsOf } from "./metadata";

// The metadata of the photos in a PDF, which has each JPEG as it is. They are overwritten rather than removed, because a
// PDF refers to its objects by their positions.

/** The same object if its photos had none. */
export function withoutPhotoMetadata(pdf: Buffer): Buffer {
  const found = [...exifIn(pdf), ...commentsIn(pdf), ...placesIn(pdf)];
  if (found.length === 0) return pdf;
  const bare = Buffer.from(pdf);
  for (const { start, end, by } of found) bare.fill(by, start, end);
  return bare;
}

/** A part of a file, and what it is overwritten by. */
interface Overwritten {
  start: number;
  end: number;
  by: 0 | " ";
}

/** Names at the start of an APP1 segment that holds metadata. */
const APP1_METADATA = ["Exif\0\0", "http://ns.adobe.com/xap/1.0/\0"].map((name) =>
  Buffer.from(name, "latin1"),
);

/** The segments with such a name, wherever they are. */
function* exifIn(pdf: Buffer): Generator<Overwritten> {
  for (let at = pdf.indexOf(APP1); at !== -1; at = pdf.indexOf(APP1, at + APP1.length)) {
    const start = at + APP1.length + 2;
    const isMetadata = APP1_METADATA.some((name) => pdf.subarray(start, start + name.length).equals(name));
    if (!isMetadata) continue;
    const end = at + APP1.length + pdf.readUInt16BE(at + APP1.length);
    yield { start, end: Math.min(end, pdf.length), by: 0 };
  }
}

const STREAM = /stream\r?\n$/;

/** Comments, and what Photoshop notes, such as the place. Any data may look like one, so only those of whole photos count. */
const COMMENTS = [0xfe, 0xed];

function* commentsIn(pdf: Buffer): Generator<Overwritten> {
  let end = 0;
  for (let at = pdf.indexOf(JPEG_START); at !== -1; at = pdf.indexOf(JPEG_START, at)) {
    const isPhoto = STREAM.test(pdf.toString("latin1", Math.max(0, at - 8), at));
    at += 2;
    if (!isPhoto) continue;
    if (end < at) end = positionOf("endstream", pdf, at);
    for (const { marker, body, whole } of segmentsOf(pdf.subarray(0, end), at)) {
      const start = body.byteOffset - pdf.byteOffset;
      if (COMMENTS.includes(marker) && body.some((byte) => byte !== 0))
        yield { start, end: start + body.length, by: 0 };
      // Whatever a file holds, nothing is looked at twice.
      at = whole.byteOffset - pdf.byteOffset + whole.length;
    }
  }
}

/** That of a text from a place on, or the end of the file. */
function positionOf(text: string, pdf: Buffer, from: number): number {
  const found = pdf.indexOf(text, from);
  return found === -1 ? pdf.length : found;
}

/** Properties of XMP that tell a place, as elements or as attributes. */
const PLACE = String.raw`:(?:GPS\w{0,40}|City|State|ProvinceState|Country\w{0,10}|Location|Sublocation|WorldRegion)`;
const PLACES = new RegExp(
  String.raw`${PLACE}(?:\s{0,9}=\s{0,9}(?:"([^"<]*)|'([^'<]*))|(?:\s[^<>]{0,99})?>([^<]*))`,
  "dg",
);

/** The places in the XMP of a PDF, or of an image in it, if that is not compressed. */
function* placesIn(pdf: Buffer): Generator<Overwritten> {
  for (let from = pdf.indexOf("<rdf:RDF"); from !== -1; from = pdf.indexOf("<rdf:RDF", from + 1)) {
    const text = pdf.toString("latin1", from, positionOf("</rdf:RDF>", pdf, from));
    for (const { indices } of text.matchAll(PLACES)) {
      const [start, end] = indices?.slice(1).find((one) => one !== undefined) ?? [0, 0];
      if (/\S/.test(text.slice(start, end))) yield { start: from + start, end: from + end, by: " " };
    }
    from += text.length;
  }
}
