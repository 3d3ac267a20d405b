import { expect } from "chai";
import fc from "fast-check";
import {
  type ExpenseList,
  forgetLists,
  listOf,
  loadMore,
  refresh,
  swap,
} from "../../site/data/lists/expenseLists";
import { catchUp, refreshAll, retryLists } from "../../site/data/lists/listRefresh";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { RequestError } from "../../site/lib/network/requestError";
import { runs } from "../helpers/runs";
import { FakeLedger, totalOf } from "./ledger";
import { skipPauses } from "./openPage";
import { tokensOf, usePage } from "./page";

const MONTH = "2026-11";
/** Lets the page's requests be answered. */
async function settled(...lists: ExpenseList[]): Promise<void> {
  const isBusy = () => lists.some(({ phase, next }) => phase.value === "loading" || next !== undefined);
  do await new Promise((resolve) => setImmediate(resolve));
  while (isBusy());
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const idsOf = ({ expenses }: ExpenseList) => expenses.value.map(({ expenseId }) => expenseId);

describe("A list of the page", () => {
  const page = usePage();
  skipPauses();
  let ledger: FakeLedger;
  beforeEach(() => {
    startSession(tokensOf("ada"));
    forgetLists();
    ledger = new FakeLedger();
    page.serve(ledger.serve);
  });
  afterEach(() => {
    forgetLists();
  });

  async function open(query: Parameters<typeof listOf>[0]): Promise<ExpenseList> {
    const list = listOf(query);
    await settled(list);
    return list;
  }

  function expectTrue(list: ExpenseList): void {
    const stored = ledger.list(list.query.month);
    const shown = list.expenses.value;
    expect(shown).to.deep.equal(list.cursor.value ? stored.slice(0, shown.length) : stored);
    if (!list.query.month) return;
    const [sums] = list.summary.value?.currencies ?? [];
    const [previous] = ledger.summary(list.query.month).currencies;
    expect([sums?.count ?? 0, sums?.total ?? "0.00"]).to.deep.equal([stored.length, totalOf(stored)]);
    expect(sums?.previousMonth ?? { count: 0, total: "0.00" }).to.deep.equal(
      previous?.previousMonth ?? { count: 0, total: "0.00" },
    );
  }

  for (const way of ["what changed", "reading anew"] as const) {
    it(`shows no row that is gone and none twice after a refresh by ${way}, with sums of the same rows`, async () => {
      for (let index = 0; index < 1200; index++) {
        const day = String(1 + (index % 28)).padStart(2, "0");
        ledger.add(`e${String(index).padStart(4, "0")}`, { date: `2026-11-${day}` });
      }
      ledger.knowsChanges = way === "what changed";
      ledger.pass(2 * 3_600_000);
      const list = await open({ month: MONTH });
      await loadMore(list);
      expect(list.expenses.value.length).to.equal(600);
      const [first = "", , , ...others] = idsOf(list);
      const last = others.at(-1) ?? "";
      ledger.change(first, { deletedAt: "2026-11-20T10:00:00.000Z" });
      ledger.change(last, { date: "2026-11-30" });
      ledger.change(others[300] ?? "", { date: "2026-10-02", amount: "7.00" });
      ledger.add("new", { date: "2026-11-30", amount: "5.00" });
      await refreshAll();
      await settled(list);
      expect(idsOf(list)).to.include.members(["new", last]).and.not.include(first);
      expect(new Set(idsOf(list)).size).to.equal(list.expenses.value.length);
      expect(list.expenses.value.length).to.be.at.least(598);
      expectTrue(list);
      await loadMore(list);
      await loadMore(list);
      expect(list.cursor.value).to.equal(undefined);
      expectTrue(list);
    });
  }

  it("agrees with the ledger after each refresh, whatever other devices do meanwhile", async () => {
    const id = fc.nat(14).map((index) => `e${index}`);
    const date = fc.constantFrom("2026-11-02", "2026-11-20", "2026-10-05", "2026-12-24");
    const amount = fc.constantFrom("1.00", "2.50", "100.00");
    const step = fc.oneof(
      fc.record({ kind: fc.constant("add" as const), id, date, amount }),
      fc.record({ kind: fc.constant("change" as const), id, date, amount }),
      fc.record({ kind: fc.constantFrom("delete", "restore", "forget"), id }),
      // Another device deletes it and erases it from the trash between two looks.
      fc.record({ kind: fc.constant("erase"), id: fc.nat(129).map((index) => `other ${index}`) }),
      fc.record({ kind: fc.constantFrom("refresh", "open", "lose changes", "more", "wait") }),
    );
    // More than a page, or less.
    const others = fc.constantFrom(0, 130, 700);
    await fc.assert(
      fc.asyncProperty(others, fc.array(step, { maxLength: 40 }), async (count, steps) => {
        forgetLists();
        ledger = new FakeLedger();
        for (let index = 0; index < count; index++) {
          const day = String(1 + (index % 28)).padStart(2, "0");
          ledger.add(`other ${index}`, { date: `2026-11-${day}` });
        }
        ledger.pass(2 * 3_600_000);
        page.serve(ledger.serve);
        const lists = [await open({ month: MONTH })];
        for (const one of steps) {
          if (one.kind === "add" && !ledger.expenses.has(one.id))
            ledger.add(one.id, { date: one.date, amount: one.amount });
          else if (one.kind === "change") ledger.change(one.id, { date: one.date, amount: one.amount });
          else if (one.kind === "delete") ledger.change(one.id, { deletedAt: "2026-11-20T10:00:00.000Z" });
          else if (one.kind === "restore") ledger.change(one.id, { deletedAt: undefined });
          else if (one.kind === "forget") {
            if (ledger.expenses.get(one.id)?.deletedAt) ledger.forget(one.id);
          } else if (one.kind === "erase") ledger.forget(one.id);
          else if (one.kind === "lose changes") ledger.knowsChanges = !ledger.knowsChanges;
          else if (one.kind === "open") lists.push(await open({ month: "2026-12" }), await open({}));
          else if (one.kind === "wait") ledger.pass(2 * 3_600_000);
          else if (one.kind === "more") {
            for (const list of lists) await loadMore(list);
            await settled(...lists);
          }
          if (one.kind !== "refresh") continue;
          await refreshAll();
          await settled(...lists);
          for (const list of lists) expectTrue(list);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it("takes what changed while the page looked for nothing, for hours", async () => {
    ledger.add("e0");
    const list = await open({ month: MONTH });
    ledger.change("e0", { amount: "2.50" });
    ledger.add("e1");
    ledger.pass(2 * 3_600_000);
    await refreshAll();
    expectTrue(list);
  });

  it("reads only what changed, and the sums with the rows", async () => {
    for (let index = 0; index < 30; index++) ledger.add(`e${index}`);
    const list = await open({ month: MONTH });
    ledger.add("new", { amount: "5.00" });
    await refreshAll();
    expect(ledger.requests).to.deep.equal(["GET /expenses", "GET /expenses/changes"]);
    expectTrue(list);
  });

  it("catches up in one request, says whether there was news, and stays as it is without an answer", async () => {
    for (let index = 0; index < 30; index++) ledger.add(`e${index}`);
    const list = await open({ month: MONTH });
    expect(await catchUp()).to.equal(false);
    ledger.add("new", { amount: "5.00" });
    expect(await catchUp()).to.equal(true);
    expectTrue(list);
    // It is repeated for another hour, and is no news any more.
    expect(await catchUp()).to.equal(false);
    expect(ledger.requests).to.deep.equal(["GET /expenses", ...Array(3).fill("GET /expenses/changes")]);
    ledger.change("new", { amount: "6.00" });
    const before = list.expenses.value;
    page.serve(() => new Response("{}", { status: 500 }));
    const error = await catchUp().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RequestError).and.to.include({ kind: "unavailable" });
    expect(list.expenses.value).to.equal(before);
    page.serve(ledger.serve);
    expect(await catchUp()).to.equal(true);
    expectTrue(list);
  });

  for (const [kind, act, look] of [
    [
      "that it does not show, as the user comes back",
      () => ledger.change("e50", { amount: "9.00" }),
      refreshAll,
    ],
    [
      "that it shows without its sums",
      () => ledger.add("new", { date: "2026-11-29", amount: "9.00" }),
      retryLists,
    ],
  ] as const)
    it(`reads a list again whose reading failed after a change ${kind}`, async () => {
      for (let index = 0; index < 700; index++) ledger.add(`e${index}`, { date: "2026-11-20" });
      ledger.pass(2 * 3_600_000);
      const list = await open({ month: MONTH });
      act();
      ledger.pass(10 * 60_000);
      page.serve((url, init) =>
        url.pathname === "/expenses" ? new Response("{}", { status: 503 }) : ledger.serve(url, init),
      );
      await refreshAll();
      await settled(list);
      expect(list.problem.value).not.to.equal(undefined);
      page.serve(ledger.serve);
      await look();
      await settled(list);
      expectTrue(list);
      expect(list.problem.value).to.equal(undefined);
    });

  it("goes on after pages without a match until there is one, or the end", async () => {
    for (let index = 0; index < 40; index++) ledger.add(`coffee ${index}`, { date: "2026-11-20" });
    ledger.add("Piano", { date: "2020-01-01" });
    const list = await open({ q: "piano" });
    expect([list.expenses.value.length, typeof list.cursor.value]).to.deep.equal([0, "string"]);
    let pages = 0;
    for (; list.cursor.value; pages++) await loadMore(list);
    expect(pages).to.equal(8);
    expect(list.expenses.value.map(({ description }) => description)).to.deep.equal(["Piano"]);
  });

  it("reads its sums anew if the next page brings what changed since they were read", async () => {
    for (let index = 0; index < 1200; index++) ledger.add(`e${index}`, { date: "2026-11-20" });
    ledger.pass(2 * 3_600_000);
    const list = await open({ month: MONTH });
    const [hidden] = ledger.list(MONTH).slice(300);
    ledger.change(hidden?.expenseId ?? "", { amount: "9.00" });
    await loadMore(list);
    await settled(list);
    await refreshAll();
    await settled(list);
    expect(list.cursor.value).to.be.a("string");
    expectTrue(list);
  });

  it("reads on from where the list ends now, if it was reloaded while its next page was read", async () => {
    for (let index = 0; index < 300; index++) ledger.add(`e${index}`, { date: "2026-11-20" });
    const list = await open({ month: MONTH });
    const [before, { promise, resolve }] = [list.cursor.value, Promise.withResolvers<void>()];
    page.serve(async (url, init) => {
      if (url.searchParams.get("cursor") === before) await promise;
      return ledger.serve(url, init);
    });
    const late = loadMore(list);
    ledger.change(idsOf(list).at(-1) ?? "", { date: "2026-11-30" });
    await refreshAll();
    await refresh(list);
    expect(list.cursor.value).to.be.a("string").and.not.equal(before);
    // As the screen does whenever a list that ends in view has another end.
    await loadMore(list);
    expect([list.expenses.value.length, list.cursor.value]).to.deep.equal([300, undefined]);
    resolve();
    await late;
    expectTrue(list);
  });

  it("leaves the reading that another has overtaken aside", async () => {
    ledger.add("first");
    const list = await open({ month: MONTH });
    const waiting: (() => void)[] = [];
    page.serve(async (url, init) => {
      const answer = await ledger.serve(url, init);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return answer;
    });
    const slow = refresh(list);
    await settled();
    ledger.add("second");
    const fast = refresh(list);
    await settled();
    waiting[1]?.();
    await fast;
    waiting[0]?.();
    await slow;
    expectTrue(list);
  });

  it("does not count an expense that was deleted meanwhile", async () => {
    const stored = ledger.add("kept");
    const list = await open({ month: MONTH });
    const deleted = {
      ...stored,
      expenseId: "deleted",
      amount: "50.00",
      deletedAt: "2026-11-20T10:00:00.000Z",
    };
    swap(undefined, deleted);
    expectTrue(list);
    swap(deleted, { ...deleted, category: "Home" });
    expectTrue(list);
  });
});
