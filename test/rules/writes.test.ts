import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { change, recategorise, remove, restore } from "../../site/data/changes";
import { editing } from "../../site/data/editing";
import { type ExpenseList, forgetLists, knownLists, listOf, loadMore } from "../../site/data/lists";
import { moveExpenses } from "../../site/data/moveExpenses";
import { renameCategory } from "../../site/data/renameCategory";
import { resume } from "../../site/data/resume";
import { resumeWrites, startResuming } from "../../site/data/resuming";
import { begin, end, unsentWrites } from "../../site/data/unsentWrites";
import { signOut, startSession } from "../../site/lib/signInAndOut";
import { toast } from "../../site/lib/toasts";
import { problem } from "../helpers/problem";
import { FakeLedger, totalOf } from "./ledger";
import { tokensOf, usePage } from "./page";

const MONTH = "2026-11";

/** Lets the page's requests be answered. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const kept = () => unsentWrites().map(({ write }) => write);

describe("A write of the page", () => {
  const page = usePage();
  let ledger: FakeLedger;
  let stop: () => void;

  beforeEach(() => {
    ledger = new FakeLedger();
    page.serve(ledger.serve);
    startSession(tokensOf("ada"));
    stop = startResuming();
  });
  afterEach(async () => {
    stop();
    await openAnother();
    for (const unsent of unsentWrites()) end(unsent);
    forgetLists();
    editing.value = undefined;
    toast.value = undefined;
    await signOut();
    await settled();
  });

  /** Opens the month, with more expenses than its first page shows. */
  async function openMonth(): Promise<ExpenseList> {
    for (let index = 0; index < 150; index++) ledger.add(`e${index}`, { date: "2026-11-02" });
    const list = listOf({ month: MONTH });
    await settled();
    return list;
  }

  /** Expects the rows and the header to be those of the ledger. */
  function expectTrue(list: ExpenseList): void {
    const stored = ledger.list(list.query.month);
    expect(list.expenses.value).to.deep.equal(stored.slice(0, list.expenses.value.length));
    const [sums] = list.summary.value?.currencies ?? [];
    expect([sums?.count ?? 0, sums?.total ?? "0.00"]).to.deep.equal([stored.length, totalOf(stored)]);
  }

  const sent = (method: string) => ledger.requests.filter((request) => request.startsWith(method));

  /** Holds requests of a method until they are released. */
  function hold(method: string, fail?: () => Response | Promise<Response>): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    let isHeld = true;
    page.serve(async (url, init) => {
      if (init.method !== method || !isHeld) return ledger.serve(url, init);
      await promise;
      isHeld = false;
      return fail ? fail() : ledger.serve(url, init);
    });
    return resolve;
  }

  const broken = () => Promise.reject(new TypeError("Failed to fetch"));

  /** Functions that break the connections of requests that are not answered. */
  let connections: (() => void)[] = [];
  const unanswered = () =>
    new Promise<Response>((_, reject) => connections.push(() => reject(new TypeError("Failed to fetch"))));

  /** Closes the page, which breaks its connections, and opens another with the same storage. */
  async function openAnother(): Promise<void> {
    page.serve(broken);
    for (const end of connections) end();
    connections = [];
    await settled();
    for (const unsent of unsentWrites()) end(unsent, false);
    forgetLists();
    editing.value = undefined;
    toast.value = undefined;
    page.serve(ledger.serve);
  }

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
    const removing = remove([list.expenses.value[0] ?? before]);
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
    const removing = remove(chosen);
    release();
    await saving;
    expect(list.expenses.value.map(({ expenseId }) => expenseId)).not.to.include(last?.expenseId);
    await removing;
    expectTrue(list);
  });

  for (const [name, second] of [
    ["another edit, which fails, too", (now: Expense) => change(now, { description: "Green tea" })],
    ["a deletion, which fails, too", (now: Expense) => remove([now])],
  ] as const) {
    it(`shows what is stored if it fails while the next waits: ${name}`, async () => {
      const before = ledger.add("Tea", { amount: "10.00" });
      const list = await openMonth();
      const release = hold("PATCH", broken);
      const first = change(before, { amount: "25.00" });
      const [now = before] = list.expenses.value;
      page.serve(broken);
      const next = second(now);
      release();
      await Promise.all([first, next]);
      expectTrue(list);
    });
  }

  it("shows the later edit if the earlier failed", async () => {
    const before = ledger.add("Tea", { amount: "10.00" });
    const list = await openMonth();
    const release = hold("PATCH", broken);
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
    const removing = remove([before]);
    toast.value?.action?.run();
    expect(list.expenses.value.map(({ expenseId }) => expenseId)).to.include("Tea");
    release();
    await removing;
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({ version: 3 });
    expectTrue(list);
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
    if (hidden && shown) await Promise.all([remove([hidden]), change(shown, { description: "First" })]);
    resolve();
    await more;
    expect(all.expenses.value.length).to.be.greaterThan(0);
    expect(list.cursor.value).to.equal(undefined);
    expectTrue(list);
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

  it("is kept if it did not arrive, and not if it was refused", async () => {
    const before = ledger.add("Tea");
    await settled();
    const changes = { description: "Green tea" };
    const write = { kind: "change", before, changes };
    for (const [left, fail] of [
      [[write], broken],
      [[write], () => Response.json(problem("server.busy"), { status: 503 })],
      [[], () => Response.json(problem("text.empty", { field: "description" }), { status: 400 })],
    ] as const) {
      page.serve(fail);
      await change(before, changes);
      expect(kept()).to.deep.equal(left);
      expect(editing.value).to.deep.include({ expenseId: "Tea", typed: changes });
    }
    page.serve(ledger.serve);
    await change(before, changes);
    expect([kept(), editing.value]).to.deep.equal([[], undefined]);
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
    expect(toast.value?.text).to.equal(problem("expense.notFound").message);
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
      void remove([deleted]);
      void restore([{ ...restored, deletedAt: "2026-11-20T10:00:00.000Z" }]);
      void recategorise([moved], "Home");
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
    expect([kept(), toast.value?.text]).to.deep.equal([
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
      init.method === "PATCH" && ledger.list().some(({ category }) => category === "Groceries")
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

  it("leaves the list on screen the one that later writes go to, when a category was renamed", async () => {
    ledger.add("Tea", { category: "Food" });
    const list = listOf({ month: MONTH });
    await settled();
    await moveExpenses("Food", "Groceries", () => undefined);
    await settled();
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
