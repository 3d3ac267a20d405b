import { mock } from "node:test";
import { expect } from "chai";
import type { ActivityPage } from "../../domain/ledgers/activitySchemas";
import type { Receipt } from "../../domain/receipts/receiptSchemas";
import { tellNews } from "../../site/data/news";
import { moreReceipts, readReceipts, receiptCursor, receipts } from "../../site/data/receipts";
import { lastVisit, visited } from "../../site/data/visits";
import { inWords } from "../../site/i18n";
import { signOut, startSession } from "../../site/lib/signInAndOut";
import { toast } from "../../site/lib/toasts";
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
    visited("2026-11-19T08:00:00.000Z");
    await tellNews();
    expect(toast.value && inWords(toast.value.text)).to.be.a("string");
    expect(lastVisit()).to.equal("2026-11-19T08:00:00.000Z");
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
      return Response.json({ receipts: found, pagesLeft: {}, costPerPage: {}, cursor });
    }

    beforeEach(() => {
      stored = [receipt("a", "reading"), ...[..."bcdef"].map((id) => receipt(id))];
      page.serve(serve);
    });

    /** The page looks again at what is being read. */
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
        const isPoll = url.searchParams.get("cursor") === null;
        if (isPoll) meanwhile = moreReceipts();
        if (isPoll) stored = [receipt("n"), receipt("a"), ...stored.slice(1)];
        return serve(url);
      });
      await poll();
      await meanwhile;
      expect(names()).to.equal("nabc");
      expect(new Set(names()).size).to.equal(names()?.length);
    });
  });
});
