import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { moveExpenses } from "../../site/data/categories/moveExpenses";
import { knownLists, listOf, loadMore } from "../../site/data/lists/expenseLists";
import { resumeWrites } from "../../site/data/offline/replaySchedule";
import { resume } from "../../site/data/offline/replayWrites";
import { removeMany } from "../../site/data/writes/bulkChange";
import { change, remove } from "../../site/data/writes/changeExpense";
import { hideToast, toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { tokensOf } from "./page";
import { MONTH, said, useWrites } from "./writesFixture";

describe("A write of the page", () => {
  const { page, current, openMonth, expectTrue, hold } = useWrites();
  const refusing = () => Response.json(problem("text.empty"), { status: 400 });
  let ledger: FakeLedger;
  beforeEach(() => {
    ledger = current();
  });

  const sent = (method: string) => ledger.requests.filter((request) => request.startsWith(method));

  it("is sent once, though the token is refreshed for it", async () => {
    const before = ledger.add("Tea", { amount: "10.00" });
    const list = await openMonth();
    page.sessionStorage.clear();
    page.serve((url, init) =>
      url.host.startsWith("cognito")
        ? Response.json({ AuthenticationResult: tokensOf("ada") })
        : ledger.serve(url, init),
    );
    await change(before, { amount: "25.00" });
    await settled();
    expect([sent("PATCH").length, ledger.expenses.get("Tea")?.version]).to.deep.equal([1, 2]);
    expectTrue(list);
  });

  it("is sent once, though the page looks for what is unsent meanwhile", async () => {
    const before = ledger.add("Tea", { amount: "10.00" });
    const list = await openMonth();
    const release = hold("PATCH");
    const saving = change(before, { amount: "25.00" });
    resumeWrites();
    await resume();
    release();
    await saving;
    await settled();
    expect([sent("PATCH").length, ledger.expenses.get("Tea")?.version]).to.deep.equal([1, 2]);
    expectTrue(list);
  });

  it("leaves a row away that was deleted before its edit was answered", async () => {
    const before = ledger.add("Tea", { amount: "10.00" });
    const list = await openMonth();
    const release = hold("PATCH");
    const saving = change(before, { amount: "25.00" });
    const removing = remove(list.expenses.value[0] ?? before);
    release();
    await Promise.all([saving, removing]);
    expect(ledger.expenses.get("Tea")).to.include({ amount: "25.00", version: 3 });
    expectTrue(list);
  });

  it("leaves the rows away of a deletion of many, while they wait for their turn", async () => {
    const list = await openMonth();
    const chosen = list.expenses.value.slice(0, 20);
    const last = chosen.at(-1);
    const release = hold("PATCH");
    const saving = last && change(last, { amount: "25.00" });
    const removing = removeMany(chosen);
    release();
    await saving;
    expect(list.expenses.value.map(({ expenseId }) => expenseId)).not.to.include(last?.expenseId);
    await removing;
    expectTrue(list);
  });

  for (const [name, second] of [
    ["another edit, which fails, too", (now: Expense) => change(now, { description: "Green tea" })],
    ["a deletion, which fails, too", (now: Expense) => remove(now)],
  ] as const) {
    it(`shows what is stored if it fails while the next waits: ${name}`, async () => {
      const before = ledger.add("Tea", { amount: "10.00" });
      const list = await openMonth();
      const release = hold("PATCH", refusing);
      const first = change(before, { amount: "25.00" });
      const [now = before] = list.expenses.value;
      page.serve(refusing);
      const next = second(now);
      release();
      await Promise.all([first, next]);
      expectTrue(list);
    });
  }

  it("shows the later edit if the earlier failed", async () => {
    const before = ledger.add("Tea", { amount: "10.00" });
    const list = await openMonth();
    const release = hold("PATCH", refusing);
    const first = change(before, { amount: "25.00" });
    const next = change(list.expenses.value[0] ?? before, { amount: "30.00" });
    release();
    await Promise.all([first, next]);
    expect(ledger.expenses.get("Tea")).to.include({ amount: "30.00", version: 2 });
    expectTrue(list);
  });

  it("brings a deleted row back at once when it is undone, in its turn", async () => {
    const before = ledger.add("Tea", { amount: "10.00" });
    const list = await openMonth();
    const release = hold("DELETE");
    const removing = remove(before);
    toast.value?.actions[0]?.run();
    expect(list.expenses.value.map(({ expenseId }) => expenseId)).to.include("Tea");
    release();
    await removing;
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ version: 3 });
    expectTrue(list);
  });

  it("does not take the message of a later one away, with its undo, but is told of after it", async () => {
    const before = ledger.add("Tea", { amount: "10.00" });
    const [, other] = (await openMonth()).expenses.value;
    const release = hold("PATCH");
    const saving = change(before, { amount: "25.00" });
    if (other) await remove(other);
    const deleted = said();
    release();
    await saving;
    await settled();
    const told = [said()];
    hideToast();
    told.push(said());
    hideToast();
    const [first, second] = told;
    expect([first, said()]).to.deep.equal([deleted, undefined]);
    expect([deleted, second].map((text) => /Deleted|Tea/.exec(text ?? "")?.[0])).to.deep.equal([
      "Deleted",
      "Tea",
    ]);
  });

  it("is not undone by a page of the list that was read before it", async () => {
    const list = await openMonth();
    const [shown] = list.expenses.value;
    const hidden = ledger.list(MONTH)[120];
    const { promise, resolve } = Promise.withResolvers<void>();
    page.serve(async (url, init) => {
      const answer = await ledger.serve(url, init);
      if (url.searchParams.has("cursor")) await promise;
      return answer;
    });
    // Found by a search, say.
    const all = listOf({ q: "e" });
    await settled();
    const more = loadMore(list);
    await settled();
    if (hidden && shown) await Promise.all([remove(hidden), change(shown, { description: "First" })]);
    resolve();
    await more;
    expect(all.expenses.value.length).to.be.greaterThan(0);
    expect(list.cursor.value).to.equal(undefined);
    expectTrue(list);
  });

  it("leaves the list on screen the one that later writes go to, when a category was renamed", async () => {
    ledger.add("Tea", { category: "Food" });
    const kept = { category: "Home", amount: "0.50", note: "soap" };
    ledger.add("Market", { category: "Home", parts: [{ category: "food", amount: "0.50" }, kept] });
    const list = listOf({ month: MONTH });
    await settled();
    await moveExpenses({ from: "Food", to: "Groceries" }, [], () => undefined);
    await settled();
    const { category, parts } = ledger.expenses.get("Market") ?? {};
    expect([category, parts]).to.deep.equal(["Home", [{ category: "Groceries", amount: "0.50" }, kept]]);
    expect([...knownLists()]).to.include(list);
    ledger.add("Coffee");
    const [tea] = ledger.list(MONTH).filter(({ expenseId }) => expenseId === "Tea");
    if (tea) await change(tea, { amount: "9.00" });
    await settled();
    expect(list.expenses.value.find(({ expenseId }) => expenseId === "Tea")).to.include({
      amount: "9.00",
      category: "Groceries",
    });
  });
});
