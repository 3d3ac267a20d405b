import { mock } from "node:test";
import { expect } from "chai";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import type { ActivityPage } from "../../domain/ledgers/activitySchemas";
import type { Receipt } from "../../domain/receipts/receiptSchemas";
import { tellNews } from "../../site/data/ledgers/activityNews";
import { lastVisit, visited } from "../../site/data/ledgers/lastVisit";
import {
  moreReceipts,
  readReceipts,
  receiptCursor,
  receipts,
  removeReceipt,
} from "../../site/data/receipts/receiptList";
import { expensesAround } from "../../site/data/receipts/receiptProposals";
import { inWords, type Said } from "../../site/i18n";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { shared } from "../../site/lib/ledger/openLedger";
import { toast } from "../../site/lib/page/toasts";
import { tokensOf, usePage } from "./page";

/** Lets the page's requests be answered. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("Lists that come in pages", () => {
  const page = usePage();
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    mock.method(console, "warn", () => undefined);
    Object.assign(globalThis, { document: { querySelector: () => null } });
    startSession(tokensOf("ada"));
    toast.value = undefined;
  });
  afterEach(async () => {
    await signOut();
    Reflect.deleteProperty(globalThis, "document");
    mock.restoreAll();
    mock.timers.reset();
  });

  it("tell news behind a first page whose entries have all expired", async () => {
    const pages: Record<string, ActivityPage> = {
      first: { entries: [], cursor: "second" },
      second: { entries: [], cursor: "third" },
      third: { entries: [{ at: "2026-11-20T08:00:00.000Z", ledger: { by: "bob", changes: [] } }] },
    };
    page.serve((url) => Response.json(pages[url.searchParams.get("cursor") ?? "first"]));
    visited([{ at: "2026-11-19T08:00:00.000Z" }], true);
    const before = lastVisit();
    await tellNews();
    expect(toast.value && inWords(toast.value.text)).to.be.a("string");
    expect(lastVisit()).to.deep.equal(before);
  });

  it("tell all news, though they are more than a page, or at least how many", async () => {
    const since = "2026-11-19T08:00:00.000Z";
    /** As many entries of somebody, a page of 25 at a time, and one that was seen before. */
    const serve = (mine: number, others: number) =>
      page.serve((url) => {
        const from = Number(url.searchParams.get("cursor") ?? 0);
        const all = [...Array(mine).fill("ada"), ...Array(others).fill("bob"), "seen"].map((by, index) => ({
          at: by === "seen" ? since : new Date(Date.UTC(2026, 10, 20, 8, 0, -index)).toISOString(),
          ledger: { by, changes: [] },
        }));
        const isMore = from + 25 < all.length;
        return Response.json({
          entries: all.slice(from, from + 25),
          ...(isMore && { cursor: String(from + 25) }),
        });
      });
    const told = async (mine: number, others: number) => {
      serve(mine, others);
      toast.value = undefined;
      visited([{ at: since, ledger: { by: "seen", changes: [] } }], true);
      await tellNews();
      return toast.value && inWords((toast.value as { text: Said }).text);
    };
    expect(await told(0, 25)).to.equal("Others did 25 things since your last visit.");
    expect(await told(0, 60)).to.equal("Others did 60 things since your last visit.");
    expect(await told(30, 1)).to.equal("Others did 1 thing since your last visit.");
    expect(await told(0, 400)).to.equal("Others did at least 100 things since your last visit.");
    expect(await told(130, 3)).to.equal("Others did 3 things since your last visit.");
    expect(await told(1200, 3), "behind the user's own").to.equal(
      "Others did 3 things since your last visit.",
    );
    const before = lastVisit();
    expect(await told(130, 0)).to.equal(undefined);
    expect(lastVisit()?.since, "all were the user's own").not.to.equal(before?.since);
  });

  it("have the expenses that a receipt may belong to on all of their pages", async () => {
    const expense = (expenseId: string, more: Partial<Expense> = {}) =>
      ({ expenseId, createdBy: "ada", ...more }) as Expense;
    const pages: Record<string, Pick<ExpensePage, "expenses" | "cursor">> = {
      first: { expenses: [expense("a", { receiptId: "r" })], cursor: "second" },
      second: { expenses: [], cursor: "third" },
      third: { expenses: [expense("b"), expense("c")] },
    };
    const days: (string | null)[][] = [];
    page.serve(({ searchParams: query }) => {
      days.push(["from", "to"].map((name) => query.get(name)));
      return Response.json(pages[query.get("cursor") ?? "first"]);
    });
    const found = await expensesAround("2026-11-02");
    expect(found.map(({ expenseId }) => expenseId)).to.deep.equal(["b", "c"]);
    expect(days).to.deep.equal(Array(3).fill(["2026-10-30", "2026-11-05"]));
  });

  describe("of receipts", () => {
    let stored: Receipt[];
    const names = () => receipts.value?.map(({ receiptId }) => receiptId).join("");
    const receipt = (receiptId: string, state: Receipt["state"] = "toConfirm"): Receipt => ({
      ...{ receiptId, state, fileName: receiptId, contentType: "image/jpeg", bytes: 1, sha256: receiptId },
      ...{ hasFile: true, createdAt: "2026-11-20T08:00:00.000Z", createdBy: "ada", version: 1 },
    });

    /** Pages of two; a cursor is the receipt before the page. */
    function serve(url: URL): Response {
      const from = stored.findIndex(({ receiptId }) => receiptId === url.searchParams.get("cursor")) + 1;
      const found = stored.slice(from, from + 2);
      const cursor = from + 2 < stored.length ? found.at(-1)?.receiptId : undefined;
      return Response.json({ receipts: found, pagesLeft: {}, cursor });
    }

    beforeEach(() => {
      stored = [receipt("a", "reading"), ...[..."bcdef"].map((id) => receipt(id))];
      page.serve(serve);
    });

    /** The page checks again what is being read. */
    async function poll(): Promise<void> {
      mock.timers.tick(20_000);
      await settled();
    }

    it("keep what the user loaded when they are polled", async () => {
      await readReceipts();
      await moreReceipts();
      expect([names(), receiptCursor.value]).to.deep.equal(["abcd", "d"]);
      stored[0] = receipt("a");
      await poll();
      expect([names(), receipts.value?.[0]?.state]).to.deep.equal(["abcd", "toConfirm"]);
      await moreReceipts();
      expect([names(), receiptCursor.value]).to.deep.equal(["abcdef", undefined]);
    });

    it("show each once if one is added or loaded while they are polled", async () => {
      await readReceipts();
      let meanwhile: Promise<void> | undefined;
      page.serve((url) => {
        const isPoll = url.searchParams.get("cursor") === null && !meanwhile;
        if (isPoll) meanwhile = moreReceipts();
        if (isPoll) stored = [receipt("n"), receipt("a"), ...stored.slice(1)];
        return serve(url);
      });
      await poll();
      await meanwhile;
      await poll();
      expect(names()).to.equal("nabc");
      expect(new Set(names()).size).to.equal(names()?.length);
    });

    /** Answers the next request as of now, but only when told to. */
    function holdNext(): () => Promise<void> {
      let letGo = () => {};
      page.serve(async (url) => {
        const answer = serve(url);
        page.serve(serve);
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
        return answer;
      });
      return async () => {
        letGo();
        await settled();
      };
    }

    it("leave out an answer that a later reading has overtaken", async () => {
      const letGo = holdNext();
      void readReceipts();
      await settled();
      stored.unshift(receipt("n"));
      await readReceipts();
      await letGo();
      expect(names()).to.equal("na");
    });

    it("are read again if the page removed one meanwhile", async () => {
      await readReceipts();
      const letGo = holdNext();
      void readReceipts();
      await settled();
      await removeReceipt("b");
      stored = stored.filter(({ receiptId }) => receiptId !== "b");
      expect(names()).to.equal("a");
      await letGo();
      mock.timers.tick(1_000);
      await settled();
      expect(names()).to.equal("ac");
    });

    it("are those of the ledger that is open by the time of the answer", async () => {
      const letGo = holdNext();
      void readReceipts();
      await settled();
      shared.value = { id: "flat", name: "Flat", role: "viewer" };
      await letGo();
      expect(receipts.value).to.equal(undefined);
      shared.value = undefined;
    });
  });
});
