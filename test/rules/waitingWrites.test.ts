import { mock } from "node:test";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { editing } from "../../site/data/forms/openForms";
import { type ExpenseList, listOf, refresh } from "../../site/data/lists/expenseLists";
import { refreshAll } from "../../site/data/lists/listRefresh";
import { resume } from "../../site/data/offline/replayWrites";
import { sealedKey } from "../../site/data/offline/sealedKey";
import { seal, unseal } from "../../site/data/offline/sealUnsent";
import { isWaiting } from "../../site/data/outbox/pendingWrites";
import { change, remove } from "../../site/data/writes/changeExpense";
import { discardWrites, waitingWrites } from "../../site/data/writes/discardUnsent";
import { expired } from "../../site/lib/auth/session";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { toast } from "../../site/lib/page/toasts";
import { storedKeys } from "../../site/lib/storage/storedKeys";
import { problem } from "../helpers/problem";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { tokensOf } from "./page";
import { kept, MONTH, said, useWrites } from "./writesFixture";

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

  afterEach(() => mock.restoreAll());

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

  for (const arrived of [false, true])
    it(`is the undo of an edit, ${arrived ? "whose answer is lost" : "which shows at once"}`, async () => {
      await change(tea, { amount: "25.00" });
      page.serve(async (url, init) => {
        if (arrived) await ledger.serve(url, init);
        return broken();
      });
      await toast.value?.actions.find(({ undoes }) => undoes)?.run();
      expect(shown("Tea")?.amount).to.equal("10.00");
      expect(said()).to.equal("The change to “Tea” is kept on this device and sent as soon as possible");
      page.serve(ledger.serve);
      await resume();
      await settled();
      expect(ledger.expenses.get("Tea")).to.include({ amount: "10.00", version: 3 });
      expect(kept()).to.deep.equal([]);
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

  /** Stops storing, as a browser with a full disk does. @returns goes on storing. */
  function fillDisk(): () => void {
    const full = mock.method(page.localStorage, "setItem", () => {
      throw new DOMException("Full.", "QuotaExceededError");
    });
    return () => full.mock.restore();
  }

  /** Tells the page what another page did to storage. No item: it cleared everything. */
  const tellStorage = (key: string | null) =>
    page.window.dispatchEvent(Object.assign(new Event("storage"), { key, newValue: null }));

  it("is sent by its page if the browser could not store it, which tells to leave the page open", async () => {
    const emptyDisk = fillDisk();
    page.serve(broken);
    const notKept = (name: string) =>
      `This browser could not store “${name}”. Leave this page open until it is sent.`;
    await change(tea, { amount: "25.00" });
    expect(said()).to.equal(notKept("Tea"));
    await remove(coffee);
    expect([said(), kept().length]).to.deep.equal([notKept("Coffee"), 2]);
    await change(shown("Tea") ?? tea, { description: "Green tea" });
    page.serve(ledger.serve);
    await resume();
    await settled();
    emptyDisk();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "25.00", description: "Green tea", version: 3 });
    expect([ledger.expenses.get("Coffee")?.version, isWaiting("Tea"), kept()]).to.deep.equal([2, false, []]);
    expectTrue(list);
    page.serve(broken);
    await change(shown("Tea") ?? tea, { amount: "30.00" });
    expect(said()).to.equal("The change to “Green tea” is kept on this device and sent as soon as possible");
  });

  it("outlives what another page clears, and is stored again", async () => {
    await changeOffline();
    page.localStorage.clear();
    expect(kept().length).to.equal(3);
    tellStorage(null);
    expect(storedKeys("write:").length).to.equal(3);
    // The session was cleared, too.
    page.serve(ledger.serve);
    await resume();
    expect([expired.value, kept().length]).to.deep.equal([true, 3]);
    startSession(tokensOf("ada"));
    await resume();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "25.00", description: "Green tea", version: 3 });
    expect([isWaiting("Tea"), kept()]).to.deep.equal([false, []]);
    expectTrue(list);
  });

  it("is stored once what its user left sealed has made room for it", async () => {
    await changeOffline();
    page.serve((url, init) =>
      url.pathname === "/account/device-key"
        ? Response.json({ key: "00".repeat(32) })
        : ledger.serve(url, init),
    );
    expect([await seal("ada"), kept()]).to.deep.equal([true, []]);
    const emptyDisk = fillDisk();
    const { removeItem } = page.localStorage;
    mock.method(page.localStorage, "removeItem", (key: string) => {
      removeItem(key);
      if (key === sealedKey("ada")) emptyDisk();
    });
    await unseal("ada");
    expect(storedKeys("write:").length).to.equal(3);
  });

  it("follows one that an earlier page left when the clock was ahead", async () => {
    const write = { kind: "change", before: tea, changes: { amount: "25.00" } };
    const order = Date.now() + 86_400_000;
    page.localStorage.setItem("write:early", JSON.stringify({ userId: "ada", order, write }));
    page.serve(broken);
    await resume();
    await change(shown("Tea") ?? tea, { amount: "30.00" });
    await change(shown("Tea") ?? tea, { description: "Green tea" });
    page.serve(ledger.serve);
    await resume();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "30.00", description: "Green tea", version: 4 });
    expectTrue(list);
  });

  it("is not given up by a change of its expense that comes before the page has sent what an earlier one left", async () => {
    const write = { kind: "change", before: tea, changes: { amount: "25.00" } };
    page.localStorage.setItem("write:left", JSON.stringify({ userId: "ada", order: 1, write }));
    await change(tea, { description: "Green tea" });
    await resume();
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ amount: "25.00", description: "Green tea", version: 3 });
    expect(kept()).to.deep.equal([]);
    expectTrue(list);
  });

  it("waits no longer once another page has sent it, and holds up no later one", async () => {
    page.serve(broken);
    await change(tea, { amount: "25.00" });
    const [item = ""] = storedKeys("write:");
    ledger.change("Tea", { amount: "25.00" });
    ledger.change("Tea", { amount: "30.00" });
    page.localStorage.removeItem(item);
    page.serve(ledger.serve);
    tellStorage(item);
    await settled();
    expect([isWaiting("Tea"), shown("Tea")?.amount, kept()]).to.deep.equal([false, "30.00", []]);
    expectTrue(list);
    await change(shown("Tea") ?? tea, { amount: "35.00" });
    expect(ledger.expenses.get("Tea")).to.include({ amount: "35.00", version: 4 });
    expectTrue(list);
  });
});
