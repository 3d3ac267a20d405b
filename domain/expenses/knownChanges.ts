import { hash } from "node:crypto";
import { ApiError } from "../http/apiError";
import { decodeCursor, encodeCursor } from "../http/cursor";
import { isInstant } from "../values/day";
import type { ExpenseItem } from "./model";

// A follower of a ledger reads the last hour again each time, in case the index shows a change late, and it was told nearly
// everything before. It therefore passes on what its last answer said that it knows: a sum of the entries of the index
// that it was told, by groups of expenses. Only groups whose entries have another sum by now are read and told again, so what a look
// costs beyond the keys depends on what changed since the last one, and no entry that shows late is missed.

/** Groups at most: what a follower passes on has to fit into the address of a request. */
const MOST_GROUPS = 128;

/** Bytes of a sum: sums of other entries are the same by chance in one of 2^48 cases. */
const SUM_BYTES = 6;

/** Characters of a sum. */
const SUM_LENGTH = (SUM_BYTES * 8) / 6;

/** An entry of the index of a ledger's changes. */
type ChangeEntry = Pick<ExpenseItem, "updatedAt" | "expenseId">;

/** The entries of the index that a follower was told. */
export class KnownChanges {
  private constructor(
    /** Entries before this instant are not counted. UTC. */
    readonly from: string,
    private readonly sums: number[],
  ) {}

  /** Nothing yet, with as many groups as a number of entries needs. */
  static since(from: string, entries = Number.POSITIVE_INFINITY): KnownChanges {
    let groups = 1;
    while (groups < Math.min(entries, MOST_GROUPS)) groups *= 2;
    return new KnownChanges(from, Array<number>(groups).fill(0));
  }

  /** @throws ApiError 400 if the text is no answer of this ledger. */
  static read(ledgerId: string, text: string): KnownChanges {
    const [time = "", sums = ""] = placeIn(ledgerId, text).split("#");
    const from = instantAt(Number(time));
    const groups = sums.length / SUM_LENGTH;
    // The digest is not a signature: what is read here may be of the caller's own making.
    const bytes = Buffer.from(sums, "base64url");
    const isWhole = Number.isInteger(groups) && bytes.length === groups * SUM_BYTES;
    if (from === undefined || !isWhole || !Number.isInteger(Math.log2(groups))) throw unknown();
    return new KnownChanges(
      from,
      Array.from({ length: groups }, (_, index) => bytes.readUIntBE(index * SUM_BYTES, SUM_BYTES)),
    );
  }

  write(ledgerId: string): string {
    const bytes = Buffer.alloc(this.sums.length * SUM_BYTES);
    for (const [index, sum] of this.sums.entries()) bytes.writeUIntBE(sum, index * SUM_BYTES, SUM_BYTES);
    return encodeCursor(scopeOf(ledgerId), `${new Date(this.from).getTime()}#${bytes.toString("base64url")}`);
  }

  add(entry: ChangeEntry): void {
    if (entry.updatedAt < this.from) return;
    const group = this.groupOf(entry);
    this.sums[group] = ((this.sums[group] ?? 0) + sumOf(entry)) % 2 ** (8 * SUM_BYTES);
  }

  /**
   * Returns a test for entries that the follower was told.
   * @param entries All that the index shows since {@link from}.
   */
  among(entries: readonly ChangeEntry[]): (entry: ChangeEntry) => boolean {
    const now = new KnownChanges(this.from, Array<number>(this.sums.length).fill(0));
    for (const entry of entries) now.add(entry);
    return (entry) => {
      const group = this.groupOf(entry);
      return entry.updatedAt >= this.from && now.sums[group] === this.sums[group];
    };
  }

  /** That of the expense: a change moves its entry within the group. */
  private groupOf({ expenseId }: ChangeEntry): number {
    return (hashOf(expenseId)[0] ?? 0) % this.sums.length;
  }
}

const scopeOf = (ledgerId: string) => ["known", ledgerId];

function instantAt(time: number): string | undefined {
  const at = new Date(time);
  const text = Number.isNaN(at.getTime()) ? "" : at.toISOString();
  return isInstant(text) ? text : undefined;
}

const unknown = () => new ApiError("cursor.invalid", { field: "known" });

function placeIn(ledgerId: string, text: string): string {
  try {
    return decodeCursor(scopeOf(ledgerId), text);
  } catch {
    throw unknown();
  }
}

const hashOf = (text: string) => hash("sha256", text, "buffer");

const sumOf = ({ updatedAt, expenseId }: ChangeEntry) =>
  hashOf(`${updatedAt}#${expenseId}`).readUIntBE(0, SUM_BYTES);
