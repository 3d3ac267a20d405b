import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { renameUnsent } from "../../site/data/categories/renameInUnsent";
import { type ExpenseList, listOf, refresh } from "../../site/data/lists/expenseLists";
import { resume } from "../../site/data/offline/replayWrites";
import { isWaiting } from "../../site/data/outbox/pendingWrites";
import { bulkInWords, categoriseMany, eraseMany, removeMany } from "../../site/data/writes/bulkChange";
import { change } from "../../site/data/writes/changeExpense";
import { discardBulk, discardBulkTold, waitingBulks } from "../../site/data/writes/discardUnsent";
import { unsentWrites } from "../../site/data/writes/writeJournal";
import { toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { kept, MONTH, said, useWrites } from "./writesFixture";

describe("A bulk change of the page that waits for a connection", () => {
  const { page, current, openMonth, expectTrue, broken, openAnother } = useWrites();
  let ledger: FakeLedger;
  let list: ExpenseList;
  let chosen: readonly Expense[];
  beforeEach(async () => {
    ledger = current();
    list = await openMonth();
    chosen = list.expenses.value.slice(0, 12);
  });
  afterEach(() => Reflect.deleteProperty(navigator, "onLine"));

  const count = () => list.summary.value?.currencies[0]?.count;
  const isShown = ({ expenseId }: Expense) => list.expenses.value.some((one) => one.expenseId === expenseId);
  const stored = () => chosen.map(({ expenseId }) => ledger.expenses.get(expenseId));
  const undo = () => toast.value?.actions.find(({ label }) => label === "Undo")?.run();
  /** The service answers readings, and no writes. */
  const busy = (url: URL, init: RequestInit) =>
    init.method === "GET" ? ledger.serve(url, init) : Response.json(problem("server.busy"), { status: 503 });
  /** It does what it is asked, and its answer is lost. */
  const unheard = async (url: URL, init: RequestInit) => {
    await ledger.serve(url, init);
    return broken();
  };

  async function removeOffline(): Promise<void> {
    page.serve(broken);
    await removeMany(chosen);
  }

  it("shows what it makes of the expenses, also in lists that are read meanwhile, and is done in its turn", async () => {
    await removeOffline();
    expect([
      chosen.some(isShown),
      count(),
      chosen.every(({ expenseId }) => isWaiting(expenseId)),
    ]).to.deep.equal([false, 138, true]);
    expect(said()).to.equal("The change to 12 expenses is kept on this device and sent as soon as possible");
    page.serve(busy);
    await refresh(list);
    expect([chosen.some(isShown), count()]).to.deep.equal([false, 138]);
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect([ledger.list().length, kept(), said()]).to.deep.equal([138, [], "Deleted 12 expenses"]);
    expectTrue(list);
    await undo();
    await settled();
    expect(ledger.list().length).to.equal(150);
    expectTrue(list);
  });

  it("is shown and done by the next page, which offers to undo all of it", async () => {
    const all = Array.from({ length: 110 }, (_, index) => ledger.add(`more${index}`, { date: "2026-11-03" }));
    let batches = 0;
    page.serve((url, init) => {
      if (url.pathname === "/expenses/batch") batches += 1;
      return batches > 1 ? broken() : ledger.serve(url, init);
    });
    await categoriseMany(all, "Home");
    await openAnother();
    page.serve(busy);
    list = listOf({ month: MONTH });
    await resume();
    await settled();
    const categories = () => ledger.list().filter(({ category }) => category === "Home").length;
    const shown = () => list.expenses.value.filter(({ category }) => category === "Home").length;
    expect([categories(), shown()]).to.deep.equal([100, 100]); // Its first page has the newest hundred.
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect([categories(), said()]).to.deep.equal([110, "Changed 110 expenses"]);
    await undo();
    await settled();
    expect(categories()).to.equal(0);
    expectTrue(list);
  });

  it("is given up, and taken up again", async () => {
    await removeOffline();
    const [bulk = expect.fail("nothing waits"), ...more] = waitingBulks();
    expect([bulkInWords(bulk.write), more]).to.deep.equal(["Delete 12 expenses", []]);
    const again = discardBulk(bulk);
    expect([chosen.every(isShown), count(), kept(), isWaiting(chosen[0]?.expenseId ?? "")]).to.deep.equal([
      true,
      150,
      [],
      false,
    ]);
    page.serve(ledger.serve);
    again();
    await settled();
    expect(ledger.list().length).to.equal(138);
    expectTrue(list);
  });

  it("is given up half done, which says what is done and offers to undo that, or to do the rest after all", async () => {
    const all = Array.from({ length: 110 }, (_, index) => ledger.add(`more${index}`, { date: "2026-11-03" }));
    const categories = () => ledger.list().filter(({ category }) => category === "Home").length;
    const offers = () => toast.value?.actions.map(({ label }) => label);
    let batches = 0;
    page.serve((url, init) => {
      if (url.pathname === "/expenses/batch") batches += 1;
      return batches > 1 ? broken() : ledger.serve(url, init);
    });
    await categoriseMany(all, "Home");
    const giveUp = () => discardBulkTold(waitingBulks()[0] ?? expect.fail("nothing waits"));
    giveUp();
    expect(said()).to.equal(
      "Changed 100 expenses. Discarded: Change 10 expenses. If it had arrived already, it shows again once there is a connection.",
    );
    expect([offers(), kept(), categories()]).to.deep.equal([["Do it after all", "Undo"], [], 100]);
    await toast.value?.actions[0]?.run();
    await settled();
    expect(kept().length).to.equal(1);
    giveUp();
    page.serve(ledger.serve);
    await undo();
    await settled();
    expect([categories(), kept()]).to.deep.equal([0, []]);
  });

  it("is readable without what the release before does not keep", async () => {
    const write = { kind: "bulk", action: "delete", expenses: chosen.map(({ expenseId: id }) => ({ id })) };
    page.localStorage.setItem("write:old", JSON.stringify({ userId: "ada", order: 1, write }));
    expect(waitingBulks().map((bulk) => bulkInWords(bulk.write))).to.deep.equal(["Delete 12 expenses"]);
    await resume();
    await settled();
    expect([ledger.list().length, said()]).to.deep.equal([138, undefined]);
    expectTrue(list);
  });

  it("keeps nothing in the request that the release before would send and the API refuse", async () => {
    await removeOffline();
    expect(Object.keys(kept()[0] ?? {})).to.have.members(["kind", "action", "expenses"]);
  });

  it("is undone on the spot if it was never sent", async () => {
    Object.defineProperty(navigator, "onLine", { configurable: true, value: false });
    await removeOffline();
    await undo();
    expect([chosen.every(isShown), count(), kept()]).to.deep.equal([true, 150, []]);
    expect(ledger.requests.filter((request) => request.startsWith("POST"))).to.deep.equal([]);
  });

  for (const arrived of [true, false])
    it(`is undone once its fate is known, ${arrived ? "where it had arrived" : "where it had not"}`, async () => {
      page.serve(arrived ? unheard : broken);
      await removeMany(chosen);
      await undo();
      expect([chosen.every(isShown), count()]).to.deep.equal([true, 150]);
      expect(said()).to.equal("The change to 12 expenses is undone as soon as there is a connection");
      await openAnother();
      list = listOf({ month: MONTH });
      await resume();
      await settled();
      expect([ledger.list().length, kept()]).to.deep.equal([150, []]);
      expectTrue(list);
    });

  it("deletes what the page itself changed before, in its turn", async () => {
    const [first = expect.fail()] = chosen;
    page.serve(broken);
    await change(first, { amount: "25.00" });
    await categoriseMany(chosen, "Home");
    await removeMany(list.expenses.value.slice(0, 12));
    expect(kept().length).to.equal(3);
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect(stored().every((one) => one?.deletedAt && one.category === "Home")).to.equal(true);
    expectTrue(list);
  });

  it("is not overtaken by a later edit", async () => {
    const [first = expect.fail()] = chosen;
    page.serve(broken);
    await categoriseMany(chosen, "Home");
    page.serve(ledger.serve);
    const row = list.expenses.value.find(({ expenseId }) => expenseId === first.expenseId) ?? expect.fail();
    await change(row, { category: "Food" });
    expect(ledger.expenses.get(first.expenseId)?.version).to.equal(1);
    await resume();
    await settled();
    expect(ledger.expenses.get(first.expenseId)).to.include({ category: "Food", version: 3 });
    expectTrue(list);
  });

  it("shows its expenses again if it is refused", async () => {
    page.serve(() => Response.json(problem("role.tooLow"), { status: 403 }));
    await removeMany(chosen);
    page.serve(ledger.serve);
    expect([chosen.every(isShown), kept()]).to.deep.equal([true, []]);
    expectTrue(list);
  });

  it("takes the new name of a category that is renamed meanwhile", async () => {
    page.serve(broken);
    await categoriseMany(chosen, "Home");
    renameUnsent({ from: "Home", to: "House" });
    await openAnother();
    page.serve(busy);
    list = listOf({ month: MONTH });
    await resume();
    await settled();
    expect(list.expenses.value.filter(({ category }) => category === "House").length).to.equal(12);
  });

  it("of expenses that are to be erased offers no undo, and keeps them out of the trash", async () => {
    await removeMany(chosen);
    page.serve(broken);
    await eraseMany(stored().filter((one) => one !== undefined));
    expect([toast.value?.actions, chosen.every(({ expenseId }) => isWaiting(expenseId))]).to.deep.equal([
      [],
      true,
    ]);
    page.serve(ledger.serve);
    await resume();
    expect(unsentWrites()).to.deep.equal([]);
  });
});
