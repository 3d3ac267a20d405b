import { expect } from "chai";
import fc from "fast-check";
import {
  changeCount,
  type ExpenseList,
  forgetLists,
  listOf,
  loadMore,
} from "../../site/data/lists/expenseLists";
import { catchUp } from "../../site/data/lists/listRefresh";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { problem } from "../helpers/problem";
import { runs } from "../helpers/runs";
import { FakeLedger, totalOf } from "./ledger";
import { settled, skipPauses } from "./openPage";
import { tokensOf, usePage } from "./page";

const MONTH = "2026-11";
const HOUR = 3_600_000;

describe("A page that follows a ledger", () => {
  const page = usePage();
  skipPauses();
  let ledger: FakeLedger;
  /** Expenses that each answer to a look told. */
  let told: number[];

  function start(): void {
    startSession(tokensOf("ada"));
    forgetLists();
    ledger = new FakeLedger();
    told = [];
    page.serve(async (url, init) => {
      const answer = await ledger.serve(url, init);
      if (url.pathname === "/expenses/changes") told.push((await answer.clone().json()).expenses.length);
      return answer;
    });
  }
  beforeEach(start);
  afterEach(forgetLists);

  async function open(month: string): Promise<ExpenseList> {
    const list = listOf({ month });
    await settled();
    return list;
  }

  /** Looks as the page does, half a minute after the last time. */
  async function look(): Promise<boolean> {
    ledger.requests.length = 0;
    told.length = 0;
    ledger.pass(30_000);
    const isNews = await catchUp();
    await settled();
    return isNews;
  }

  function expectTrue(list: ExpenseList): void {
    const stored = ledger.list(list.query.month);
    const shown = list.expenses.value;
    expect(shown).to.deep.equal(list.cursor.value ? stored.slice(0, shown.length) : stored);
    const [sums] = list.summary.value?.currencies ?? [];
    expect([sums?.count ?? 0, sums?.total ?? "0.00"]).to.deep.equal([stored.length, totalOf(stored)]);
  }

  const addAll = (count: number) => {
    for (let index = 0; index < count; index++) ledger.add(`e${index}`, { date: "2026-11-20" });
    ledger.pass(2 * HOUR);
  };

  for (const count of [300, 1500, 2600])
    it(`reads its lists no more once a change of ${count} expenses has settled, and takes none of it for news twice`, async () => {
      addAll(count);
      const lists = [await open(MONTH), await open("2026-10")];
      for (let index = 0; index < count; index++) ledger.change(`e${index}`, { category: "Home" });
      const before = changeCount.value;
      expect(await look()).to.equal(true);
      expect(await look()).to.equal(false);
      expect(await look()).to.equal(false);
      expect(ledger.requests).to.deep.equal(["GET /expenses/changes"]);
      expect(told).to.deep.equal([0]);
      expect(changeCount.value).to.equal(before + 1);
      for (const list of lists) expectTrue(list);
      // Another change is told by itself.
      ledger.change("e7", { amount: "9.00" });
      expect([await look(), told]).to.deep.equal([true, [1]]);
      for (const list of lists) expectTrue(list);
    });

  it("is not told again what it was told, also with a list that it opens later", async () => {
    addAll(30);
    const list = await open(MONTH);
    for (const id of ["e1", "e2"]) ledger.change(id, { amount: "2.00", date: "2026-10-02" });
    expect([await look(), told]).to.deep.equal([true, [2]]);
    expect([await look(), told]).to.deep.equal([false, [0]]);
    const later = await open("2026-10");
    expect([await look(), told]).to.deep.equal([false, [0]]);
    for (const one of [list, later]) expectTrue(one);
  });

  it("has a row that the index of lists showed too late for its reading, though it was told of it before", async () => {
    addAll(30);
    await open(MONTH);
    ledger.lag("lists");
    ledger.change("e1", { date: "2026-10-02" });
    await look();
    ledger.pass(20 * 60_000);
    const late = await open("2026-10");
    expect(late.expenses.value).to.deep.equal([]);
    ledger.catchUp();
    await look();
    expectTrue(late);
  });

  it("does not bring back a row that the index of changes shows too late to be gone", async () => {
    addAll(30);
    await open(MONTH);
    ledger.change("e1", { date: "2026-10-02" });
    await look();
    ledger.lag("changes");
    ledger.change("e1", { deletedAt: "2026-11-20T12:00:00.000Z" });
    const later = await open("2026-10");
    await look();
    expectTrue(later);
    ledger.catchUp();
    await look();
    expectTrue(later);
  });

  it("asks without what it knows if the API refuses that, and after a restore", async () => {
    addAll(30);
    const list = await open(MONTH);
    await look();
    let known: (string | null)[] = [];
    page.serve((url, init) => {
      known.push(url.searchParams.get("known"));
      return url.searchParams.has("known")
        ? Response.json(problem("cursor.invalid"), { status: 400 })
        : ledger.serve(url, init);
    });
    ledger.change("e3", { amount: "5.00" });
    const refusal = await catchUp().catch(({ kind }) => kind);
    expect([refusal, await catchUp(), known.map(Boolean)]).to.deep.equal(["refused", true, [true, false]]);
    page.serve(ledger.serve);
    ledger.knowsChanges = false;
    ledger.change("e3", { amount: "6.00" });
    expect([await look(), await look()]).to.deep.equal([true, false]);
    expectTrue(list);
    ledger.knowsChanges = true;
    known = [];
    page.serve((url, init) => {
      known.push(url.searchParams.get("known"));
      return ledger.serve(url, init);
    });
    await look();
    expect(known).to.deep.equal([null]);
  });

  it("misses nothing, whichever index shows it late, and for however long", async () => {
    const id = fc.nat(9).map((index) => `e${index}`);
    const date = fc.constantFrom("2026-11-02", "2026-11-20", "2026-10-05");
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom("add", "change"), id, date }),
      fc.record({ kind: fc.constantFrom("delete", "restore", "forget"), id }),
      fc.record({ kind: fc.constantFrom("look", "open", "more", "lists", "changes", "catch up", "pass") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 130), fc.array(step, { maxLength: 30 }), async (count, steps) => {
        start();
        for (let index = 0; index < count; index++) ledger.add(`other ${index}`, { date: "2026-11-21" });
        ledger.pass(2 * HOUR);
        const lists = [await open(MONTH)];
        for (const one of steps) {
          if (one.kind === "look") await catchUp();
          else if (one.kind === "open") lists.push(await open("2026-10"));
          else if (one.kind === "more") for (const list of lists) await loadMore(list);
          else if (one.kind === "pass") ledger.pass(5 * 60_000);
          else if (one.kind === "lists" || one.kind === "changes") ledger.lag(one.kind);
          else if (one.kind === "catch up") ledger.catchUp();
          else act(one);
          await settled();
        }
        ledger.catchUp();
        for (let looks = 0; looks < 4; looks++) {
          ledger.pass(60_000);
          await catchUp();
          await settled();
        }
        for (const list of lists) expectTrue(list);
      }),
      { numRuns: runs(60, 1000) },
    );
  });

  /** Does as another device would. */
  function act({ kind, id = "", date = "" }: { kind: string; id?: string; date?: string }): void {
    if (kind === "add" && !ledger.expenses.has(id)) ledger.add(id, { date });
    else if (kind === "change") ledger.change(id, { date, amount: "3.00" });
    else if (kind === "delete") ledger.change(id, { deletedAt: "2026-11-20T10:00:00.000Z" });
    else if (kind === "restore") ledger.change(id, { deletedAt: undefined });
    else if (kind === "forget" && ledger.expenses.get(id)?.deletedAt) ledger.forget(id);
  }
});
