import { expect } from "chai";
import fc from "fast-check";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { receiptsPage } from "../../../domain/receipts/listing";
import { similarTo } from "../../../domain/receipts/matching";
import { standing, toReceipt } from "../../../domain/receipts/receiptAnswers";
import type { StoredReceipt } from "../../../domain/receipts/storedReceipt";
import { jpeg, receiptOf } from "../../helpers/receipts";

const FILE = jpeg();
const uuid = (index: number) => `0193a1b2-0000-7000-8000-${String(index).padStart(12, "0")}`;
const TITLE = { merchant: "Rewe", total: 1250, currency: "EUR", day: "2026-11-02" };

describe("the list of receipts", () => {
  const stored = (index: number, isConfirmed: boolean) =>
    receiptOf(FILE, {
      receiptId: uuid(index),
      createdAt: new Date(Date.UTC(2026, 10, 1, 0, index)).toISOString(),
      state: isConfirmed ? "confirmed" : "toConfirm",
    });

  it("shows each receipt once over all pages, the open ones first, newest first", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (kinds, limit) => {
          const newest = kinds.map((isConfirmed, index) => stored(index, isConfirmed)).reverse();
          for (const state of [undefined, "open", "confirmed"] as const) {
            const seen: StoredReceipt[] = [];
            let cursor: string | undefined;
            do {
              const page = receiptsPage("home", newest, { state, limit, cursor });
              seen.push(...page.receipts);
              cursor = page.cursor;
            } while (cursor !== undefined);
            const of = (wanted: string) => newest.filter((one) => one.state === wanted);
            const open = state === "confirmed" ? [] : of("toConfirm");
            expect(seen).to.deep.equal([...open, ...(state === "open" ? [] : of("confirmed"))]);
          }
        },
      ),
    );
  });

  it("goes on where it was if the last receipt of a page was confirmed or deleted meanwhile", () => {
    const newest = [5, 4, 3, 2, 1].map((index) => stored(index, false));
    const { cursor } = receiptsPage("home", newest, { limit: 2 });
    const without = newest.filter(({ receiptId }) => receiptId !== uuid(4));
    expect(receiptsPage("home", without, { limit: 2, cursor }).receipts).to.deep.equal(newest.slice(2, 4));
  });

  it("refuses the cursor of another list", () => {
    const { cursor } = receiptsPage("home", [stored(2, false), stored(1, false)], { limit: 1 });
    for (const [ledgerId, query] of [
      ["other", { limit: 1, cursor }],
      ["home", { limit: 1, cursor, state: "open" }],
      ["home", { limit: 1, cursor: "x" }],
    ] as const) {
      expect(() => receiptsPage(ledgerId, [], query)).to.throw("This cursor does not belong to this list.");
    }
  });
});

describe("a receipt that is shown", () => {
  const NOW = new Date("2026-11-01T09:00:00.000Z");

  it("has failed if its file or its draft never came", () => {
    const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();
    const at = (state: "uploading" | "reading", minutes: number) =>
      standing(receiptOf(FILE, { state, updatedAt: minutesAgo(minutes) }), NOW);
    expect(at("uploading", 14)).to.deep.equal({ state: "uploading" });
    expect(at("uploading", 16)).to.deep.equal({ state: "failed", failure: "receipt.notUploaded" });
    expect(at("reading", 39)).to.deep.equal({ state: "reading" });
    expect(at("reading", 41)).to.deep.equal({ state: "failed", failure: "receipt.stalled" });
  });

  it("names its expense only once it is confirmed, and its sums as decimals", () => {
    const {
      ledgerId: _ledger,
      locale: _locale,
      readings: _readings,
      updatedAt: _at,
      ...shown
    } = receiptOf(FILE);
    const more = { objectVersion: "v1", title: TITLE, expenseId: "E1" };
    const expected = { ...shown, hasFile: true, title: { ...TITLE, total: "12.50" } };
    expect(toReceipt(receiptOf(FILE, { ...more, state: "toConfirm" }), NOW)).to.deep.equal({
      ...expected,
      state: "toConfirm",
    });
    expect(toReceipt(receiptOf(FILE, { ...more, state: "confirmed" }), NOW)).to.deep.equal({
      ...expected,
      state: "confirmed",
      expenseId: "E1",
    });
  });
});

describe("what a receipt may be the same as", () => {
  const receipt = receiptOf(FILE, { receiptId: uuid(1), title: TITLE });
  const expense = (more: Partial<ExpenseItem>) =>
    ({
      expenseId: "E1",
      description: "Food",
      date: "2026-11-02",
      amount: 1250,
      currency: "EUR",
      ...more,
    }) as ExpenseItem;

  it("is a receipt with the same file, or the same day and total", () => {
    const others = [
      receiptOf(FILE, { receiptId: uuid(2) }),
      receiptOf(jpeg({ tail: "2" }), {
        receiptId: uuid(3),
        title: TITLE,
        state: "confirmed",
        expenseId: "E3",
      }),
      receiptOf(jpeg({ tail: "3" }), { receiptId: uuid(4), title: { ...TITLE, total: 1251 } }),
    ];
    const known = { merchant: "Rewe", day: "2026-11-02", amount: "12.50", currency: "EUR" };
    expect(similarTo(receipt, [receipt, ...others], [])).to.deep.equal([
      { receiptId: uuid(2), fileName: "receipt.jpg", sameFile: true },
      { receiptId: uuid(3), fileName: "receipt.jpg", expenseId: "E3", ...known },
    ]);
  });

  it("is an expense of the day with its total", () => {
    const ofDay = [
      expense({}),
      expense({ expenseId: "E2", merchant: "Rewe", receiptId: uuid(9) }),
      expense({ expenseId: "E4", amount: 1300 }),
      expense({ expenseId: "E5", currency: "USD" }),
      expense({ expenseId: "E6", receiptId: uuid(1) }),
    ];
    const shown = { amount: "12.50", currency: "EUR" };
    expect(similarTo(receipt, [], ofDay)).to.deep.equal([
      { expenseId: "E1", merchant: "Food", day: "2026-11-02", ...shown },
      { expenseId: "E2", merchant: "Rewe", day: "2026-11-02", ...shown },
    ]);
  });
});
