// The one thing in a photo's Exif data that changes how it looks: which side is up. Cameras store the pixels as the sensor
// has them. https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E, 4.6.2 and 4.6.4

const ORIENTATION = 0x0112;
const SHORT = 3;
const HEADER_LENGTH = 8;
const ENTRY_LENGTH = 12;

/** Orientations other than the usual one. */
const isTurned = (value: number) => value >= 2 && value <= 8;

/**
 * Returns Exif data with nothing in them but the orientation.
 * @param tiff Exif data, from the mark of their byte order on.
 * @returns undefined if the picture is upright, or the data are malformed.
 */
export function orientationAlone(tiff: Buffer): Buffer | undefined {
  const order = tiff.toString("latin1", 0, 2);
  if (tiff.length < HEADER_LENGTH + 2 || (order !== "II" && order !== "MM")) return undefined;
  const numberAt = (at: number, bytes: number) =>
    order === "II" ? tiff.readUIntLE(at, bytes) : tiff.readUIntBE(at, bytes);
  const start = numberAt(4, 4);
  if (start + 2 > tiff.length) return undefined;
  const end = Math.min(start + 2 + numberAt(start, 2) * ENTRY_LENGTH, tiff.length);
  for (let at = start + 2; at + ENTRY_LENGTH <= end; at += ENTRY_LENGTH) {
    if (numberAt(at, 2) !== ORIENTATION || numberAt(at + 2, 2) !== SHORT) continue;
    const value = numberAt(at + 8, 2);
    return isTurned(value) ? dataOf(value) : undefined;
  }
  return undefined;
}

/** Big-endian: the mark, the place of the only directory, and its only entry. */
function dataOf(orientation: number): Buffer {
  const data = Buffer.alloc(HEADER_LENGTH + 2 + ENTRY_LENGTH + 4);
  data.write("MM\0*", "latin1");
  data.writeUInt32BE(HEADER_LENGTH, 4);
  data.writeUInt16BE(1, 8);
  data.writeUInt16BE(ORIENTATION, 10);
  data.writeUInt16BE(SHORT, 12);
  data.writeUInt32BE(1, 14);
  data.writeUInt16BE(orientation, 18);
  return data;
}
