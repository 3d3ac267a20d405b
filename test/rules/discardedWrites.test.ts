import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { ExpenseList } from "../../site/data/lists/expenseLists";
import { refreshAll } from "../../site/data/lists/listRefresh";
import { resume } from "../../site/data/offline/replayWrites";
import { isWaiting } from "../../site/data/outbox/pendingWrites";
import { categoriseMany } from "../../site/data/writes/bulkChange";
import { change, remove } from "../../site/data/writes/changeExpense";
import { discardWritesTold, waitingWrites } from "../../site/data/writes/discardUnsent";
import { storedKeys } from "../../site/lib/storage/storedKeys";
import { settled } from "./openPage";
import { kept, said, useWrites } from "./writesFixture";

describe("A discarded write whose answer was lost", () => {
  const { page, current, openMonth, expectTrue, broken } = useWrites();

  it("is said to show again if it had arrived, as it does", async () => {
    const ledger = current();
    const tea = ledger.add("Tea", { amount: "10.00" });
    const list = await openMonth();
    const shown = () => list.expenses.value.find(({ expenseId }) => expenseId === "Tea")?.amount;
    page.serve(async (url, init) => {
      await ledger.serve(url, init);
      return broken();
    });
    await change(tea, { amount: "25.00" });
    discardWritesTold(waitingWrites()[0] ?? []);
    expect(said()).to.equal(
      "Discarded what was not sent of “Tea”. If it had arrived already, it shows again once there is a connection.",
    );
    expect([shown(), kept()]).to.deep.equal(["10.00", []]);
    page.serve(ledger.serve);
    await refreshAll();
    await settled();
    expect(shown()).to.equal("25.00");
    expectTrue(list);
  });
});

describe("A write that another page of the browser discards while this one sends it", () => {
  const { page, current, openMonth, expectTrue, broken } = useWrites();
  let list: ExpenseList;
  let tea: Expense;

  beforeEach(async () => {
    tea = current().add("Tea", { amount: "10.00" });
    list = await openMonth();
  });

  /** Does a change, and something before its connection breaks. */
  async function during(change: () => Promise<unknown>, meanwhile: (item: string) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    page.serve(async (url, init) => {
      if (init.method === "GET") return current().serve(url, init);
      await promise;
      return broken();
    });
    const changed = change();
    await settled();
    const [item] = storedKeys("write:");
    meanwhile(item ?? expect.fail("nothing is kept"));
    resolve();
    await changed;
    page.serve(current().serve);
    await settled();
  }

  /** The other page removes the item, or stores it again. */
  function other(item: string, value: string | null): void {
    if (value === null) page.localStorage.removeItem(item);
    else page.localStorage.setItem(item, value);
    page.window.dispatchEvent(Object.assign(new Event("storage"), { key: item, newValue: value }));
  }

  const ways = {
    "a change": () => change(tea, { amount: "25.00" }),
    "a deletion": () => remove(tea),
    "a change of many": () => categoriseMany([tea], "Home"),
  };
  for (const [name, way] of Object.entries(ways)) {
    it(`is not sent later, and shows no more: ${name}`, async () => {
      await during(way, (item) => other(item, null));
      expect([kept(), storedKeys("write:"), isWaiting("Tea")]).to.deep.equal([[], [], false]);
      expect(said() ?? "").not.to.match(/kept|connection/);
      await resume();
      await settled();
      expect(current().expenses.get("Tea")).to.deep.equal(tea);
      expectTrue(list);
    });
  }

  it("is sent later if that page took it up again", async () => {
    await during(ways["a change"], (item) => {
      const value = page.localStorage.getItem(item);
      other(item, null);
      other(item, value);
    });
    expect([kept().length, isWaiting("Tea")]).to.deep.equal([1, true]);
    await resume();
    await settled();
    expect(current().expenses.get("Tea")).to.include({ amount: "25.00", version: 2 });
  });
});
