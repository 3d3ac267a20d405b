import { expect } from "chai";
import fc from "fast-check";
import { COLUMNS, type ExpenseRow, toItem, toValues } from "../../../domain/backup/backupRow";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { currencies } from "../../../domain/values/currency";
import { MAX_AMOUNT, parseAmount } from "../../../domain/values/money";
import { expenseItem } from "../../helpers/expenseItem";
import { splitMoney } from "../../helpers/splitMoney";

function rowOf(item: ExpenseItem): ExpenseRow {
  const values = toValues(item);
  return Object.fromEntries(COLUMNS.map((column, index) => [column, values[index]])) as ExpenseRow;
}

const instant = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const item = fc.record(
  {
    expenseId: fc.stringMatching(/^[0-9A-Z]{26}$/),
    ledgerId: fc.uuid(),
    currency: fc.constantFrom(...currencies),
    money: splitMoney(fc.string({ unit: "grapheme", maxLength: 10 }), 99_999_99),
    date: instant.map((text) => text.slice(0, 10)),
    description: fc.string({ unit: "grapheme", maxLength: 50 }),
    category: fc.string({ unit: "grapheme", maxLength: 10 }),
    createdAt: instant,
    updatedAt: instant,
    version: fc.integer({ min: 1, max: 1_000_000 }),
    deletedAt: instant,
    expiresAt: fc.integer({ min: 1, max: 4_000_000_000 }),
    kind: fc.constantFrom("refund", "income"),
    requestHash: fc.stringMatching(/^[\w-]{43}$/),
    tags: fc.array(fc.string({ unit: "grapheme", maxLength: 10 }), { minLength: 1, maxLength: 10 }),
    merchant: fc.string({ unit: "grapheme", maxLength: 10 }),
    notes: fc.string({ unit: "grapheme", maxLength: 50 }).map((text) => `${text}\n${text}`),
    source: fc.constantFrom("page", "api"),
    colours: fc.array(fc.string()),
  },
  { requiredKeys: ["expenseId", "money", "currency"] },
);

describe("expenses as rows", () => {
  it("have the amounts of parts in units of the currency, as SQL sums them", () => {
    const parts = [
      { category: "Food", amount: 1000, note: "milk" },
      { category: "Travel", amount: 250 },
    ];
    expect(JSON.parse(String(rowOf(expenseItem({ parts })).parts))).to.deep.equal([
      { category: "Food", amount: "10.00", note: "milk" },
      { category: "Travel", amount: "2.50" },
    ]);
  });

  it("come back as they were", () => {
    fc.assert(
      fc.property(item, ({ money, ...properties }) => {
        const original = expenseItem({ ...properties, ...money } as Partial<ExpenseItem>);
        expect(toItem(rowOf(original))).to.deep.equal(original);
      }),
    );
  });

  it("hold the largest amount of every currency exactly", () => {
    for (const currency of currencies) {
      const amount = parseAmount(MAX_AMOUNT.slice(0, 8), currency);
      const row = rowOf(expenseItem({ currency, amount }));
      expect(row.amount, currency).to.equal("99999999.0000");
      expect(toItem(row).amount, currency).to.equal(amount);
    }
  });

  it("are refused by name when they are no expenses", () => {
    const row = rowOf(expenseItem());
    const damages: [Partial<ExpenseRow>, string][] = [
      [{ currency: "XYZ" }, "currency is unknown"],
      [{ amount: "100000000.0000" }, "amount: The amount must be at most 99999999.99."],
      [{ amount: "-1.0000" }, "amount: The amount must be above 0."],
      [{ amount: "0.0000" }, "amount: The amount must be above 0."],
      [{ amount: "1.2340" }, "amount: An amount in USD has at most 2 decimals."],
      [{ date: "0000-00-00" }, "date is not a day"],
      [{ created_at: "2026-02-30 00:00:00.000" }, "createdAt is not a UTC instant"],
      [{ version: 0 }, "version is not above 0"],
      [{ others: "{" }, "text is not JSON"],
      [{ tags: "[]" }, "tags are none"],
      [{ kind: "gift" }, "kind"],
      [{ parts: "[]" }, "parts are none"],
      [{ parts: "7" }, "parts "],
      [{ parts: '[{"category":"Food","amount":"0.00"}]' }, "amount: The amount must be above 0."],
      [{ parts: "[null]" }, "amount: The amount must be"],
    ];
    for (const [damage, message] of damages) {
      expect(() => toItem({ ...row, ...damage }), message).to.throw(message);
    }
  });
});
