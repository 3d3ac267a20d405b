import { expect } from "chai";
import { categoriesOf } from "../../site/data/categories/categorySet";
import { mergeCategory } from "../../site/data/categories/mergeCategory";
import { resume } from "../../site/data/offline/replayWrites";
import { ledgerSettings } from "../../site/data/settings/ledgerSettingsSync";
import { settings } from "../../site/lib/ledger/shownSettings";
import { toast } from "../../site/lib/page/toasts";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { said, useWrites } from "./writesFixture";

describe("Merging two categories", () => {
  const { page, current, openAnother } = useWrites();
  let ledger: FakeLedger;
  /** Renamings of budgets and recurring expenses. */
  let renamings: unknown[];
  let stored: object;
  /** The categories of a budget. */
  let budgeted: string[];
  let stop: () => void;

  beforeEach(async () => {
    ledger = current();
    renamings = [];
    stored = {};
    budgeted = [];
    serve();
    stop = ledgerSettings.follow();
    for (const description of ["Taxi", "Bus"]) ledger.add(description, { category: "Transport" });
    ledger.add("Hotel", { category: "Travel" });
    ledger.add("Trashed", { category: "transport" });
    ledger.change("Trashed", { deletedAt: "2026-11-20T10:00:00.000Z" });
    await settled();
  });
  afterEach(() => {
    stop();
    settings.value = {};
  });

  function serve(): void {
    page.serve((url, init) => {
      const { pathname: path } = url;
      const body = init.body ? JSON.parse(String(init.body)) : undefined;
      if (path === "/budgets") return Response.json({ budgets: [{ categories: budgeted }] });
      if (path === "/recurring") return Response.json({ rules: [{ category: "Home" }], yearly: [] });
      if (path === "/ledger/categories/rename") renamings.push(body);
      if (path !== "/ledger/settings") return ledger.serve(url, init);
      if (init.method === "PUT") stored = body;
      return Response.json(stored, { headers: { ETag: '"1"' } });
    });
  }

  const transport = () => categoriesOf(settings.value).find(({ name }) => name === "Transport");
  const merge = async () => mergeCategory(transport() ?? expect.fail("no Transport"), "Travel");
  const categories = () => [...ledger.expenses.values()].map(({ category }) => category);
  const undo = async () => {
    await toast.value?.actions.find(({ undoes }) => undoes)?.run();
    await settled();
  };

  it("moves the expenses, those in the trash too, and all that names it; and undoes it", async () => {
    const before = categoriesOf(settings.value);
    await merge();
    await settled();
    expect(categories()).to.deep.equal(["Travel", "Travel", "Travel", "Travel"]);
    expect([transport(), said()]).to.deep.equal([undefined, "3 expenses are now in Travel."]);
    expect(stored)
      .to.have.property("categories")
      .that.has.lengthOf(before.length - 1);
    await undo();
    expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
    expect(categoriesOf(settings.value)).to.deep.equal(before);
    expect(renamings).to.deep.equal([
      { from: "Transport", to: "Travel" },
      { from: "Travel", to: "Transport" },
    ]);
  });

  it("leaves budgets alone when it is undone if one named the other category before, and says so", async () => {
    budgeted = ["TRAVEL"];
    await merge();
    await undo();
    expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
    expect(renamings).to.deep.equal([{ from: "Transport", to: "Travel" }]);
    expect(said()).to.contain("Budgets and recurring expenses that name Travel stay");
  });

  it("goes on in the next page if this one is closed meanwhile", async () => {
    page.serve(() => Promise.reject(new TypeError("Failed to fetch")));
    await merge();
    expect([transport(), categories()[0]]).to.deep.equal([undefined, "Transport"]);
    await openAnother();
    serve();
    await resume();
    await settled();
    expect(categories()).to.deep.equal(["Travel", "Travel", "Travel", "Travel"]);
    expect(renamings).to.deep.equal([{ from: "Transport", to: "Travel" }]);
  });
});
