import { expect } from "chai";
import { refreshAll } from "../../site/data/lists/listRefresh";
import { change } from "../../site/data/writes/changeExpense";
import { discardWritesTold, waitingWrites } from "../../site/data/writes/discardUnsent";
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
