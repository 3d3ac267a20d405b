import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { erasedFromTrash } from "../../../domain/expenses/erasedExpense";
import { recordOf } from "../../../domain/expenses/expenseRecord";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { DynamoExpenseSource } from "../../../domain/expenses/expenseSource";
import { deletion, nextVersion, restoration } from "../../../domain/expenses/expenseVersions";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { storedExpenses } from "../../../domain/expenses/storedExpenses";
import { Watermarks } from "../../../domain/jobs/watermarks";
import { DueItems } from "../../../domain/ledgers/dueItems";
import { LedgerRepository } from "../../../domain/ledgers/ledgerRepository";
import { attach } from "../../../domain/receipts/confirming";
import { type ReceiptPlace, receiptKey } from "../../../domain/receipts/receiptKeys";
import { ReceiptStore } from "../../../domain/receipts/receiptStore";
import { sweepReceipts } from "../../../domain/receipts/sweeping";
import { DAY_MS, HOUR_MS } from "../../../domain/values/duration";
import { type ExpensesTable, startExpensesTable } from "../../helpers/expensesTable";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { jpeg, receiptOf } from "../../helpers/receipts";
import { OWNER } from "../../helpers/receiptWorld";

const START = Date.parse("2026-11-01T08:00:00.000Z");

describe("the receipts of expenses that are gone", () => {
  let ledgers: LocalTable;
  let expenses: ExpensesTable;
  let store: ReceiptStore;
  let now = START;
  let count = 0;
  const deleted: string[] = [];
  before(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    store = new ReceiptStore(ledgers.db, "Ledgers");
  });
  after(() => Promise.all([ledgers?.close(), expenses?.close()]));
  beforeEach(async () => {
    now = START;
    deleted.length = 0;
    await new Watermarks(ledgers.db, "Ledgers").write("receipts", new Date(START).toISOString());
  });

  const sweep = () =>
    sweepReceipts({
      source: new DynamoExpenseSource(expenses.db, "Expenses"),
      receipts: store,
      files: { delete: async (place: ReceiptPlace) => void deleted.push(receiptKey(place)) },
      due: new DueItems(ledgers.db, "Ledgers"),
      watermarks: new Watermarks(ledgers.db, "Ledgers"),
      ledgers: new LedgerRepository(ledgers.db, "Ledgers"),
      stored: (ids) => storedExpenses(expenses.db, "Expenses", ids),
      now: () => new Date(now),
    });
  const put = async (item: ExpenseItem) => {
    await expenses.db.send(new PutCommand({ TableName: "Expenses", Item: recordOf(item) }));
    return item;
  };
  /** A confirmed receipt with its expense. */
  const confirmed = async () => {
    count += 1;
    const receiptId = `0193a1b2-0000-7000-8000-${String(count).padStart(12, "0")}`;
    const expenseId = `01ARZ3NDEKTSV4RRFFQ69G5F${String(count).padStart(2, "0")}`;
    const at = new Date(now).toISOString();
    const item = await put({
      ...{ expenseId, receiptId, ledgerId: "home", description: "Food", amount: 100, currency: "USD" },
      ...{
        date: at.slice(0, 10),
        category: "Other",
        createdBy: "me",
        createdAt: at,
        updatedAt: at,
        version: 1,
      },
    });
    const receipt = receiptOf(jpeg(), { receiptId, expenseId, state: "confirmed", objectVersion: "v1" });
    await store.create(receipt);
    return { item, receipt, isThere: async () => (await store.get("home", receiptId)) !== undefined };
  };
  const pass = (ms: number) => {
    now += ms;
    return new Date(now);
  };

  it("stay while the expense is in the trash, and go with it", async () => {
    const { item, receipt, isThere } = await confirmed();
    await put(nextVersion(item, deletion(pass(HOUR_MS)), new Date(now)));
    expect(await sweep()).to.deep.equal({ removed: 0, failed: 0 });
    pass(29 * DAY_MS);
    expect([await sweep(), await isThere()]).to.deep.equal([{ removed: 0, failed: 0 }, true]);
    pass(2 * DAY_MS);
    expect([await sweep(), await isThere()]).to.deep.equal([{ removed: 1, failed: 0 }, false]);
    expect(deleted).to.deep.equal([receiptKey(receipt)]);
  });

  it("stay if the expense is restored, whether that is seen before they are due or after", async () => {
    const [early, late] = [await confirmed(), await confirmed()];
    const trashed = await Promise.all(
      [early, late].map(({ item }) => put(nextVersion(item, deletion(pass(HOUR_MS)), new Date(now)))),
    );
    await sweep();
    for (const item of trashed.slice(0, 1)) await put(nextVersion(item, restoration, pass(HOUR_MS)));
    await sweep();
    pass(31 * DAY_MS);
    for (const item of trashed.slice(1)) await put(nextVersion(item, restoration, new Date(now)));
    await sweep();
    expect([await early.isThere(), await late.isThere(), deleted]).to.deep.equal([true, true, []]);
  });

  it("stay if they were detached before it was deleted, though the index of changes does not know that yet", async () => {
    const { item, receipt, isThere } = await confirmed();
    await store.replace(receipt, { state: "toConfirm", expenseId: undefined }, new Date(now));
    await put(nextVersion(item, deletion(pass(HOUR_MS)), new Date(now)));
    await sweep();
    pass(31 * DAY_MS);
    await sweep();
    expect([await isThere(), deleted]).to.deep.equal([true, []]);
  });

  /** A new receipt in place of another, by a request of the owner. */
  const replace = async ({ expenseId }: ExpenseItem, receiptId: string) => {
    const sent = { now: new Date(now), author: { by: "home", via: "api" as const } };
    const stores = { receipts: store, expenses: new ExpenseRepository(expenses.db, "Expenses") };
    return attach(expenseId, { ledgerId: "home", receiptId }, OWNER, sent, stores);
  };
  const unconfirmed = async () => {
    count += 1;
    const receiptId = `0193a1b2-0000-7000-8000-${String(count).padStart(12, "0")}`;
    return store.create(receiptOf(jpeg(), { receiptId, state: "toConfirm", objectVersion: "v1" }));
  };

  it("go, as long after another took their place as the trash keeps an expense, and the other stays", async () => {
    const { item, receipt, isThere } = await confirmed();
    const other = await unconfirmed();
    await replace(item, other.receiptId);
    pass(29 * DAY_MS);
    expect([await sweep(), await isThere()]).to.deep.equal([{ removed: 0, failed: 0 }, true]);
    pass(2 * DAY_MS);
    expect([await sweep(), await isThere()]).to.deep.equal([{ removed: 1, failed: 0 }, false]);
    expect(deleted).to.deep.equal([receiptKey(receipt)]);
    expect(await store.get("home", other.receiptId)).to.include({ state: "confirmed" });
  });

  it("stay if they took the place of the one that had taken theirs", async () => {
    const { item, receipt, isThere } = await confirmed();
    const other = await unconfirmed();
    await replace(item, other.receiptId);
    pass(DAY_MS);
    await replace(item, receipt.receiptId);
    pass(40 * DAY_MS);
    expect([await sweep(), await isThere()]).to.deep.equal([{ removed: 1, failed: 0 }, true]);
    expect(deleted).to.deep.equal([receiptKey(other)]);
  });

  it("go at once with an expense that is erased from the trash", async () => {
    const { item, isThere } = await confirmed();
    const trashed = await put(nextVersion(item, deletion(pass(HOUR_MS)), new Date(now)));
    await put(erasedFromTrash(trashed, pass(1000)));
    expect([await sweep(), await isThere()]).to.deep.equal([{ removed: 1, failed: 0 }, false]);
  });

  it("go also if nothing was swept for so long that changes do not tell it any more", async () => {
    await new LedgerRepository(ledgers.db, "Ledgers").create(
      "home",
      { name: "Home" } as never,
      new Date(now),
    );
    const { isThere, receipt } = await confirmed();
    const kept = await confirmed();
    const replaced = await confirmed();
    await put({ ...replaced.item, receiptId: kept.receipt.receiptId });
    await expenses.db.send(
      new DeleteCommand({ TableName: "Expenses", Key: { expenseId: receipt.expenseId } }),
    );
    const areThere = () => Promise.all([isThere(), kept.isThere(), replaced.isThere()]);
    pass(60 * DAY_MS);
    await sweep();
    expect(await areThere()).to.deep.equal([false, true, true]);
    pass(31 * DAY_MS);
    await sweep();
    expect(await areThere()).to.deep.equal([false, true, false]);
  });
});
