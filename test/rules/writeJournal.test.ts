import { expect } from "chai";
import { renameCategory } from "../../site/data/categories/renameLedgerCategory";
import { editing } from "../../site/data/forms/openForms";
import { listOf } from "../../site/data/lists/expenseLists";
import { resume } from "../../site/data/offline/replayWrites";
import { categoriseMany } from "../../site/data/writes/bulkChange";
import { change, remove, restore } from "../../site/data/writes/changeExpense";
import { begin } from "../../site/data/writes/writeJournal";
import { navigate, route } from "../../site/lib/page/pageRoute";
import { toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { kept, MONTH, said, useWrites } from "./writesFixture";

describe("A write of the page that has not arrived", () => {
  const { page, current, openMonth, expectTrue, hold, broken, unanswered, openAnother } = useWrites();
  let ledger: FakeLedger;
  beforeEach(() => {
    ledger = current();
  });

  it("is kept until it is answered, and an answer that was lost is taken for what it was", async () => {
    const before = ledger.add("Tea");
    const list = listOf({ month: MONTH });
    await settled();
    const changes = { description: "Green tea" };
    const release = hold("PATCH", () => {
      ledger.change("Tea", changes); // By the attempt whose answer was lost.
      return Response.json(problem("version.conflict"), { status: 412 });
    });
    const saving = change(before, changes);
    await settled();
    expect(kept()).to.deep.equal([{ kind: "change", before, changes }]);
    release();
    await saving;
    expect([kept(), editing.value]).to.deep.equal([[], undefined]);
    expect(list.expenses.value).to.deep.equal([ledger.expenses.get("Tea")]);
  });

  it("opens the form again if it was refused, and is not kept", async () => {
    const before = ledger.add("Tea");
    await settled();
    const changes = { description: "Green tea" };
    page.serve(() => Response.json(problem("text.empty", { field: "description" }), { status: 400 }));
    await change(before, changes);
    expect(kept()).to.deep.equal([]);
    expect(editing.value).to.deep.include({ expenseId: "Tea", typed: changes });
    page.serve(ledger.serve);
    await change(before, changes);
    expect([kept(), editing.value]).to.deep.equal([[], undefined]);
  });

  it("says that it was refused where its form is not on screen, and leads there", async () => {
    const [edited] = (await openMonth()).expenses.value;
    page.serve((url, init) =>
      init.method === "PATCH"
        ? Response.json(problem("role.tooLow"), { status: 403 })
        : ledger.serve(url, init),
    );
    const saving = change(edited ?? expect.fail(), { amount: "25.00" });
    navigate("2026-10");
    await saving;
    expect(said()).to.be.a("string");
    expect(toast.value?.actions.map(({ label }) => label)).to.deep.equal(["Show"]);
    expect(editing.value?.typed).to.deep.equal({ amount: "25.00" });
    await toast.value?.actions[0]?.run();
    expect(route.value.path).to.equal(MONTH);
    editing.value = undefined;
  });

  it("stays kept while it waits for an earlier one of the same expense", async () => {
    const before = ledger.add("Tea");
    const list = listOf({ month: MONTH });
    await settled();
    const release = hold("PATCH");
    const first = change(before, { description: "Green tea" });
    const second = change(list.expenses.value[0] ?? before, { description: "Black tea" });
    await settled();
    release();
    page.serve(unanswered);
    await first;
    await settled();
    expect(kept().map((write) => write.kind === "change" && write.changes)).to.deep.equal([
      { description: "Black tea" },
    ]);
    await openAnother();
    await second;
    await resume();
    expect(ledger.expenses.get("Tea")).to.include({ description: "Black tea", version: 3 });
  });

  it("takes an expense out of the list if it was deleted while it was edited", async () => {
    const before = ledger.add("Tea");
    const list = listOf({ month: MONTH });
    await settled();
    ledger.change("Tea", { deletedAt: "2026-11-20T10:00:00.000Z" });
    await change(before, { description: "Green tea" });
    expect([list.expenses.value, editing.value]).to.deep.equal([[], undefined]);
    expect(said()).to.equal(problem("expense.notFound").message);
  });

  for (const arrived of [false, true]) {
    it(`is performed once if the page is closed ${arrived ? "after it arrived" : "before it arrives"}`, async () => {
      const [edited, deleted, moved] = ["Edited", "Deleted", "Moved"].map((id) => ledger.add(id));
      const restored = ledger.add("Restored");
      ledger.change("Restored", { deletedAt: "2026-11-20T10:00:00.000Z" });
      await openMonth();
      page.serve(async (url, init) => {
        if (init.method === "GET") return ledger.serve(url, init);
        if (arrived) await ledger.serve(url, init);
        return unanswered();
      });
      if (!edited || !deleted || !moved) throw new Error("Not three.");
      void change(edited, { amount: "25.00" });
      void remove(deleted);
      void restore({ ...restored, deletedAt: "2026-11-20T10:00:00.000Z" });
      void categoriseMany([moved], "Home");
      await settled();
      await openAnother();
      const list = listOf({ month: MONTH });
      await resume();
      await settled();
      const found = ["Edited", "Deleted", "Moved", "Restored"].map((id) => {
        const { amount, category, deletedAt, version } = ledger.expenses.get(id) ?? ledger.add("none");
        return [amount, category, deletedAt !== undefined, version];
      });
      expect(found).to.deep.equal([
        ["25.00", "Other", false, 2],
        ["1.00", "Other", true, 2],
        ["1.00", "Home", false, 2],
        ["1.00", "Other", false, 3],
      ]);
      expect(kept()).to.deep.equal([]);
      expectTrue(list);
    });
  }

  it("leaves an expense alone that was changed elsewhere before its deletion could be sent again, and says so", async () => {
    const before = ledger.add("Tea");
    begin({ kind: "delete", before });
    ledger.change("Tea", { amount: "2.00" });
    await openAnother();
    await resume();
    expect(ledger.expenses.get("Tea")?.deletedAt).to.equal(undefined);
    expect([kept(), said()]).to.deep.equal([
      [],
      "“Tea” was changed elsewhere in the meantime. It stays as it is.",
    ]);
  });

  it("waits for the network if an earlier page left it", async () => {
    const before = ledger.add("Tea");
    begin({ kind: "delete", before });
    await openAnother();
    page.serve(broken);
    await resume();
    expect(kept()).to.deep.equal([{ kind: "delete", before }]);
    page.serve(ledger.serve);
    await resume();
    expect([kept(), ledger.list()]).to.deep.equal([[], []]);
  });

  it("goes on with the rename of a category that a page broke off, in the order of renames", async () => {
    for (let index = 0; index < 10; index++) ledger.add(`e${index}`, { category: "Food" });
    page.serve((url, init) =>
      url.pathname === "/expenses/batch" && ledger.list().some(({ category }) => category === "Groceries")
        ? unanswered()
        : ledger.serve(url, init),
    );
    void renameCategory({ from: "Food", to: "Groceries" });
    await settled();
    await openAnother();
    begin({ kind: "rename", from: "Groceries", to: "Supplies" });
    await openAnother();
    await resume();
    await settled();
    expect(new Set(ledger.list().map(({ category }) => category))).to.deep.equal(new Set(["Supplies"]));
    expect(kept()).to.deep.equal([]);
  });
});
