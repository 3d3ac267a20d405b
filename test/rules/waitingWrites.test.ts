import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { editing } from "../../site/data/forms/openForms";
import { type ExpenseList, listOf, refresh } from "../../site/data/lists/expenseLists";
import { refreshAll } from "../../site/data/lists/listRefresh";
import { resume } from "../../site/data/offline/replayWrites";
import { isWaiting } from "../../site/data/outbox/pendingWrites";
import { change, remove } from "../../site/data/writes/changeExpense";
import { discardWrites, waitingWrites } from "../../site/data/writes/discardUnsent";
import { toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import type { FakeLedger } from "./ledger";
import { kept, MONTH, settled, useWrites } from "./writesFixture";

describe("A write of the page that waits for a connection", () => {
  const { page, current, openMonth, expectTrue, broken, openAnother } = useWrites();
  let ledger: FakeLedger;
  let list: ExpenseList;
  let tea: Expense;
  let coffee: Expense;
  beforeEach(async () => {
    ledger = current();
    tea = ledger.add("Tea", { amount: "10.00" });
    coffee = ledger.add("Coffee", { amount: "5.00" });
    list = await openMonth();
  });

  const shown = (id: string) => list.expenses.value.find(({ expenseId }) => expenseId === id);
  const sum = () => {
    const [sums] = list.summary.value?.currencies ?? [];
    return [sums?.total, sums?.count];
  };
  /** The service answers readings, and no writes. */
  const busy = (url: URL, init: RequestInit) =>
    init.method === "GET" ? ledger.serve(url, init) : Response.json(problem("server.busy"), { status: 503 });

  async function changeOffline(): Promise<void> {
    page.serve(broken);
    await change(tea, { amount: "25.00" });
    await change(shown("Tea") ?? tea, { description: "Green tea" });
    await remove(coffee);
  }

  it("shows what it makes of the expense, and is sent in its turn", async () => {
    await changeOffline();
    expect(shown("Tea")).to.include({ amount: "25.00", description: "Green tea" });
    expect([shown("Coffee"), sum(), editing.value]).to.deep.equal([undefined, ["175.00", 151], undefined]);
    expect([isWaiting("Tea"), isWaiting("Coffee"), kept().length]).to.deep.equal([true, true, 3]);
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "25.00", description: "Green tea", version: 3 });
    expect([ledger.expenses.get("Coffee")?.version, isWaiting("Tea"), kept()]).to.deep.equal([2, false, []]);
    expectTrue(list);
  });

  it("is shown and sent by the next page", async () => {
    await changeOffline();
    await openAnother();
    page.serve(busy);
    list = listOf({ month: MONTH });
    await resume();
    await settled();
    expect(shown("Tea")).to.include({ amount: "25.00", description: "Green tea" });
    expect([shown("Coffee"), sum(), isWaiting("Tea")]).to.deep.equal([undefined, ["175.00", 151], true]);
    page.serve(ledger.serve);
    await resume();
    await settled();
    expectTrue(list);
    expect(sum()).to.deep.equal(["175.00", 151]);
  });

  it("shows on in lists that are read meanwhile", async () => {
    await changeOffline();
    page.serve(busy);
    ledger.add("Milk", { amount: "1.00" });
    ledger.change("Tea", { category: "Food" });
    await refreshAll();
    await settled();
    expect([shown("Tea")?.amount, shown("Coffee"), sum()]).to.deep.equal([
      "25.00",
      undefined,
      ["176.00", 152],
    ]);
    await refresh(list);
    expect([shown("Tea")?.amount, shown("Coffee"), sum()]).to.deep.equal([
      "25.00",
      undefined,
      ["176.00", 152],
    ]);
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "25.00", category: "Food", version: 4 });
    expectTrue(list);
  });

  it("is not overtaken by a later one", async () => {
    page.serve(broken);
    await change(tea, { amount: "25.00" });
    page.serve(ledger.serve);
    await change(shown("Tea") ?? tea, { amount: "30.00" });
    expect([ledger.expenses.get("Tea")?.version, shown("Tea")?.amount]).to.deep.equal([1, "30.00"]);
    await resume();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "30.00", version: 3 });
    expectTrue(list);
  });

  it("is taken back by Undo, whether it had arrived or not", async () => {
    page.serve(async (url, init) => {
      await ledger.serve(url, init);
      return broken();
    });
    await change(tea, { amount: "25.00", notes: "with milk" });
    page.serve(broken);
    toast.value?.actions[0]?.run();
    await settled();
    expect(shown("Tea")).to.include({ amount: "10.00", notes: "" });
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "10.00", version: 3 });
    expectTrue(list);
  });

  it("is given up, and taken up again, with those that are based on it", async () => {
    await changeOffline();
    const [edits = [], deletion = []] = waitingWrites();
    const undo = discardWrites(edits);
    discardWrites(deletion);
    expect([shown("Tea"), shown("Coffee"), sum(), kept()]).to.deep.equal([tea, coffee, ["165.00", 152], []]);
    page.serve(ledger.serve);
    undo();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "25.00", description: "Green tea", version: 3 });
    expectTrue(list);
  });

  it("asks what to keep if somebody else changed the same", async () => {
    page.serve(broken);
    await change(tea, { amount: "25.00" });
    ledger.change("Tea", { amount: "11.00" });
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect(editing.value).to.deep.include({
      expenseId: "Tea",
      typed: { amount: "25.00" },
      conflict: { before: tea, stored: ledger.expenses.get("Tea") },
    });
    expect([isWaiting("Tea"), shown("Tea")?.amount]).to.deep.equal([false, "11.00"]);
    expectTrue(list);
  });
});
