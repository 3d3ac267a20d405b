import { expect } from "chai";
import { DayTally } from "../../domain/digests/dayTally";
import type { Days } from "../../domain/digests/model";
import { MonthDigests } from "../../domain/digests/monthDigests";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { ApiError } from "../../domain/http/apiError";
import { DAY_MS } from "../../domain/values/duration";
import { LedgerInMemory } from "./ledgerInMemory";

/** The months of expenses in tests of digests. */
export const DIGEST_MONTHS = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"];

/** Asks as often as it takes, or until the readers give up: while an index lags, sums may have to be made again and again. */
export async function readToEnd(ledger: LedgerInMemory, months: readonly string[], time: number, skewed = 0) {
  const digests = new MonthDigests(...ledger.collaborators);
  for (let tries = 0; tries < 40; tries += 1) {
    let pages = 0;
    const hasTime = () => pages++ < time;
    try {
      return await digests.read("ledger", months, { now: ledger.clock(skewed), hasTime });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "sums.unfinished") throw error;
    }
    ledger.time += 1;
  }
  return undefined;
}

/** The sums of what counts, without any digest. */
export function plainSums(ledger: LedgerInMemory): Map<string, Days> {
  const tallies = new Map<string, DayTally>();
  for (const item of ledger.live) {
    const tally = tallies.get(item.date) ?? new DayTally();
    tally.add(item);
    tallies.set(item.date, tally);
  }
  return new Map(
    DIGEST_MONTHS.map((month) => [
      month,
      Object.fromEntries(
        [...tallies]
          .filter(([day]) => day.startsWith(month))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, tally]) => [day, tally.whole()]),
      ) as Days,
    ]),
  );
}

/** A ledger with so many expenses on the first of the month. */
export function ledgerOf(count: number): LedgerInMemory {
  const ledger = new LedgerInMemory();
  for (let index = 0; index < count; index += 1) {
    ledger.create({ expenseId: firstIdOf(index), date: "2026-11-01", amount: 100 + index }, 0);
    ledger.time += 1;
  }
  ledger.time += DAY_MS;
  return ledger;
}

/** The ID of one of the expenses of {@link ledgerOf}. */
export const firstIdOf = (index: number) => expenseIdFor("ledger", `first ${index}`);

export async function requireExact(ledger: LedgerInMemory): Promise<void> {
  expect(await readToEnd(ledger, DIGEST_MONTHS, 100)).to.deep.equal(plainSums(ledger));
}

/** One request that has time for two pages. */
export async function beginSums(ledger: LedgerInMemory): Promise<void> {
  const digests = new MonthDigests(...ledger.collaborators);
  const reading = { now: ledger.clock(), hasTime: () => false };
  await digests.read("ledger", ["2026-11"], reading).then(
    () => expect.fail("The month was summed at once."),
    (error) => expect(error).to.include({ code: "sums.unfinished", retryAfter: 1 }),
  );
}
