import { documentClient } from "../aws/clients";
import { changesSince, watermarkAt } from "../expenses/changesSince";
import { indexKeys } from "../expenses/expenseKeys";
import type { Reading } from "../expenses/expensePages";
import { ExpenseRepository } from "../expenses/expenseRepository";
import { type LatestChanges, LedgerChanges } from "../expenses/ledgerChanges";
import { daysChangedSince } from "../expenses/leftDays";
import { ApiError } from "../http/apiError";
import { addMonths } from "../values/day";
import { wholeMonth } from "../values/wholeMonth";
import { DigestStore } from "./digestStore";
import type { DatedChange, Days, Digest } from "./model";
import { holdSame, MonthSums } from "./monthSums";

/** Maximum number of changes that are followed: beyond it, summing everything again takes less time. */
const MAX_CHANGES = 5000;

/**
 * Number of changes at which a digest is renewed though its sums are unchanged: otherwise every reader would read them
 * all.
 */
const MANY_CHANGES = 50;

/** Consecutive months without digests for which it is asked where their expenses begin; fewer are read at once. */
const MIN_GAP = 3;

/** Follows every month. */
const AFTER_ALL = "9999-99";

/** A month without expenses, of which nothing is stored. */
const EMPTY: Pick<Digest, "days" | "due"> = { days: {}, due: [] };

/**
 * Sums of whole months, computed once and updated by what changed: a reader sums again the days whose expenses changed
 * since the digest was made, and stores the digest for the next reader. The sums are exact once the indexes show every
 * change. A month that takes longer than one request is summed by several, each of which continues where the one before
 * stopped.
 */
export class MonthDigests {
  constructor(
    private readonly expenses: Pick<ExpenseRepository, "pages">,
    private readonly changes: Pick<LedgerChanges, "latest">,
    private readonly store: Pick<DigestStore, "read" | "write">,
  ) {}

  /**
   * Returns the sums of months, by month.
   * @throws ApiError 503 if there is not enough time. The next call continues.
   */
  async read(ledgerId: string, months: readonly string[], reading: Reading): Promise<Map<string, Days>> {
    return (await this.readWithChanges(ledgerId, months, reading)).months;
  }

  /** The sums of months as {@link read} returns them, and the changes of at least the last hour that they include. */
  async readWithChanges(
    ledgerId: string,
    months: readonly string[],
    reading: Reading,
  ): Promise<{ months: Map<string, Days>; changes: LatestChanges }> {
    const { now } = reading;
    const until = watermarkAt(now);
    const from = changesSince(until, now) ?? until;
    const stored = await this.store.read(ledgerId, months);
    const gaps = gapsIn(months.filter((month) => !stored.has(month)));
    const [latest, starts] = await Promise.all([
      this.latest(ledgerId, [...stored.values()], from, now),
      this.startsOf(ledgerId, gaps),
    ]);
    // An expense that moves from one month to another while they are read counts once.
    const seen = new Set<string>();
    const read = async (month: string): Promise<readonly [string, Pick<Digest, "days" | "due">]> => {
      const start = starts.get(month);
      if (start !== undefined && month < start) return [month, EMPTY];
      const before = stored.get(month);
      const changes = before && changesOf(before, latest, now);
      const isRenewed = before !== undefined && isOutdated(before, from, latest, now);
      if (before && changes && !isRenewed && isUntouched(before, month, changes)) return [month, before];
      const sums = new MonthSums(month, changes && before, changes ?? changesFrom(from, latest));
      await this.sum(ledgerId, sums, seen, reading);
      // A reader whose clock is behind keeps the time of the one before, so that its sums are stored.
      const digest = sums.digest(changes && before.until > until ? before.until : until, from);
      if (isRenewed || !holdSame(before, digest)) await this.store.write(ledgerId, month, digest, now);
      return [month, digest];
    };
    const digests = await Promise.all(months.map(read));
    if (digests.some(([, { due }]) => due.length > 0))
      throw new ApiError("sums.unfinished", { retryAfter: 1 });
    return { months: new Map(digests.map(([month, { days }]) => [month, days])), changes: latest };
  }

  /**
   * Asks where the expenses of each gap begin, most of which lie before those of the ledger: one request tells as much
   * as one for each month.
   * @returns by month, the first month of its gap that has an expense; {@link AFTER_ALL} without any.
   */
  private async startsOf(
    ledgerId: string,
    gaps: readonly (readonly string[])[],
  ): Promise<Map<string, string>> {
    const starts = gaps.map(async (gap) => {
      const start = await this.startOf(ledgerId, gap);
      return gap.map((month) => [month, start] as const);
    });
    return new Map((await Promise.all(starts)).flat());
  }

  private async startOf(ledgerId: string, gap: readonly string[]): Promise<string> {
    const days = { first: wholeMonth(gap[0] ?? "").from, last: wholeMonth(gap.at(-1) ?? "").to };
    const range = { listId: ledgerId, days };
    for await (const [first] of this.expenses.pages(range, { ScanIndexForward: true, Limit: 1 })) {
      if (first) return first.date.slice(0, 7);
    }
    return AFTER_ALL;
  }

  /** Returns the changes since the earliest of the digests; at least those that indexes may show late. */
  private async latest(
    ledgerId: string,
    digests: readonly Digest[],
    from: string,
    now: Date,
  ): Promise<LatestChanges> {
    const [first = from] = [from, ...digests.flatMap(({ until }) => changesSince(until, now) ?? [])].sort();
    return this.changes.latest(ledgerId, first, MAX_CHANGES);
  }

  private async sum(
    ledgerId: string,
    sums: MonthSums,
    seen: Set<string>,
    { hasTime }: Reading,
  ): Promise<void> {
    let isLate = false;
    for (let run = sums.next; run !== undefined && !isLate; run = sums.next) {
      const { after, ...days } = run;
      const range = { listId: ledgerId, days, ...(after !== undefined && { after }) };
      for await (const page of this.expenses.pages(range, { ScanIndexForward: true }, seen)) {
        sums.add(page);
        if (isLate) return;
        // The next page may be the last. Each request makes progress, whatever time it has.
        isLate = !hasTime();
      }
      sums.end(run);
    }
  }
}

/** The longer ones of the gaps that are made up of the given months. */
function gapsIn(months: readonly string[]): string[][] {
  const gaps: string[][] = [];
  for (const month of months.toSorted()) {
    const gap = gaps.at(-1);
    if (gap !== undefined && addMonths(gap.at(-1) ?? "", 1) === month) gap.push(month);
    else gaps.push([month]);
  }
  return gaps.filter(({ length }) => length >= MIN_GAP);
}

/** The digests of the tables. */
export function monthDigestsOf(tables: { expenses: string; ledgers: string }): MonthDigests {
  const db = documentClient();
  return new MonthDigests(
    new ExpenseRepository(db, tables.expenses),
    new LedgerChanges(db, tables.expenses),
    new DigestStore(db, tables.ledgers, tables.expenses),
  );
}

/** Returns the changes since a digest was made; undefined if the known changes are incomplete. */
function changesOf({ until }: Digest, latest: LatestChanges, now: Date): DatedChange[] | undefined {
  const since = changesSince(until, now);
  return since === undefined || since < latest.from ? undefined : changesFrom(since, latest);
}

function changesFrom(since: string, { changes }: LatestChanges): DatedChange[] {
  return changes
    .filter(({ updatedAt }) => updatedAt >= since)
    .map(({ expenseId, updatedAt: version, item }) => {
      const place = item &&
        item.deletedAt === undefined && { day: item.date, listKey: indexKeys(item).listKey };
      const days = item && daysChangedSince(item, since);
      return { expenseId, version, ...place, ...(days && { days }) };
    });
}

/** Returns true if the sums of a digest are whole, and no change affects them: most months are long over. */
function isUntouched({ due }: Digest, month: string, changes: readonly DatedChange[]): boolean {
  const isIn = (day: string) => day.startsWith(month);
  return due.length === 0 && !changes.some(({ days }) => days?.some(isIn) ?? true);
}

/** Returns true if readers of a digest encounter many changes that readers of a later one, from `from` on, do not. */
function isOutdated({ until }: Digest, from: string, { changes }: LatestChanges, now: Date): boolean {
  const since = changesSince(until, now) ?? from;
  return changes.filter(({ updatedAt }) => since <= updatedAt && updatedAt < from).length >= MANY_CHANGES;
}
