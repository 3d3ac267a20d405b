import { expect } from "chai";
import type { Charge } from "../../../domain/insights/model";
import { baselineOf, unusualKey } from "../../../domain/insights/oneOffs";
import { addDays, addMonths } from "../../../domain/values/day";
import { charge, findingsOf, fourTimes, historyOf, kindsOf, monthly, priced, shopping } from "./histories";

const TODAY = "2026-09-20";
const HOME = shopping("2025-06-01", TODAY);
const told = (charges: readonly Charge[], today = TODAY) => findingsOf(charges, today);
const isTold = (kind: string, charges: readonly Charge[], today = TODAY) =>
  kindsOf(told(charges, today)).includes(kind as never);

describe("news", () => {
  it("of a price are told for 62 days after the first charge at it", () => {
    const news = priced(monthly("2025-12-12", 14, "News", 1_299), Array(7).fill(1_299)).map((one) =>
      one.day < "2026-07-01" ? one : { ...one, amount: 1_499 },
    );
    const after = (days: number) => {
      const today = addDays("2026-07-12", days);
      return isTold("price", [...shopping("2025-06-01", today), ...news], today);
    };
    expect([0, 62, 63, 120].map(after)).to.deep.equal([true, true, false, false]);
  });

  it("of an end are told for 62 days after the charge was due", () => {
    const gym = monthly("2026-01-12", 6, "Gym", 3_990, "Health");
    const after = (days: number) => {
      const today = addDays("2026-07-12", days);
      return isTold("stopped", [...shopping("2025-06-01", today), ...gym], today);
    };
    expect([20, 62, 63, 200].map(after)).to.deep.equal([true, true, false, false]);
  });
});

describe("the distance from the usual", () => {
  /** So many expenses in a month, of about 5,000, on its first days. */
  const expenses = (month: string, count: number) =>
    Array.from({ length: count }, (_, index) =>
      charge(`${month}-${String((index % 17) + 1).padStart(2, "0")}`, "Market", 5_000 + index, "Groceries"),
    );

  it("of a month must be two deviations, where months differ anyway", () => {
    const before = Array.from({ length: 12 }, (_, index) =>
      expenses(addMonths("2025-09", index), index % 2 === 0 ? 8 : 16),
    ).flat();
    const pace = (count: number) => isTold("pace", [...before, ...expenses("2026-09", count)]);
    // A usual one of 12, and a deviation of 6.
    expect([12, 20, 23, 25].map(pace)).to.deep.equal([false, false, false, true]);
  });

  it("of a category must be above 1.4 times its largest month", () => {
    const usual = fourTimes("2025-08", 12, 4_000, "Restaurants");
    const grown = (amount: number) => {
      const august = fourTimes("2026-08", 1, amount, "Restaurants");
      return isTold("category", [
        ...HOME,
        ...usual,
        ...august.map((one) => ({ ...one, name: `New ${one.name}` })),
      ]);
    };
    expect([5_500, 5_700].map(grown)).to.deep.equal([false, true]);
  });

  it("of a merchant must be above 2.5 times its largest month", () => {
    const toys = (day: string, amount: number) => charge(day, "Bazaar", amount, "Groceries");
    const usual = Array.from({ length: 12 }, (_, index) =>
      toys(`${addMonths("2025-08", index)}-${index % 2 === 0 ? "02" : "27"}`, 6_000 + index),
    );
    const grown = (amount: number) =>
      isTold("merchant", [...HOME, ...usual, toys("2026-08-05", amount), toys("2026-08-17", amount + 1)]);
    expect([7_300, 7_700].map(grown)).to.deep.equal([false, true]);
  });

  it("of an expense must be two deviations, where amounts differ anyway", () => {
    const rare = Array.from({ length: 16 }, (_, index) =>
      charge(
        addDays("2026-05-03", index * 7),
        `Shop ${"ABCDEFGHIJKLMNOP"[index]?.repeat(5)}`,
        1_000 * 2 ** (index % 4),
        "Rare",
      ),
    );
    const unusual = (amount: number) =>
      isTold("unusual", [...HOME, ...rare, charge("2026-09-12", "Fair", amount, "Rare")]);
    expect([8_600, 14_000, 21_000, 23_000].map(unusual)).to.deep.equal([false, false, false, true]);
  });

  it("is not made up for by a refund of before", () => {
    const large = charge("2026-09-14", "Market", 90_000, "Groceries");
    const back = (day: string): Charge => ({ ...large, day, kind: "refund" });
    const unusual = (day: string) => isTold("unusual", [...HOME, large, back(day)]);
    expect(["2026-09-13", "2026-09-14", "2026-09-16"].map(unusual)).to.deep.equal([true, false, false]);
  });
});

describe("one-offs", () => {
  it("are expenses, and no refunds that share their key", () => {
    const fair = charge("2026-09-10", "Fair", 50_000);
    const back: Charge = { ...fair, kind: "refund" };
    const { oneOffs } = baselineOf(historyOf([...HOME, fair, back], TODAY), [unusualKey(fair)]);
    expect([...oneOffs].map(({ kind }) => kind)).to.deep.equal([undefined]);
  });
});
