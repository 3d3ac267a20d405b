import { recordsOf } from "./levelLog";

/** LevelDB's record of its files. */
export interface LevelManifest {
  /** The first log that is not yet in the tables; 0 before the database is opened for the first time. */
  logNumber: number;
  /** Sizes of the tables by their numbers. */
  tables: Map<number, number>;
}

/**
 * Reads a manifest: a log of changes, each a list of tagged fields. A change that it ends in the middle of was never in force, and
 * LevelDB itself refuses other damage.
 *
 * https://github.com/google/leveldb/blob/main/db/version_edit.cc
 */
export function readManifest(manifest: Buffer): LevelManifest {
  const read: LevelManifest = { logNumber: 0, tables: new Map() };
  for (const record of recordsOf(manifest)) apply(new Fields(record), read);
  return read;
}

function apply(fields: Fields, read: LevelManifest): void {
  while (!fields.isAtEnd) {
    const tag = fields.number();
    if (tag === 1) fields.text();
    else if (tag === 2) read.logNumber = fields.number();
    else if (tag === 3 || tag === 4 || tag === 9) fields.number();
    else if (tag === 5) {
      fields.number();
      fields.text();
    } else if (tag === 6) {
      fields.number();
      read.tables.delete(fields.number());
    } else if (tag === 7) {
      fields.number();
      read.tables.set(fields.number(), fields.number());
      fields.text();
      fields.text();
    } else return;
  }
}

class Fields {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  /** Seven bits a byte, the lowest first; the highest bit is set in all but the last. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.#at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** Skips a text. */
  text(): void {
    const length = this.number();
    this.#at += length;
  }
}
