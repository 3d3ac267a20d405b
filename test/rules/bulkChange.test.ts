import { expect } from "chai";
import { renameCategory } from "../../site/data/categories/renameLedgerCategory";
import { editing } from "../../site/data/forms/openForms";
import { listOf, loadMore } from "../../site/data/lists/expenseLists";
import { filterOf } from "../../site/data/lists/listFilter";
import { selectWhole } from "../../site/data/lists/selectAll";
import { select, selected } from "../../site/data/lists/selection";
import { resume } from "../../site/data/offline/replayWrites";
import { categoriseMany, removeMany, restoreMany } from "../../site/data/writes/bulkChange";
import { change } from "../../site/data/writes/changeExpense";
import { toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { kept, MONTH, said, useWrites } from "./writesFixture";

/** Does what the message at the edge of the screen offers under a label. */
const press = (label: string) => toast.value?.actions.find((action) => action.label === label)?.run();

describe("A bulk change of the page", () => {
  const { page, current, openMonth, expectTrue, broken, unanswered, openAnother } = useWrites();
  let ledger: FakeLedger;
  beforeEach(() => {
    ledger = current();
  });

  const batches = () => ledger.requests.filter((request) => request === "POST /expenses/batch").length;

  /** Answers the first batches, and breaks the connection of those after them. */
  function breakAfter(count: number): void {
    page.serve((url, init) =>
      url.pathname === "/expenses/batch" && batches() >= count ? broken() : ledger.serve(url, init),
    );
  }

  it("of a selection of the whole list takes what no page of it had loaded, and is undone as one", async () => {
    for (let index = 0; index < 250; index++) ledger.add(`more${index}`, { date: "2026-11-03" });
    const list = await openMonth();
    expect(list.expenses.value.length).to.equal(100);
    select(list.expenses.value.slice(0, 1).map(({ expenseId }) => expenseId));
    expect(await selectWhole(list, filterOf({}))).to.equal(undefined);
    expect(selected.value.size).to.equal(400);
    const chosen = list.expenses.value;
    select([]);

    const told: string[] = [];
    const stop = toast.subscribe(() => void told.push(said() ?? ""));
    const removing = removeMany(chosen);
    expect(list.expenses.value).to.deep.equal([]);
    await removing;
    stop();
    expect(told.filter((text) => text.startsWith("Deleting"))).to.deep.equal(
      [0, 100, 200, 300].map((done) => `Deleting expenses… ${done} of 400`),
    );
    expect([batches(), ledger.list().length, said()]).to.deep.equal([4, 0, "Deleted 400 expenses"]);
    expectTrue(list);

    await press("Undo");
    await settled();
    expect([batches(), ledger.list().length, said()]).to.deep.equal([
      8,
      400,
      "Undid the changes of 400 expenses",
    ]);
    expectTrue(list);
    expect(kept()).to.deep.equal([]);
  });

  it("is not sent after a later edit of one of its expenses, which stands", async () => {
    const list = await openMonth();
    const chosen = list.expenses.value.slice(0, 3);
    const [{ expenseId } = expect.fail()] = chosen;
    let answer = () => {};
    const isAsked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    page.serve(async (url, init) => {
      if (url.pathname === "/expenses/batch") await isAsked;
      return ledger.serve(url, init);
    });
    const bulk = categoriseMany(chosen, "Travel");
    await settled();
    const row = list.expenses.value.find((one) => one.expenseId === expenseId) ?? expect.fail();
    const edit = change(row, { category: "Food" });
    await settled();
    answer();
    await Promise.all([bulk, edit]);
    await settled();
    expect(ledger.expenses.get(expenseId)).to.include({ category: "Food", version: 3 });
    expectTrue(list);
  });

  it("leaves an expense where it is whose later edit is refused", async () => {
    const list = await openMonth();
    const chosen = list.expenses.value.slice(0, 3);
    const [first = expect.fail()] = chosen;
    page.serve((url, init) =>
      init.method === "PATCH"
        ? Response.json(problem("role.tooLow"), { status: 403 })
        : ledger.serve(url, init),
    );
    const bulk = categoriseMany(chosen, "Travel");
    const row = list.expenses.value.find((one) => one.expenseId === first.expenseId) ?? expect.fail();
    await Promise.all([bulk, change(row, { category: "Food" })]);
    await settled();
    expect(list.expenses.value.find((one) => one.expenseId === first.expenseId)?.category).to.equal("Travel");
    expect(list.summary.value?.currencies[0]?.count).to.equal(150);
    editing.value = undefined;
  });

  it("restores from the trash, and is undone as well", async () => {
    const list = await openMonth();
    const chosen = list.expenses.value.slice(0, 3);
    await removeMany(chosen);
    await restoreMany(
      chosen.map(({ expenseId }) => ledger.expenses.get(expenseId)).filter((one) => one !== undefined),
    );
    expect([ledger.list().length, said()]).to.deep.equal([150, "Restored 3 expenses"]);
    expectTrue(list);
    await press("Undo");
    await settled();
    expect(ledger.list().length).to.equal(147);
    expectTrue(list);
  });

  it("selects the whole list also while its next page is being read", async () => {
    for (let index = 0; index < 250; index++) ledger.add(`more${index}`, { date: "2026-11-03" });
    const list = await openMonth();
    select(["e1"]);
    // As over a network: an answer comes only to a page that waits for it.
    page.serve(async (url, init) => {
      await new Promise((resolve) => setImmediate(resolve));
      return ledger.serve(url, init);
    });
    void loadMore(list);
    expect(await selectWhole(list, filterOf({}))).to.equal(undefined);
    expect(selected.value.size).to.equal(400);
  });

  it("gives up selecting a list when the selection is cleared", async () => {
    const list = await openMonth();
    select(["e1"]);
    const selecting = selectWhole(list, filterOf({}));
    select([]);
    await selecting;
    expect(selected.value.size).to.equal(0);
  });

  it("that breaks off shows what it is going to make of the expenses, and goes on where it was", async () => {
    for (let index = 0; index < 150; index++) ledger.add(`more${index}`, { date: "2026-11-03" });
    const list = await openMonth();
    while (list.cursor.value) await loadMore(list);
    breakAfter(1);
    await categoriseMany(list.expenses.value, "Home");
    expect(ledger.list().filter(({ category }) => category === "Home").length).to.equal(100);
    expect(new Set(list.expenses.value.map(({ category }) => category))).to.deep.equal(new Set(["Home"]));
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect(new Set(ledger.list().map(({ category }) => category))).to.deep.equal(new Set(["Home"]));
    expect(said()).to.equal(`Changed ${list.expenses.value.length} expenses`);
    expectTrue(list);
    await press("Undo");
    await settled();
    expect(new Set(ledger.list().map(({ category }) => category))).to.deep.equal(new Set(["Other"]));
    expectTrue(list);
  });

  it("is ended by the next page, which leaves alone what was changed since it was to be deleted", async () => {
    const list = await openMonth();
    const [first, second] = list.expenses.value;
    if (!first || !second) throw new Error("Not two.");
    page.serve((url, init) => (url.pathname === "/expenses/batch" ? unanswered() : ledger.serve(url, init)));
    void removeMany([first, second]);
    await settled();
    ledger.change(second.expenseId, { amount: "9.00" });
    await openAnother();
    const reopened = listOf({ month: MONTH });
    await resume();
    await settled();
    const isDeleted = (id: string) => ledger.expenses.get(id)?.deletedAt !== undefined;
    expect([isDeleted(first.expenseId), isDeleted(second.expenseId), kept()]).to.deep.equal([
      true,
      false,
      [],
    ]);
    expect(said()).to.equal("It was changed in the meantime. Read it again, then repeat your change.");
    expectTrue(reopened);
  });

  it("shows what could not be changed as it is, and why", async () => {
    const list = await openMonth();
    const [first, second] = list.expenses.value;
    if (!first || !second) throw new Error("Not two.");
    ledger.forget(first.expenseId);
    await removeMany([first, second]);
    expect(said()).to.equal("The expense does not exist.");
    expectTrue(list);
  });

  it("takes the expenses of a renamed category along, in the trash too, and back again", async () => {
    for (let index = 0; index < 120; index++) ledger.add(`food${index}`, { category: "Food" });
    ledger.add("Trashed", { category: "Food" });
    ledger.change("Trashed", { deletedAt: "2026-11-20T10:00:00.000Z" });
    ledger.examined = 1000;
    const categories = () => new Set([...ledger.expenses.values()].map(({ category }) => category));
    await renameCategory({ from: "Food", to: "Groceries" });
    expect([categories(), said(), batches()]).to.deep.equal([
      new Set(["Groceries"]),
      "121 expenses are now in Groceries.",
      3,
    ]);
    await press("Undo");
    await settled();
    expect([categories(), batches()]).to.deep.equal([new Set(["Food"]), 5]);
  });
});
