import { crc32 } from "node:zlib";

export interface ZippedFile {
  name: string;
  /** UTC, ISO 8601. */
  at: string;
  content: Uint8Array;
}

// Written here: `fflate` counts entries in 16 bits and places in 32, beyond which an archive is corrupt without an error,
// `client-zip` does so for entries, and `yazl` looks through all entries for each.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

/** Version 4.5, the first with 64-bit archives, and UTF-8 names. */
const VERSION = 45;
const UTF8 = 0x0800;

/** A value that does not fit into its field, and stands in a 64-bit one. */
const ELSEWHERE = 0xffff_ffff;
const MANY = 0xffff;

/**
 * A ZIP archive of files that arrive one at a time, each smaller than 4 GB. They are stored uncompressed: pictures are
 * compressed already. Of each only its entry in the directory stays in memory.
 * @param start The bytes that something else has before it.
 */
export async function* zipped(files: AsyncIterable<ZippedFile>, start = 0): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let place = start;
  for await (const file of files) {
    const facts = factsOf(file);
    const head = Buffer.concat([numbers([0x04034b50, 4]), facts, Buffer.from(file.name)]);
    directory.push(entryOf(file.name, facts, place));
    yield head;
    yield file.content;
    place += head.length + file.content.length;
  }
  yield* directory;
  const bytes = directory.reduce((sum, { length }) => sum + length, 0);
  yield endOf(directory.length, bytes, place);
}

/** Version, flags, method, time, checksum, sizes and lengths, as both heads of a file have them. */
function factsOf({ name, at, content }: ZippedFile): Buffer {
  const size = content.length;
  const [date, time] = dosTime(new Date(at));
  return numbers(
    ...([VERSION, UTF8, 0, time, date].map((value) => [value, 2]) as [number, number][]),
    ...[[crc32(content), 4] as const, [size, 4] as const, [size, 4] as const],
    ...[[Buffer.byteLength(name), 2] as const, [0, 2] as const],
  );
}

/** The entry of a file in the directory. Beyond 4 GB, its place is in a field of 64 bits. */
function entryOf(name: string, facts: Buffer, place: number): Buffer {
  const isFar = place >= ELSEWHERE;
  const far = isFar ? numbers([0x0001, 2], [8, 2], [place, 8]) : Buffer.alloc(0);
  return Buffer.concat([
    numbers([0x02014b50, 4], [VERSION, 2]),
    facts.subarray(0, -2),
    numbers([far.length, 2], [0, 2], [0, 2], [0, 2], [0, 4], [isFar ? ELSEWHERE : place, 4]),
    Buffer.from(name),
    far,
  ]);
}

/** The end of an archive, with a 64-bit record of what a plain one has no room for. */
function endOf(count: number, bytes: number, place: number): Buffer {
  const isLarge = count >= MANY || place + bytes >= ELSEWHERE;
  const [entries, size, start] = isLarge ? [MANY, ELSEWHERE, ELSEWHERE] : [count, bytes, place];
  const record = numbers(
    ...([
      [0x06064b50, 4],
      [44, 8],
      [VERSION, 2],
      [VERSION, 2],
      [0, 4],
      [0, 4],
    ] as [number, number][]),
    ...([count, count, bytes, place].map((value) => [value, 8]) as [number, number][]),
    // Where this record is.
    ...([
      [0x07064b50, 4],
      [0, 4],
      [place + bytes, 8],
      [1, 4],
    ] as [number, number][]),
  );
  const end = numbers([0x06054b50, 4], [0, 4], [entries, 2], [entries, 2], [size, 4], [start, 4], [0, 2]);
  return isLarge ? Buffer.concat([record, end]) : end;
}

/** Little-endian numbers of so many bytes. */
function numbers(...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );
}

/** Local time without a zone: that of UTC, in steps of two seconds. */
function dosTime(at: Date): [date: number, time: number] {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return [date, (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)];
}
