import { expect } from "chai";
import { InsightReader } from "../../../domain/budgets/insightReader";
import type { BudgetTerms } from "../../../domain/budgets/model";
import type { Days } from "../../../domain/digests/model";
import { historyMonths } from "../../../domain/insights/spendingHistory";

const TODAY = "2026-09-20";
const READING = { now: new Date(`${TODAY}T08:00:00.000Z`), hasTime: () => true };

const spent = (day: string, sum: string): Days => ({
  [day]: {
    spending: [{ category: "Food", currency: "EUR", createdBy: "ann", sum, count: 1 }],
    ...{ tags: [], merchants: [], charges: [] },
  },
});
const SUMS = new Map([
  ["2023-07", spent("2023-07-05", "1000")],
  ["2026-08", spent("2026-08-05", "2000")],
]);

/** The sources of insights with a budget of 50.00 a month that began on a day, and the months of each reading. */
async function readWith(from: string, isBookKnown = false) {
  const readings: string[][] = [];
  let bookReadings = 0;
  const digests = {
    async read(_ledgerId: string, months: readonly string[]) {
      readings.push([...months]);
      return new Map(months.map((month) => [month, SUMS.get(month) ?? {}]));
    },
  };
  const terms: BudgetTerms = {
    ...{ from, amount: 5_000, currency: "EUR", unit: "month", startsOn: 1 },
    ...{ rollover: "restAndOverspending", thresholds: [] },
  };
  const book = {
    version: 1,
    budgets: { food: { name: "Food", version: 1, terms: [terms] as [BudgetTerms] } },
  };
  const readBook = async () => {
    bookReadings += 1;
    return book;
  };
  const reader = new InsightReader(digests, { read: async () => [] }, { read: readBook });
  const known = isBookKnown ? book : undefined;
  const found = await reader.read({ id: "home", settings: {} }, TODAY, READING, known);
  return { ...found, readings, bookReadings };
}

describe("what insights are drawn from", () => {
  it("is read at once, with the months that budgets carry over from before the history", async () => {
    const { readings, budgets, histories } = await readWith("2023-07-01");
    expect(readings).to.deep.equal([[...historyMonths(TODAY), "2023-07", "2023-08"]]);
    // 39 months of 50.00, less what was spent before this one.
    expect(budgets.map(({ period }) => period.available)).to.deep.equal([39n * 5_000n - 3_000n]);
    expect(histories.map((one) => [...one.spent.keys()])).to.deep.equal([["2026-08-05"]]);
  });

  it("has the budgets that the caller has read already", async () => {
    const [own, known] = [await readWith("2023-07-01"), await readWith("2023-07-01", true)];
    expect([own.bookReadings, known.bookReadings]).to.deep.equal([1, 0]);
    expect([known.readings, known.budgets]).to.deep.equal([own.readings, own.budgets]);
  });

  it("has no months besides the history for budgets that began within it", async () => {
    expect((await readWith("2025-01-01")).readings).to.deep.equal([historyMonths(TODAY)]);
  });
});
