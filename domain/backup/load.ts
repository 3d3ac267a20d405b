import type { ResultSetHeader } from "mysql2/promise";
import type { SqlValue } from "../values/sqlValue";
import { COLUMNS } from "./backupRow";

/**
 * Inserts the rows whose keys do not exist yet, and skips the others. It takes the server half as long as an upsert,
 * which has to be parsed. `rows` names no file: the client sends {@link linesOf} whatever name the server asks for.
 */
export const LOAD = `LOAD DATA LOCAL INFILE 'rows' INTO TABLE expenses CHARACTER SET utf8mb4 (${COLUMNS.join(", ")}, seen_run)`;

/** Characters sent at a time; a packet may have 16 MB. */
const CHUNK_TEXT = 64 * 1024;

/** Characters that mean something in a line of `LOAD DATA`. */
const SPECIAL = /[\\\t\n]/g;

/** Rows in the default format of `LOAD DATA`, in chunks. */
export function* linesOf(rows: Iterable<readonly SqlValue[]>): Generator<Buffer> {
  let text = "";
  for (const row of rows) {
    text += `${row.map(fieldOf).join("\t")}\n`;
    if (text.length < CHUNK_TEXT) continue;
    yield Buffer.from(text);
    text = "";
  }
  // An empty chunk would end the transfer early.
  if (text !== "") yield Buffer.from(text);
}

/**
 * Returns true if every row was stored as it was sent. With `LOCAL` the server only warns where it otherwise fails:
 * about duplicate keys, and about values that it changed to make them fit.
 */
export function isLoaded({ info }: ResultSetHeader): boolean {
  return /Skipped: 0 {2}Warnings: 0$/.test(info);
}

function fieldOf(value: SqlValue): string {
  if (value === null) return "\\N";
  // Most texts contain none of them, and a search takes less time than a replacement.
  return typeof value === "string" && value.search(SPECIAL) >= 0
    ? value.replaceAll(SPECIAL, "\\$&")
    : `${value}`;
}
