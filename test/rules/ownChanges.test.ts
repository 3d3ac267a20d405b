import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { renameUnsent } from "../../site/data/categories/renameInUnsent";
import { renameCategory } from "../../site/data/categories/renameLedgerCategory";
import { editing } from "../../site/data/forms/openForms";
import type { ExpenseList } from "../../site/data/lists/expenseLists";
import { resume } from "../../site/data/offline/replayWrites";
import { removeMany } from "../../site/data/writes/bulkChange";
import { change, remove } from "../../site/data/writes/changeExpense";
import { isChangedByUserAlone } from "../../site/data/writes/ownChanges";
import { begin, end } from "../../site/data/writes/writeJournal";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { kept, useWrites } from "./writesFixture";

describe("A write that waits beside a renaming of its user's, which moved the expense's version on", () => {
  const { page, current, openMonth, expectTrue, broken, hold } = useWrites();
  const renaming = { from: "Other", to: "Drinks" };
  let ledger: FakeLedger;
  let list: ExpenseList;
  let tea: Expense;
  let coffee: Expense;
  beforeEach(async () => {
    ledger = current();
    tea = ledger.add("Tea", { amount: "10.00" });
    coffee = ledger.add("Coffee", { amount: "5.00" });
    list = await openMonth();
    page.serve(broken);
  });

  /** Another page of the browser is at a renaming, and has yet to learn that some expenses have moved. */
  function moveUnanswered(...ids: string[]): void {
    end(begin({ kind: "rename", ...renaming }), false);
    for (const id of ids) ledger.change(id, { category: renaming.to });
  }

  async function send(): Promise<void> {
    page.serve(ledger.serve);
    await resume();
    await settled();
  }

  async function sendAll(): Promise<void> {
    await send();
    await send();
    expect(kept()).to.deep.equal([]);
    expectTrue(list);
  }

  const isDeleted = (id: string) => ledger.expenses.get(id)?.deletedAt !== undefined;

  it("deletes", async () => {
    await remove(tea);
    moveUnanswered("Tea");
    await sendAll();
    expect(isDeleted("Tea")).to.equal(true);
  });

  it("deletes what its user changed before, though another page has yet to learn that this arrived", () => {
    const edit = begin({ kind: "change", before: tea, changes: { amount: "12" } });
    end(begin({ kind: "rename", ...renaming }), false);
    const deletion = begin({ kind: "delete", before: tea });
    end(edit, false);
    const changed = { ...tea, amount: "12.00", category: "Drinks", version: 3 };
    const mine = [changed, { ...changed, amount: "13.00" }].map((now) =>
      isChangedByUserAlone(tea, now, deletion),
    );
    expect([...mine, isChangedByUserAlone(tea, changed, edit)]).to.deep.equal([true, false, false]);
  });

  it("spares what somebody else changed as well", async () => {
    await remove(tea);
    ledger.change("Tea", { amount: "11.00" });
    moveUnanswered("Tea");
    await sendAll();
    expect([isDeleted("Tea"), ledger.expenses.get("Tea")?.amount]).to.deep.equal([false, "11.00"]);
  });

  it("deletes several, except those that somebody else changed as well", async () => {
    await removeMany([tea, coffee]);
    ledger.change("Coffee", { amount: "6.00" });
    moveUnanswered("Tea", "Coffee");
    await sendAll();
    expect([isDeleted("Tea"), isDeleted("Coffee")]).to.deep.equal([true, false]);
  });

  it("gives an expense another category without a question", async () => {
    await change(tea, { category: "Food" });
    moveUnanswered("Tea");
    await sendAll();
    expect([editing.value, ledger.expenses.get("Tea")?.category]).to.deep.equal([undefined, "Food"]);
  });

  it("asks about the category if somebody else gave the expense another", async () => {
    await change(tea, { category: "Food" });
    ledger.change("Tea", { category: "Travel" });
    end(begin({ kind: "rename", ...renaming }), false);
    await send();
    expect(editing.value?.conflict?.stored).to.include({ category: "Travel" });
  });

  it("asks nothing either once the renaming is done, whatever somebody else changed besides", async () => {
    await change(tea, { category: "Food" });
    ledger.change("Tea", { amount: "11.00" });
    // It overtakes the change, which waits.
    page.serve(ledger.serve);
    await renameCategory(renaming);
    expect(ledger.expenses.get("Tea")?.category).to.equal("Drinks");
    await sendAll();
    expect(editing.value).to.equal(undefined);
    expect(ledger.expenses.get("Tea")).to.include({ category: "Food", amount: "11.00" });
  });

  it("gives the category its new name if it waited behind another one meanwhile", async () => {
    page.serve(ledger.serve);
    const release = hold("PATCH");
    const first = change(tea, { amount: "12.00" });
    const second = change({ ...tea, amount: "12.00" }, { category: "Food" });
    renameUnsent({ from: "Food", to: "Meals" });
    release();
    await Promise.all([first, second]);
    expect(ledger.expenses.get("Tea")).to.include({ amount: "12.00", category: "Meals" });
  });
});
