import { expect } from "chai";
import fc from "fast-check";
import { newExpense, toExpense } from "../../../domain/expenses/expense";
import { indexKeys, LISTED_ATTRIBUTES } from "../../../domain/expenses/expenseKeys";
import { recordOf } from "../../../domain/expenses/expenseRecord";
import { editItem } from "../../../domain/expenses/expenseRules";
import { deletion, restoration } from "../../../domain/expenses/expenseVersions";
import { detailKeys, fieldList } from "../../../domain/expenses/fields";
import { changed, recorded, undone } from "../../../domain/expenses/history";
import { changesOf, historyOf } from "../../../domain/expenses/historyAnswers";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { simpleFieldList, simpleFields, type TextField } from "../../../domain/expenses/simpleFields";
import { storedHistory } from "../../../domain/expenses/storedHistory";
import {
  HISTORY_CHANGES,
  MAX_PART_NOTE_LENGTH,
  MAX_PARTS,
  MAX_TAG_LENGTH,
  MAX_TAGS,
} from "../../../domain/values/limits";
import { BYTES_PER_CHARACTER, byteLength } from "../../../domain/values/text";
import { expenseItem } from "../../helpers/expenseItem";
import { refusalOf } from "../../helpers/refusalOf";

const now = new Date("2026-11-21T08:00:00.000Z");
const author = { by: "user", via: "page" } as const;
const thresholds = { USD: 50_000 };

type Edit = Parameters<typeof editItem>[1];
const edit = (item: ExpenseItem, changes: Edit) =>
  recorded(item, editItem(item, changes, now, thresholds), author);
const undo = (item: ExpenseItem, version: number) => undone(item, version, { now, thresholds, author });

/** Requests of one kind each: no two of a kind are the same. */
const edits = fc.oneof(
  fc.record({ description: fc.constantFrom("Desk", "Chair", "Lamp") }),
  fc.record({
    amount: fc.constantFrom("12.50", "600.00", "7.00"),
    currency: fc.constantFrom("USD", "EUR"),
    parts: fc.constant<Edit["parts"]>([]),
  }),
  fc.record({ kind: fc.constantFrom("expense" as const, "refund" as const) }),
  fc.record({ merchant: fc.constantFrom(undefined, "Maple", "Birch") }),
  fc.record({ notes: fc.constantFrom(undefined, "a\nb") }),
  fc.record({ tags: fc.subarray(["work", "home"]) }),
  fc.constantFrom<Edit>(
    { amount: "3.00", currency: "USD", parts: [] },
    { amount: "3.00", currency: "USD", parts: [{ category: "Food", amount: "3.00", note: "milk" }] },
    {
      amount: "3.00",
      currency: "USD",
      parts: [
        { category: "Food", amount: "2.00" },
        { category: "Home", amount: "1.00" },
      ],
    },
  ),
  fc.record({
    date: fc.constantFrom("2026-11-20", "2026-10-31"),
    category: fc.constantFrom("Office", "Home"),
  }),
);

/** The part of an expense that users see, besides its version and when it changed. */
function shown(item: ExpenseItem): object {
  const { version: _version, updatedAt: _updatedAt, ...others } = toExpense(item);
  return others;
}

describe("the history of an expense", () => {
  it("records who changed what, when and how, with the values as they were", () => {
    const item = edit(edit(expenseItem(), { description: "Chair", tags: ["work"] }), { amount: "9.00" });
    expect(historyOf(changed(item, deletion(now), now, { by: "other", via: "api" }))).to.deep.equal({
      createdAt: "2026-11-20T08:00:00.000Z",
      createdBy: "ledger",
      version: 4,
      changes: [
        {
          ...{ version: 4, at: "2026-11-21T08:00:00.002Z", by: "other", via: "api" },
          changes: [{ field: "deletedAt", after: "2026-11-21T08:00:00.000Z" }],
        },
        {
          ...{ version: 3, at: "2026-11-21T08:00:00.001Z", by: "user", via: "page" },
          changes: [
            { field: "amount", before: "12.50", after: "9.00" },
            { field: "currency", before: "USD", after: "USD" },
          ],
        },
        {
          ...{ version: 2, at: "2026-11-21T08:00:00.000Z", by: "user", via: "page" },
          changes: [
            { field: "description", before: "Desk", after: "Chair" },
            { field: "tags", after: ["work"] },
          ],
        },
      ],
    });
  });

  it("shows the fields of a change in one order, whatever the order of those that are stored", () => {
    const [change] =
      edit(expenseItem(), { description: "Chair", amount: "9.00", tags: ["work"] }).history ?? [];
    const changes = Object.fromEntries(Object.entries(change?.changes ?? {}).reverse());
    const [shownChange] = changesOf({ history: change && [{ ...change, changes }] });
    const order = ["description", "amount", "currency", "tags"];
    expect(shownChange?.changes.map(({ field }) => field)).to.deep.equal(order);
  });

  it("leaves out what changes nothing", () => {
    expect(edit(expenseItem(), { description: "Desk", kind: "expense", tags: [] }).history).to.equal(
      undefined,
    );
  });

  it("undoes the last change, whatever it was: the expense is as before", () => {
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 8 }), (all) => {
        let before = expenseItem();
        let item = before;
        for (const one of all) {
          before = item;
          item = edit(item, one);
        }
        fc.pre(item.history?.at(-1)?.version === item.version);
        const after = undo(item, item.version);
        expect(after && shown(after)).to.deep.equal(shown(before));
        expect(after?.history?.at(-1)).to.include({ undoes: item.version, version: item.version + 1 });
        // Once more, nothing is left to do; and the undoing is a change that can be undone.
        expect(after && undo(after, item.version)).to.equal(undefined);
        const again = after && undo(after, after.version);
        expect(again && shown(again)).to.deep.equal(shown(item));
        expect(storedHistory.parse(item.history)).to.deep.equal(item.history);
      }),
    );
  });

  it("undoes an earlier change and keeps later ones of other fields", () => {
    const item = edit(edit(expenseItem(), { description: "Chair" }), { amount: "9.00" });
    expect(undo(item, 2)).to.include({ description: "Desk", amount: 900, version: 4 });
  });

  it("refuses to undo what was changed again, what it does not know, and edits of what is in the trash", () => {
    const item = edit(edit(expenseItem(), { description: "Chair" }), { description: "Lamp" });
    expect(refusalOf(() => undo(item, 2))).to.deep.equal({
      status: 409,
      code: "change.superseded",
      field: "version",
    });
    expect(refusalOf(() => undo(item, 1))).to.deep.equal({
      status: 404,
      code: "change.notFound",
      field: "version",
    });
    const deleted = changed(item, deletion(now), now, author);
    expect(refusalOf(() => undo(deleted, 3))).to.deep.equal({
      status: 409,
      code: "expense.inTrash",
      field: undefined,
    });
  });

  it("undoes amounts with their currencies: the same digits are not the same money", () => {
    const cheaper = edit(expenseItem(), { amount: "9.00" });
    const euros = edit(cheaper, { amount: "9.00", currency: "EUR" });
    expect(refusalOf(() => undo(euros, 2)).code).to.equal("change.superseded");
    expect(undo(euros, 3)).to.include({ amount: 900, currency: "USD" });
  });

  it("records parts with the amount that they sum to, and undoes them together", () => {
    const split = edit(expenseItem(), {
      amount: "9.00",
      parts: [
        { category: "Food", amount: "8.00", note: "milk" },
        { category: "Home", amount: "1.00" },
      ],
    });
    const [change] = historyOf(split).changes;
    expect(change?.changes).to.deep.equal([
      { field: "amount", before: "12.50", after: "9.00" },
      { field: "currency", before: "USD", after: "USD" },
      {
        field: "parts",
        after: [
          { category: "Food", amount: "8.00", note: "milk" },
          { category: "Home", amount: "1.00" },
        ],
      },
    ]);
    const whole = undo(split, 2);
    expect(whole && [whole.amount, whole.parts]).to.deep.equal([1250, undefined]);
    expect(undo(edit(split, { description: "Fair" }), 2)).to.include({ description: "Fair", amount: 1250 });
    // The amount was changed before there were parts, and cannot go back without them.
    const later = edit(edit(expenseItem(), { amount: "9.00" }), {
      parts: [{ category: "Food", amount: "9.00" }],
    });
    expect(refusalOf(() => undo(later, 2)).code).to.equal("change.superseded");
    const parts = undo(later, 3);
    expect(parts && shown(parts)).to.deep.equal(shown(edit(expenseItem(), { amount: "9.00" })));
  });

  it("records the receipt, and undoes none of its changes: a picture that is gone does not come back", () => {
    const added = changed(expenseItem(), { receiptId: "one" }, now, author);
    const replaced = changed(added, { receiptId: "other" }, now, author);
    const removed = changed(replaced, { receiptId: undefined }, now, author);
    expect(historyOf(removed).changes.map(({ changes }) => changes)).to.deep.equal([
      [{ field: "receiptId", before: "other" }],
      [{ field: "receiptId", before: "one", after: "other" }],
      [{ field: "receiptId", after: "one" }],
    ]);
    for (const version of [2, 3, 4]) {
      expect(refusalOf(() => undo(removed, version))).to.deep.equal({
        status: 409,
        code: "change.ofReceipt",
        field: "version",
      });
    }
    const edited = edit(added, { description: "Chair" });
    expect(undo(edited, 3)).to.include({ description: "Desk", receiptId: "one" });
  });

  it("undoes deletions and restorations", () => {
    const deleted = changed(expenseItem(), deletion(now), now, author);
    const restored = undo(deleted, 2);
    expect(restored?.version).to.equal(3);
    expect(restored?.deletedAt ?? restored?.expiresAt).to.equal(undefined);
    const byHand = changed(deleted, restoration, now, author);
    expect(undo(byHand, 2)).to.equal(undefined);
    expect(undo(byHand, 3)).to.include({ deletedAt: now.toISOString() });
  });

  it("alerts if undoing takes the amount over the threshold", () => {
    const item = edit(expenseItem({ amount: 60_000 }), { amount: "1.00" });
    expect(undo(item, 2)).to.include({ alertState: "pending", amount: 60_000 });
  });

  it("of the largest expense stays far below the 400 KB of an item, and is not in lists", () => {
    // As many bytes as each text may have; see `simpleFields.ts`.
    const text = (letter: string, { max, type }: Pick<TextField, "max" | "type">) =>
      letter.repeat(max * (type === "lines" ? 4 : BYTES_PER_CHARACTER));
    const texts = simpleFieldList.flatMap((field) =>
      field.type === "line" || field.type === "lines" ? [field] : [],
    );
    const values = (letter: string) => ({
      ...Object.fromEntries(texts.map((one) => [one.key, text(letter, one)])),
      tags: Array.from({ length: MAX_TAGS }, (_, tag) =>
        `${tag}`.padEnd(MAX_TAG_LENGTH * BYTES_PER_CHARACTER, letter),
      ),
      parts: Array.from({ length: MAX_PARTS }, () => ({
        category: text(letter, simpleFields.category),
        amount: 1,
        note: text(letter, { max: MAX_PART_NOTE_LENGTH, type: "lines" }),
      })),
    });
    let largest = expenseItem(values("a"));
    let longest = expenseItem(values("a"));
    for (let change = 0; change < 2 * HISTORY_CHANGES; change += 1) {
      largest = changed(largest, values("bc".charAt(change % 2)), now, author);
      longest = changed(longest, { description: `Desk ${change}` }, now, author);
    }
    expect(longest.history).to.have.length(HISTORY_CHANGES);
    expect(longest.history?.at(-1)?.version).to.equal(longest.version);
    // The newest change is kept whatever its size, so that it can be undone.
    expect(largest.history?.map(({ version }) => version)).to.deep.equal([largest.version]);
    for (const item of [largest, longest]) {
      expect(byteLength(JSON.stringify(recordOf(item)))).to.be.lessThan(150 * 1024);
    }
  });

  it("is the only thing that lists lack of what the API shows and takes", () => {
    const listed: readonly string[] = [
      ...LISTED_ATTRIBUTES,
      ...Object.keys(indexKeys(expenseItem())),
      "expenseId",
    ];
    const lacking = fieldList
      .map(({ key }) => key)
      .filter((key) => !listed.includes(key) && !detailKeys.some((one) => one === key));
    expect(lacking).to.deep.equal(["requestHash", "history"]);
    expect(Object.keys(newExpense.shape)).to.not.include("history");
    expect(changesOf(expenseItem())).to.deep.equal([]);
  });
});
