import { expect } from "chai";
import fc from "fast-check";
import { toValues } from "../../../domain/backup/backupRow";
import { markAlert } from "../../../domain/expenses/alertMarks";
import { erased, erasedFromTrash, isErased, isGone } from "../../../domain/expenses/erasedExpense";
import { indexKeys } from "../../../domain/expenses/expenseKeys";
import { daysChangedSince } from "../../../domain/expenses/leftDays";
import { currencies } from "../../../domain/values/currency";
import { expenseItem } from "../../helpers/expenseItem";

const entered = fc.record({
  description: fc.stringMatching(/^[a-z]{8,20}$/),
  category: fc.stringMatching(/^[a-z]{8,20}$/),
  amount: fc.integer({ min: 100_000, max: 99_999_999 }),
  currency: fc.constantFrom(...currencies.filter((code) => code !== "USD")),
  requestHash: fc.stringMatching(/^[a-z]{43}$/),
  notes: fc.stringMatching(/^[a-z]{8,20}$/),
  deletedAt: fc.constantFrom(undefined, "2026-11-21T08:00:00.000Z"),
});
/** The clock may be behind the one that wrote the expense. */
const now = fc
  .date({ min: new Date("2026-11-01T00:00:00Z"), max: new Date("2027-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => new Date(date));

describe("what stays of an erased expense", () => {
  it("holds nothing that was entered, whatever the expense had", () => {
    fc.assert(
      fc.property(entered, now, (properties, at) => {
        const left = erased(markAlert(expenseItem(properties)), at);
        const text = JSON.stringify({ ...left, ...indexKeys(left) });
        const { description, category, amount, currency, requestHash, notes } = properties;
        for (const value of [description, category, `${amount}`, `"${currency}"`, requestHash, notes]) {
          expect(text).not.to.include(value);
        }
        expect(text).not.to.include("alert");
        expect(isErased(left)).to.equal(true);
        expect(isErased(expenseItem(properties))).to.equal(false);
      }),
    );
  });

  it("tells sums the days that the expense was on, if a user erased it from the trash", () => {
    const item = { ...expenseItem({ date: "2026-11-20" }), deletedAt: "2026-11-21T08:00:00.000Z" };
    const left = erasedFromTrash(item, new Date("2026-11-22T08:00:00Z"));
    expect(daysChangedSince(left, "2026-11-22T00:00:00.000Z")).to.include("2026-11-20");
    expect(isGone(left, new Date("2026-11-22T08:00:00Z"))).to.equal(true);
  });

  it("is a later version, in the trash, which the backup can hold", () => {
    fc.assert(
      fc.property(entered, now, (properties, at) => {
        const item = expenseItem(properties);
        const left = erased(item, at);
        expect(left.version).to.equal(item.version + 1);
        expect(left.updatedAt > item.updatedAt).to.equal(true);
        expect(left.expiresAt).to.equal(Math.floor(at.getTime() / 1000) + 30 * 86_400);
        expect(indexKeys(left).listId).to.equal(`trash#${item.ledgerId}`);
        expect(toValues(left)).to.include.members(["", "0.0100"]);
      }),
    );
  });
});
