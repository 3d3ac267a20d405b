import { documentClient } from "../aws/clients";
import { CLOCK_SKEW_MS, changesSince, USUAL_SKEW_MS, watermarkAt } from "../expenses/changesSince";
import { indexKeys } from "../expenses/expenseKeys";
import type { Reading } from "../expenses/expensePages";
import { ExpenseRepository } from "../expenses/expenseRepository";
import { type LatestChanges, LedgerChanges } from "../expenses/ledgerChanges";
import { daysChangedSince } from "../expenses/leftDays";
import { ApiError } from "../http/apiError";
import { addMonths } from "../values/day";
import { getOrAdd } from "../values/maps";
import { DigestStore } from "./digestStore";
import { type AskedGap, affects, askedEmpty, askStart, type Gap, gapsIn, wasEmpty } from "./emptyMonths";
import type { DatedChange, Days, Digest } from "./model";
import { holdSame, MonthSums } from "./monthSums";

/** Maximum number of changes that are followed: beyond it, summing everything again takes less time. */
const MAX_CHANGES = 5000;

/**
 * Time for which a digest is followed by the latest changes alone, after so many that those before it are not all known.
 * A change that an index showed late meanwhile is found when the digest is made anew. Otherwise every reader would sum
 * everything again for as long as the many are followed, and a month that takes several requests would never be whole.
 */
const FOLLOWED_BY_LATEST_MS = 10 * 60_000;

/**
 * Number of changes at which a digest is renewed though its sums are unchanged: otherwise every reader would read them
 * all.
 */
const MANY_CHANGES = 50;

/** A month without expenses, of which nothing is stored. */
const EMPTY: Pick<Digest, "days" | "due"> = { days: {}, due: [] };

/** Facts about a ledger that a reader knows besides its digests. */
interface Known {
  /** The time of digests that are made now, and that of the changes from which on their readers follow them, UTC. */
  until: string;
  from: string;
  latest: LatestChanges;
  /** Returns the changes from an instant on, UTC. */
  changed: (since: string) => readonly DatedChange[];
  /** The gaps that were asked for. */
  asked: readonly AskedGap[];
  /** Months without digests that have no expenses. */
  empty: ReadonlySet<string>;
}

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
    const stored = await this.store.read(ledgerId, months);
    const known = await this.follow(ledgerId, months, stored, reading.now);
    // An expense that moves from one month to another while they are read counts once.
    const seen = new Set<string>();
    const digests = await Promise.all(
      months.map(async (month) => {
        const before = stored.get(month);
        const digest = known.empty.has(month)
          ? EMPTY
          : await this.update(ledgerId, month, before, known, seen, reading);
        return [month, digest] as const;
      }),
    );
    if (digests.some(([, { due }]) => due.length > 0))
      throw new ApiError("sums.unfinished", { retryAfter: 1 });
    return { months: new Map(digests.map(([month, { days }]) => [month, days])), changes: known.latest };
  }

  /** Reads what changed since digests were made, and which of the months without one are empty. */
  private async follow(
    ledgerId: string,
    months: readonly string[],
    stored: ReadonlyMap<string, Digest>,
    now: Date,
  ): Promise<Known> {
    const until = watermarkAt(now);
    const from = changesSince(until, now) ?? until;
    const gaps = gapsIn(months.filter((month) => !stored.has(month)));
    const isRemembered = (gap: Gap) => wasEmpty(gap, stored.get(gap.next));
    const askFor = (some: readonly Gap[]) =>
      Promise.all(some.map((gap) => askStart(this.expenses, ledgerId, gap)));
    const [latest, unknown] = await Promise.all([
      this.latest(ledgerId, [...stored.values()], from, now),
      askFor(gaps.filter((gap) => !isRemembered(gap))),
    ]);
    // Most digests were made at the same times.
    const bySince = new Map<string, DatedChange[]>();
    const changed = (since: string) => getOrAdd(bySince, since, () => changesFrom(since, latest));
    const isStillEmpty = (gap: Gap) => {
      const after = stored.get(gap.next);
      const changes = after && changesOf(after, latest, changed, now);
      return changes !== undefined && !affects(changes, gap);
    };
    const remembered = gaps.filter(isRemembered);
    const asked = [...unknown, ...(await askFor(remembered.filter((gap) => !isStillEmpty(gap))))];
    const empty = new Set([
      ...remembered.filter(isStillEmpty).flatMap((gap) => gap.months),
      ...asked.flatMap(({ months: own, start }) => own.filter((month) => month < start)),
    ]);
    return { until, from, latest, changed, asked, empty };
  }

  /** Sums the days of a month that changed since its digest was made, and stores the digest if it differs. */
  private async update(
    ledgerId: string,
    month: string,
    before: Digest | undefined,
    { until, from, latest, changed, asked }: Known,
    seen: Set<string>,
    reading: Reading,
  ): Promise<Digest> {
    const { now } = reading;
    const complete = before && changesOf(before, latest, changed, now);
    const followed = complete ?? (before && latestChangesOf(before, latest, changed, now));
    const changes = followed ?? changed(from);
    const first = askedEmpty(asked, month) ?? (followed && before?.emptySince);
    const isEmptyBefore = first !== undefined && !affects(changes, { first, next: month });
    // One that cannot be followed would be made anew by every reader, though its sums are the same.
    const isRenewed =
      before !== undefined &&
      (!followed || isOutdated(before, from, latest, now) || (isEmptyBefore && first !== before.emptySince));
    if (before && followed && !isRenewed && isUntouched(before, month, changes)) return before;
    const sums = new MonthSums(month, followed && before, changes);
    await this.sum(ledgerId, sums, seen, reading);
    // A reader whose clock is behind keeps the time of the one before, so that its sums are stored.
    const isAsOld = followed && before && (complete === undefined || before.until > until);
    const summed = sums.digest(isAsOld ? before.until : until, from);
    const digest = { ...summed, ...(isEmptyBefore && { emptySince: first }) };
    // The time of one that is not whole matters too: days of earlier changes would be summed first in every request.
    if (isRenewed || digest.due.length > 0 || !holdSame(before, digest)) {
      await this.store.write(ledgerId, month, digest, now);
    }
    return digest;
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
function changesOf(
  { until }: Digest,
  latest: LatestChanges,
  changed: Known["changed"],
  now: Date,
): readonly DatedChange[] | undefined {
  const since = changesSince(until, now);
  return since === undefined || since < latest.from ? undefined : changed(since);
}

/**
 * Returns the changes since a digest was made, of which ones that an index showed late may be missing. A change that was
 * written after it by a clock that is behind may be earlier than it. A digest that is not whole is followed nevertheless: it
 * would never be, and is made anew once it is.
 */
function latestChangesOf(
  { until, due }: Digest,
  { from }: LatestChanges,
  changed: Known["changed"],
  now: Date,
): readonly DatedChange[] | undefined {
  const madeAt = Date.parse(until) + CLOCK_SKEW_MS;
  const first = due.length > 0 ? madeAt : madeAt - USUAL_SKEW_MS;
  const isFollowed = now.getTime() - madeAt < FOLLOWED_BY_LATEST_MS && Date.parse(from) <= first;
  return isFollowed ? changed(from) : undefined;
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
const isUntouched = ({ due }: Digest, month: string, changes: readonly DatedChange[]) =>
  due.length === 0 && !affects(changes, { first: month, next: addMonths(month, 1) });

/** Returns true if readers of a digest encounter many changes that readers of a later one, from `from` on, do not. */
function isOutdated({ until }: Digest, from: string, { changes }: LatestChanges, now: Date): boolean {
  const since = changesSince(until, now) ?? from;
  return changes.filter(({ updatedAt }) => since <= updatedAt && updatedAt < from).length >= MANY_CHANGES;
}
