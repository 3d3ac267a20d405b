import { expect } from "chai";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import {
  categoriesOf,
  placeInSet,
  putCategory,
  removeCategory,
} from "../../site/data/categories/categorySet";
import { mergeCategory } from "../../site/data/categories/mergeCategory";
import { changeAndRename, renameCategory } from "../../site/data/categories/renameLedgerCategory";
import { resume } from "../../site/data/offline/replayWrites";
import { ledgerSettings } from "../../site/data/settings/ledgerSettingsSync";
import { begin, end } from "../../site/data/writes/writeJournal";
import { settings } from "../../site/lib/ledger/shownSettings";
import { toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { said, useWrites } from "./writesFixture";

describe("Merging two categories", () => {
  const { page, current, openAnother } = useWrites();
  let ledger: FakeLedger;
  /** Renamings of budgets and recurring expenses. */
  let renamings: unknown[];
  let stored: object;
  /** The answer to a renaming. */
  let renamed: { budgets: string[]; rules: string[]; merged: number };
  let stop: () => void;

  beforeEach(async () => {
    ledger = current();
    renamings = [];
    stored = {};
    renamed = { budgets: ["B"], rules: ["R"], merged: 0 };
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

  const serve = () => page.serve(answer);

  function answer(url: URL, init: RequestInit): Response | Promise<Response> {
    const { pathname: path } = url;
    const body = init.body ? JSON.parse(String(init.body)) : undefined;
    if (path === "/ledger/categories/rename") {
      renamings.push(body);
      return Response.json(renamed);
    }
    if (path !== "/ledger/settings") return ledger.serve(url, init);
    if (init.method === "PUT") stored = body;
    return Response.json(stored, { headers: { ETag: '"1"' } });
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
      { from: "Travel", to: "Transport", only: { budgets: ["B"], rules: ["R"] } },
    ]);
    expect(said()).not.to.contain("stay as they are");
  });

  it("leaves budgets alone when it is undone that named the other category before, and says so", async () => {
    renamed = { budgets: [], rules: [], merged: 1 };
    await merge();
    await undo();
    expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
    expect(renamings).to.deep.equal([{ from: "Transport", to: "Travel" }]);
    expect(said()).to.contain("Budgets and recurring expenses that name Travel stay");
  });

  it("says so also if an answer was lost that told which were renamed", async () => {
    let isLost = false;
    page.serve((url, init) => {
      if (isLost || url.pathname !== "/ledger/categories/rename") return answer(url, init);
      isLost = true;
      throw new TypeError("Failed to fetch");
    });
    await merge();
    await toast.value?.actions[0]?.run();
    await settled();
    await undo();
    expect(renamings).to.deep.equal([
      { from: "Transport", to: "Travel" },
      { from: "Travel", to: "Transport", only: { budgets: ["B"], rules: ["R"] } },
    ]);
    expect(said()).to.contain("Budgets and recurring expenses that name Travel stay");
  });

  it("takes back nothing else that has the other name when it was only renamed", async () => {
    await renameCategory({ from: "Transport", to: "Travel" });
    await undo();
    expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
    expect(renamings.at(-1)).to.deep.equal({
      ...{ from: "Travel", to: "Transport" },
      only: { budgets: ["B"], rules: ["R"] },
    });
  });

  it("renames what recurs first, so that nothing is posted under the former name after the expenses moved", async () => {
    const requests = () => ledger.requests.filter((one) => /batch|rename/.test(one));
    page.serve((url, init) => {
      if (url.pathname === "/ledger/categories/rename") ledger.requests.push(`rename ${url.pathname}`);
      return answer(url, init);
    });
    ledger.requests.length = 0;
    await merge();
    await settled();
    await undo();
    expect(requests().map((one) => one.split(" ")[0])).to.deep.equal([
      ...["rename", "POST", "POST"],
      ...["rename", "POST"],
    ]);
  });

  for (const knowsChanges of [true, false]) {
    const how = knowsChanges ? "the changes since" : "the lists again, if the changes are not known";
    it(`takes along what neither list had when it was read, by ${how}`, async () => {
      ledger.knowsChanges = knowsChanges;
      const former = new Map<string, Expense>();
      page.serve(async (url, init) => {
        const { pathname: path, searchParams: query } = url;
        if (path === "/expenses/trash") ledger.change("Trashed", { deletedAt: undefined }); // On another device.
        const response = await answer(url, init);
        const isRead = path === "/expenses/changes" || (path === "/expenses" && query.has("category"));
        if (!isRead || !response.ok) return response;
        const body = (await response.json()) as ExpensePage;
        // The index lags: at first it lacks the newest expense, and then it shows the others as they were.
        const isFirst = former.size === 0;
        const shown = body.expenses.filter(({ expenseId }) => !isFirst || expenseId !== "Bus");
        if (isFirst) for (const one of shown) former.set(one.expenseId, one);
        return Response.json({ ...body, expenses: shown.map((one) => former.get(one.expenseId) ?? one) });
      });
      await merge();
      await settled();
      expect(categories()).to.deep.equal(["Travel", "Travel", "Travel", "Travel"]);
      expect(said()).to.equal("3 expenses are now in Travel.");
      await undo();
      expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
    });
  }

  it("is told from a new name and color for one, which are undone together", async () => {
    const before = categoriesOf(settings.value);
    const category = transport() ?? expect.fail("no Transport");
    await changeAndRename(category, { ...category, name: "Trips", colour: "#bc6398", sign: "gift" });
    await settled();
    expect(categories()).to.deep.equal(["Trips", "Trips", "Travel", "Trips"]);
    expect(categoriesOf(settings.value)).to.deep.include({ name: "Trips", colour: "#bc6398", sign: "gift" });
    await undo();
    expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
    expect(categoriesOf(settings.value)).to.deep.equal(before);
  });

  it("offers to undo the rest if budgets could not be renamed back", async () => {
    await merge();
    await settled();
    page.serve((url, init) =>
      url.pathname === "/ledger/categories/rename"
        ? Promise.reject(new TypeError("Failed to fetch"))
        : ledger.serve(url, init),
    );
    await undo();
    expect(renamings.length).to.equal(1);
    page.serve(answer);
    await undo();
    expect(categories()[0]).to.equal("Transport");
    expect(renamings.at(-1)).to.deep.equal({
      ...{ from: "Travel", to: "Transport" },
      only: { budgets: ["B"], rules: ["R"] },
    });
    expect(toast.value?.actions.filter(({ undoes }) => undoes)).to.deep.equal([]);
  });

  for (const refused of ["/ledger/categories/rename", "/expenses/batch"])
    it(`is undone as a whole if the API refuses it for good, at ${refused}`, async () => {
      const before = categoriesOf(settings.value);
      page.serve((url, init) =>
        url.pathname === refused ? Response.json(problem("role.tooLow"), { status: 403 }) : answer(url, init),
      );
      await merge();
      await settled();
      expect(toast.value?.actions.map(({ label }) => label)).to.deep.equal(["Try again", "Undo"]);
      expect(transport()).to.equal(undefined);
      serve();
      await undo();
      expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
      expect(categoriesOf(settings.value)).to.deep.equal(before);
      expect(renamings.length).to.equal(refused === "/expenses/batch" ? 2 : 0);
      expect(said()).not.to.contain("stay as they are");
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

  it("is told and undone once it is done that waited for a connection", async () => {
    const before = categoriesOf(settings.value);
    page.serve((url, init) =>
      url.pathname === "/expenses/batch"
        ? Promise.reject(new TypeError("Failed to fetch"))
        : answer(url, init),
    );
    await merge();
    serve();
    await resume();
    await settled();
    expect([transport(), said()]).to.deep.equal([undefined, "3 expenses are now in Travel."]);
    await undo();
    expect(categories()).to.deep.equal(["Transport", "Transport", "Travel", "transport"]);
    expect(categoriesOf(settings.value)).to.deep.equal(before);
  });

  for (const { isMerged, to } of [
    { isMerged: true, to: "Travel" },
    { isMerged: false, to: "Trips" },
  ])
    it(`is undone as far as this page knows it if an earlier one left it, and the API refuses it: to ${to}`, async () => {
      const before = categoriesOf(settings.value);
      const category = transport() ?? expect.fail("no Transport");
      const place = placeInSet(settings.value, category.name);
      ledgerSettings.change(
        isMerged ? removeCategory("Transport") : putCategory({ ...category, name: to }, "Transport"),
      );
      end(begin({ kind: "rename", from: "Transport", to, former: { category, place, isMerged } }), false);
      // The earlier page moved one of them.
      ledger.change("Bus", { category: to });
      page.serve((url, init) => {
        const isRefused = url.pathname === "/expenses/batch";
        return isRefused ? Response.json(problem("role.tooLow"), { status: 403 }) : answer(url, init);
      });
      await resume();
      await settled();
      expect(toast.value?.actions.map(({ label }) => label)).to.deep.equal(["Try again", "Undo"]);
      serve();
      await undo();
      expect(categoriesOf(settings.value)).to.deep.equal(before);
      expect(categories()).to.deep.equal(["Transport", to, "Travel", "transport"]);
      expect(said()).to.contain(`had moved to ${to} before the page was opened stay there`);
    });
});
