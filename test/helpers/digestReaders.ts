import { DayTally } from "../../domain/digests/dayTally";
import type { Days } from "../../domain/digests/model";
import { MonthDigests } from "../../domain/digests/monthDigests";
import { ApiError } from "../../domain/http/apiError";
import type { LedgerInMemory } from "./ledgerInMemory";

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
