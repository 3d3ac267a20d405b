import { expect } from "chai";
import { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { SharedBrowser } from "./sharedBrowser";

describe("The month that a browser keeps for use without a network", () => {
  const ledger = new FakeLedger();
  const browser = new SharedBrowser((url, init) => ledger.serve(url, init));
  const kept = () =>
    browser.device
      .rowsOf("months")
      .map(({ expenses }) => (expenses as { description: string }[]).map(({ description }) => description));

  it("is written although one change follows the other", async () => {
    ledger.add("Tea", { amount: "1.00" });
    const { tab } = await browser.open("2026-11");
    await browser.answerAll();
    const addElsewhere = async (name: string) => {
      ledger.add(name, { amount: "1.00" });
      void tab.page.look();
      await settled();
      await browser.answerAll();
    };
    tab.pass();
    await settled();
    expect(kept()).to.deep.equal([["Tea"]]);
    await addElsewhere("Coffee");
    const begun = tab.pauses;
    await addElsewhere("Milk");
    tab.pass(begun);
    await settled();
    expect(kept().flat()).to.have.members(["Tea", "Coffee", "Milk"]);
    browser.close(tab, false);
  });
});
