import { mock } from "node:test";
import { expect } from "chai";
import { type ExpenseList, listOf, loadMore, refresh } from "../../site/data/lists/expenseLists";
import { refreshAll } from "../../site/data/lists/listRefresh";
import type { FakeLedger } from "./ledger";
import { settled, skipPauses } from "./openPage";
import { MONTH, useWrites } from "./writesFixture";

describe("A list that shows more than a page of the API", () => {
  const { page, current, expectTrue } = useWrites();
  skipPauses();
  let ledger: FakeLedger;
  let list: ExpenseList;
  beforeEach(async () => {
    ledger = current();
    ledger.add("old", { date: "2026-10-02" });
    for (let index = 0; index < 1800; index++) {
      ledger.add(`e${index}`, { date: index < 600 ? "2026-11-21" : "2026-11-20" });
    }
    ledger.pass(2 * 3_600_000);
    list = listOf({ month: MONTH });
    await settled();
    await loadMore(list);
    await loadMore(list);
    expect([list.expenses.value.length, typeof list.cursor.value]).to.deep.equal([1100, "string"]);
  });

  /** Does something whenever a page beyond the first is asked for, before it is read. */
  const beforeLaterPages = (act: () => void) =>
    page.serve((url, init) => {
      if (url.searchParams.has("cursor")) act();
      return ledger.serve(url, init);
    });
  const nameOf = (place: number) => ledger.list(MONTH)[place]?.expenseId ?? "";

  for (const [what, act] of [
    ["changed", () => ledger.change(nameOf(700), { amount: "99.00" })],
    ["added", () => void ledger.add("new", { date: "2026-11-20", amount: "50.00" })],
    ["deleted", () => ledger.change(nameOf(700), { deletedAt: "2026-11-20T10:00:00.000Z" })],
    ["taken from the month before", () => ledger.change("old", { date: "2026-11-20" })],
  ] as const)
    it(`has the sums of its rows after a refresh between whose pages an expense was ${what}`, async () => {
      let times = 0;
      beforeLaterPages(() => times++ === 0 && act());
      await refresh(list);
      await refreshAll();
      await settled();
      expect(times).to.be.at.least(1);
      expectTrue(list);
      const [sums, stored] = [list.summary.value, ledger.summary(MONTH)].map((one) => one?.currencies[0]);
      expect(sums?.previousMonth).to.deep.equal(stored?.previousMonth);
    });

  it("is refreshed after a change on a later page, at once, and reads no more than what changed afterwards", async () => {
    ledger.change(nameOf(1000), { amount: "99.00" });
    await refreshAll();
    await settled();
    expectTrue(list);
    ledger.pass(90_000);
    ledger.change(nameOf(1300), { amount: "77.00" });
    await refreshAll();
    await settled();
    expectTrue(list);
    ledger.pass(60_000);
    await refreshAll();
    await settled();
    ledger.requests.length = 0;
    await refreshAll();
    await settled();
    expect(ledger.requests).to.deep.equal(["GET /expenses/changes"]);
  });

  it("gives up a refresh between whose pages rows change on and on, and goes on from what it shows", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    let times = 0;
    beforeLaterPages(() => ledger.change(nameOf(550), { amount: `${++times}.00` }));
    const refreshed = refresh(list);
    for (let turn = 0; turn < 200; turn++) {
      mock.timers.tick(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await refreshed;
    mock.timers.reset();
    expect(times).to.equal(10);
    page.serve(ledger.serve);
    await refreshAll();
    await settled();
    expectTrue(list);
  });
});
