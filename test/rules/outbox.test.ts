import { mock } from "node:test";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { REFUSALS, refusalText } from "../../domain/values/refusals";
import { renameUnsent } from "../../site/data/categories/renameInUnsent";
import type { Draft } from "../../site/data/expenses/model";
import { editing } from "../../site/data/forms/openForms";
import { forgetLists, listOf } from "../../site/data/lists/expenseLists";
import { summaryOf } from "../../site/data/lists/listRows";
import { rememberOutbox } from "../../site/data/offline/persistence";
import { expected, outbox } from "../../site/data/outbox/outbox";
import { post } from "../../site/data/outbox/outboxEdits";
import { unsentEntries } from "../../site/data/storage/outboxBackup";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { inWords } from "../../site/i18n";
import { user } from "../../site/lib/auth/session";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { type Toast, toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { awsRefusal, tokensOf, usePage } from "./page";

const draft = (description: string): Draft => ({
  description,
  amount: "50.00",
  currency: "USD",
  date: "2026-11-20",
  category: "Other",
});

const waiting = () => outbox.value.map(({ draft: { description }, state }) => `${description}: ${state}`);

describe("The page's outbox", () => {
  const page = usePage();
  let ledger: FakeLedger;
  let stop: (() => void)[] = [];

  beforeEach(async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    ledger = new FakeLedger();
    page.serve(ledger.serve);
    startSession(tokensOf("ada"));
    // As the page does once its first screen is shown. Node.js has no IndexedDB, so everything is kept in localStorage.
    mock.method(console, "warn", () => undefined);
    stop = [rememberOutbox(), startSending()];
    await sendNow(); // Its pauses begin anew, whatever another test left waiting.
  });
  afterEach(async () => {
    outbox.value = [];
    forgetLists();
    editing.value = undefined;
    await signOut();
    for (const one of stop) one();
    await settled();
    mock.restoreAll();
    mock.timers.reset();
  });

  /** Answers each POST of an expense by `answer`, unless that is undefined. */
  function answer(decide: (description: string) => Response | undefined): void {
    page.serve((url, init) => {
      const refused = init.method === "POST" ? decide(JSON.parse(String(init.body)).description) : undefined;
      return refused ?? ledger.serve(url, init);
    });
  }

  it("waits, and refuses nothing, while the refresh of its token is throttled", async () => {
    page.sessionStorage.clear(); // The token has run out.
    page.serve((url, init) =>
      url.host.startsWith("cognito") ? awsRefusal("TooManyRequestsException") : ledger.serve(url, init),
    );
    post(draft("Tea"));
    await settled();
    expect(waiting()).to.deep.equal(["Tea: waiting"]);
    page.serve((url, init) =>
      url.host.startsWith("cognito")
        ? Response.json({ AuthenticationResult: tokensOf("ada") })
        : ledger.serve(url, init),
    );
    mock.timers.tick(2_000);
    await settled();
    expect([waiting(), ledger.list().length]).to.deep.equal([[], 1]);
  });

  it("brings back no category that was renamed meanwhile, neither of an expense nor of a part", async () => {
    const split = {
      ...draft("Market"),
      category: "Food",
      parts: [
        { category: "Food", amount: "45.00" },
        { category: "Home", amount: "5.00" },
      ],
    };
    const { promise, resolve } = Promise.withResolvers<void>();
    page.serve(async (url, init) => {
      if (init.method === "POST") await promise;
      return ledger.serve(url, init);
    });
    for (const description of ["Sent", "Waiting"]) post({ ...split, description });
    await settled();
    renameUnsent({ from: "Food", to: "Groceries" });
    renameUnsent({ from: "home", to: "Flat" });
    const shown = outbox.value.map(expected);
    // The request that is under way stays the same.
    expect(outbox.value.map((entry) => entry.draft.category)).to.deep.equal(["Food", "Groceries"]);
    resolve();
    await settled();
    for (const found of [shown, ledger.list()]) {
      expect(found).to.have.length(2);
      for (const { category, parts } of found) {
        expect([category, parts?.map((part) => part.category)]).to.deep.equal([
          "Groceries",
          ["Groceries", "Flat"],
        ]);
      }
    }
  });

  it("sends the others past an entry that always fails, and goes on trying it", async () => {
    let tries = 0;
    answer((description) => {
      if (description !== "Poison") return undefined;
      tries += 1;
      return Response.json(problem("server.failed"), { status: 500 });
    });
    for (const name of ["Poison", "Tea", "Coffee"]) post(draft(name));
    await settled();
    expect(waiting()).to.deep.equal(["Poison: waiting"]);
    expect(
      ledger
        .list()
        .map(({ description }) => description)
        .sort(),
    ).to.deep.equal(["Coffee", "Tea"]);
    post(draft("Cake"));
    await settled();
    expect([waiting(), tries]).to.deep.equal([["Poison: waiting"], 2]);
    answer(() => undefined);
    mock.timers.tick(60_000);
    await settled();
    expect(waiting()).to.deep.equal([]);
  });

  it("does not try all entries against a service that is down, and none without a network", async () => {
    for (const [tried, fail] of [
      [3, () => Response.json(problem("server.busy"), { status: 503 })],
      [1, () => Response.error()],
      [1, () => Response.json(problem("requests.tooMany"), { status: 429 })],
    ] as const) {
      let tries = 0;
      page.serve(() => {
        tries += 1;
        const response = fail();
        return response.type === "error" ? Promise.reject(new TypeError("Failed to fetch")) : response;
      });
      outbox.value = [];
      outbox.value = Array.from({ length: 10 }, (_, order) => ({
        key: `key ${tried} ${order} ${fail}`,
        draft: draft(`Expense ${order}`),
        order,
        state: "waiting" as const,
      }));
      await settled();
      expect(tries).to.equal(tried);
      mock.timers.reset();
      mock.timers.enable({ apis: ["setTimeout"] });
    }
  });

  it("sends the others past an entry whose connection always breaks, once another request got through", async () => {
    page.serve((url, init) => {
      if (init.method === "POST" && String(init.body).includes("Poison"))
        throw new TypeError("Failed to fetch");
      return ledger.serve(url, init);
    });
    post(draft("Poison"));
    post(draft("Tea"));
    await settled();
    expect(waiting()).to.deep.equal(["Poison: waiting", "Tea: waiting"]);
    listOf({ month: "2026-11" });
    await settled();
    void sendNow();
    await settled();
    expect(waiting()).to.deep.equal(["Poison: waiting"]);
  });

  it("stops an entry only for a refusal of the API, with the reason", async () => {
    answer(() =>
      Response.json(problem("amount.tooLarge", { field: "amount", values: { max: "1" } }), { status: 400 }),
    );
    post(draft("Yacht"));
    await settled();
    expect(waiting()).to.deep.equal(["Yacht: refused"]);
    expect(outbox.value[0]?.problem?.field).to.equal("amount");
    answer(() => new Response("<html>Blocked</html>", { status: 403 }));
    post(draft("Tea"));
    await settled();
    expect(waiting()).to.deep.equal(["Yacht: refused", "Tea: waiting"]);
  });

  it("tells once why an entry waits whose ledger takes nothing, and sends it when it does", async () => {
    for (const code of ["ledger.archived", "ledger.notFound", "role.tooLow"] as const) {
      answer(() => Response.json(problem(code), { status: REFUSALS[code].status }));
      toast.value = undefined;
      post(draft("Tea"));
      await settled();
      expect(waiting()).to.deep.equal(["Tea: waiting"]);
      const said = toast.value as Toast | undefined;
      expect(said && inWords(said.text)).to.include("“Tea” is not saved and waits on this device.");
      expect(said && inWords(said.text)).to.include(refusalText({ code }));
      expect(said?.actions).to.have.length(1);
      expect(outbox.value[0]?.problem?.message).to.deep.include({ key: `refusal.${code}` });
      toast.value = undefined;
      void sendNow();
      await settled();
      expect(toast.value).to.equal(undefined);
      answer(() => undefined);
      void sendNow();
      await settled();
      expect(waiting()).to.deep.equal([]);
    }
  });

  it("shows nothing of an expense that was deleted before its retry was answered", async () => {
    const list = listOf({ month: "2026-11" });
    await settled();
    const stored = { ...ledger.add("gone", { amount: "50.00" }), deletedAt: "2026-11-20T10:00:00.000Z" };
    ledger.expenses.clear();
    answer(() => Response.json(stored, { status: 201 }));
    post(draft("gone"));
    await settled();
    expect([waiting(), list.expenses.value]).to.deep.equal([[], []]);
    expect(summaryOf(list)?.currencies.filter(({ count }) => count > 0)).to.deep.equal([]);
  });

  it("counts an expense once whose answer was lost before the sums were read", async () => {
    for (let index = 0; index < 150; index++) ledger.add(`e${index}`);
    const stored: Expense[] = [];
    page.serve((url, init) => {
      if (init.method !== "POST") return ledger.serve(url, init);
      if (stored.length > 0) return Response.json(stored[0], { status: 201 });
      stored.push(ledger.add("early", { date: "2026-11-01", amount: "50.00" }));
      throw new TypeError("Failed to fetch");
    });
    post({ ...draft("early"), date: "2026-11-01" });
    await settled();
    expect(waiting()).to.deep.equal(["early: waiting"]);
    // The page is loaded again.
    const { id = "" } = user.value ?? {};
    const kept = unsentEntries(id);
    outbox.value = [];
    const lists = [listOf({ month: "2026-11" }), listOf({ month: "2026-12" })];
    await settled();
    outbox.value = kept;
    sendNow();
    await settled();
    expect(waiting()).to.deep.equal([]);
    const [november, december] = lists.map((list) => list.summary.value?.currencies[0]);
    expect([november?.count, november?.total]).to.deep.equal([151, "200.00"]);
    expect(december?.previousMonth).to.deep.equal({ count: 151, total: "200.00" });
  });

  it("keeps entries in a second place, once each, and takes them up when their user comes back", async () => {
    page.serve(() => Promise.reject(new TypeError("Failed to fetch")));
    post(draft("First"));
    post(draft("Second"));
    await settled();
    const kept = unsentEntries("ada").map((entry) => entry.draft.description);
    expect(kept.sort()).to.deep.equal(["First", "Second"]);
    expect(unsentEntries("bob")).to.deep.equal([]);
    await signOut();
    outbox.value = [];
    page.localStorage.setItem("unsent:broken", '{"userId":"ada","key":"broken"}');
    startSession(tokensOf("ada"));
    await settled();
    expect(waiting()).to.deep.equal(["First: waiting", "Second: waiting"]);
    page.serve(ledger.serve);
    sendNow();
    await settled();
    expect([waiting(), ledger.list().length, unsentEntries("ada")]).to.deep.equal([[], 2, []]);
  });

  it("tells at once if the browser keeps an entry nowhere", async () => {
    mock.method(page.localStorage, "setItem", () => {
      throw new DOMException("Full.", "QuotaExceededError");
    });
    page.serve(() => Promise.reject(new TypeError("Failed to fetch")));
    toast.value = undefined;
    post(draft("Tea"));
    await settled();
    expect(toast.value).to.have.property("text").that.includes("could not store “Tea”");
  });
});
