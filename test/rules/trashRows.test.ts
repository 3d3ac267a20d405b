import { expect } from "chai";
import fc from "fast-check";
import { toExpense } from "../../domain/expenses/expense";
import { deletion, isExpired } from "../../domain/expenses/expenseVersions";
import { dayIn } from "../../domain/values/day";
import { stillInTrash } from "../../site/data/lists/trashRows";
import { expenseItem } from "../helpers/expenseItem";

describe("The trash as it was read", () => {
  it("shows what the API would still restore, and nothing beyond", () => {
    const start = Date.parse("2026-10-01T00:00:00.000Z");
    // The API counts in seconds.
    const times = fc.integer({ min: 0, max: 90 * 86_400 }).map((seconds) => new Date(start + seconds * 1000));
    fc.assert(
      fc.property(times, times, (at, now) => {
        const item = expenseItem(deletion(at));
        const shown = stillInTrash([toExpense(item)], now.getTime());
        expect(shown).to.have.length(isExpired(item, now) ? 0 : 1);
      }),
    );
  });

  it("shows an expense until the time of day of its deletion on the day that its row names", () => {
    const deleted = toExpense(expenseItem(deletion(new Date("2026-11-01T08:00:00.000Z"))));
    const last = new Date("2026-12-01T07:59:59.000Z");
    expect(dayIn("UTC", last)).to.equal("2026-12-01");
    expect(stillInTrash([deleted], last.getTime())).to.deep.equal([deleted]);
    expect(stillInTrash([deleted], Date.parse("2026-12-01T08:00:00.000Z"))).to.deep.equal([]);
  });
});
