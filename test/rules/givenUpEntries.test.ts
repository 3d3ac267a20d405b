import { mock } from "node:test";
import { expect } from "chai";
import { listOf } from "../../site/data/lists/expenseLists";
import { rowsOf, summaryOf } from "../../site/data/lists/listRows";
import { rememberOutbox } from "../../site/data/offline/persistence";
import { resume } from "../../site/data/offline/replayWrites";
import { seal, unseal } from "../../site/data/offline/sealUnsent";
import { outbox } from "../../site/data/outbox/outbox";
import { post } from "../../site/data/outbox/outboxEdits";
import { unsentEntries } from "../../site/data/storage/outboxBackup";
import { addAgain } from "../../site/data/writes/addAgain";
import { discardEntry } from "../../site/data/writes/discardUnsent";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { followUndo, undoLast } from "../../site/data/writes/undoing";
import { today } from "../../site/lib/formatting/clock";
import { online } from "../../site/lib/network/reach";
import { toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import { settled } from "./openPage";
import type { Server } from "./page";
import { kept, said, useWrites } from "./writesFixture";

describe("An expense that is given up though the API may have it", () => {
  const { page, current, broken, openAnother } = useWrites();
  let stops: (() => void)[] = [];
  const start = () => stops.push(rememberOutbox(), startSending(), followUndo());

  beforeEach(async () => {
    mock.method(console, "warn", () => undefined); // Node.js has no IndexedDB.
    await settled();
    start();
  });
  afterEach(() => {
    stop();
    outbox.value = [];
    online.value = true;
    mock.restoreAll();
  });

  function stop(): void {
    for (const one of stops) one();
    stops = [];
  }

  const month = () => today.peek().slice(0, 7);
  const list = () => listOf({ month: month() });
  const rows = () => rowsOf(list()).map(({ expense }) => expense.description);
  const count = () => summaryOf(list())?.currencies[0]?.count ?? 0;
  const stored = () => current().list().length;
  const draft = (description: string) => ({
    ...{ description, amount: "3.00", currency: "USD", category: "Other", date: today.peek() },
  });

  /** The API does what it is asked; the answers to writes are lost. */
  const unheard: Server = async (url, init) => {
    const answer = await current().serve(url, init);
    return init.method === "GET" ? answer : broken();
  };

  /** Adds an expense whose answer is lost, or that does not arrive. */
  async function add(server: Server): Promise<void> {
    rows();
    await settled();
    page.serve(server);
    const like = { ...draft("Coffee"), expenseId: "A", createdBy: "ada", version: 1 };
    addAgain({ ...like, createdAt: "2026-11-02T08:00:00.000Z", updatedAt: "2026-11-02T08:00:00.000Z" });
    await settled();
  }

  async function reconnect(): Promise<void> {
    page.serve(current().serve);
    await sendNow();
    await settled();
  }

  const entry = () => outbox.peek()[0] ?? expect.fail("nothing waits");

  it("shows no more once its user takes it back, says so, and is deleted when the API is heard again", async () => {
    await add(unheard);
    expect([rows(), count(), stored()]).to.deep.equal([["Coffee"], 1, 1]);
    undoLast();
    expect([rows(), count()]).to.deep.equal([[], 0]);
    expect(said()).to.equal("“Coffee” is deleted as soon as there is a connection");
    await reconnect();
    expect([outbox.value, rows(), count(), stored(), kept()]).to.deep.equal([[], [], 0, 0, []]);
    expect([current().expenses.size, said()]).to.deep.equal([1, "Deleted “Coffee”"]);
  });

  it("is deleted by the next page", async () => {
    await add(unheard);
    undoLast();
    stop();
    await openAnother();
    outbox.value = [];
    page.serve(broken);
    start();
    await settled();
    expect([rows(), unsentEntries("ada").map(({ unwanted }) => unwanted)]).to.deep.equal([[], [true]]);
    await reconnect();
    expect([outbox.value, stored(), current().expenses.size]).to.deep.equal([[], 0, 1]);
  });

  it("is deleted also if the network fails between its answer and its deletion", async () => {
    await add(unheard);
    undoLast();
    page.serve((url, init) => (init.method === "DELETE" ? broken() : current().serve(url, init)));
    await sendNow();
    await settled();
    expect([outbox.value, rows(), kept().length]).to.deep.equal([[], [], 1]);
    page.serve(current().serve);
    await resume();
    await settled();
    expect([rows(), stored(), kept()]).to.deep.equal([[], 0, []]);
  });

  it("is not lost from sight where it is wanted after all, before it is deleted or after", async () => {
    const again = async () => {
      await toast.value?.actions[0]?.run();
      await settled();
    };
    await add(unheard);
    undoLast();
    await again();
    expect([rows(), entry().unwanted]).to.deep.equal([["Coffee"], undefined]);
    const { again: bringBack } = discardEntry(entry());
    await reconnect();
    expect([rows(), stored()]).to.deep.equal([[], 0]);
    await bringBack();
    await settled();
    expect([rows(), count(), stored()]).to.deep.equal([["Coffee"], 1, 1]);
  });

  it("is dropped if the API refuses it", async () => {
    await add(broken);
    undoLast();
    page.serve((url, init) =>
      init.method === "POST"
        ? Response.json(problem("request.invalid"), { status: 400 })
        : current().serve(url, init),
    );
    await sendNow();
    await settled();
    expect([outbox.value, rows(), stored()]).to.deep.equal([[], [], 0]);
    expect(said()).to.equal("“Coffee” is deleted as soon as there is a connection");
  });

  it("is given up on another page of the browser while this one sends it", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await add(async (url, init) => {
      if (init.method === "POST") await promise;
      return current().serve(url, init);
    });
    const item = `unsent:${entry().key}`;
    page.localStorage.setItem(
      item,
      JSON.stringify({ ...JSON.parse(page.localStorage.getItem(item) ?? "{}"), unwanted: true }),
    );
    resolve();
    await settled();
    expect([outbox.value, rows(), stored()]).to.deep.equal([[], [], 0]);
  });

  it("does not come back when what is unsent is discarded", async () => {
    await add(unheard);
    expect(discardEntry(entry()).waits).to.equal(true);
    expect(rows()).to.deep.equal([]);
    await reconnect();
    expect([rows(), count(), stored()]).to.deep.equal([[], 0, 0]);
  });

  it("is dropped at once if the API never had it, or refused it before anything was lost", async () => {
    Object.defineProperty(navigator, "onLine", { configurable: true, value: false });
    post(draft("Tea"));
    await settled();
    expect([discardEntry(entry()).waits, outbox.value]).to.deep.equal([false, []]);
    Reflect.deleteProperty(navigator, "onLine");
    page.serve((url, init) =>
      init.method === "POST"
        ? Response.json(problem("role.tooLow"), { status: 403 })
        : current().serve(url, init),
    );
    post(draft("Cake"));
    await settled();
    expect([entry().tried, discardEntry(entry()).waits, outbox.value]).to.deep.equal([true, false, []]);
  });

  it("is dropped if the ledger refuses it, as it did before, while it is given up", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const refuse = () => Response.json(problem("role.tooLow"), { status: 403 });
    await add(refuse);
    page.serve(async (url, init) => {
      if (init.method !== "POST") return current().serve(url, init);
      await promise;
      return refuse();
    });
    const sent = sendNow();
    await settled();
    expect([entry().state, discardEntry(entry()).waits, entry().unwanted]).to.deep.equal([
      "sending",
      true,
      true,
    ]);
    resolve();
    await sent;
    await settled();
    expect(outbox.value).to.deep.equal([]);
  });

  it("is kept to be deleted if the ledger refuses it after an answer was lost, until its user gives up even that", async () => {
    await add(unheard);
    page.serve((url, init) =>
      init.method === "POST"
        ? Response.json(problem("role.tooLow"), { status: 403 })
        : current().serve(url, init),
    );
    await sendNow();
    await settled();
    expect([discardEntry(entry()).waits, entry().unwanted, entry().lost]).to.deep.equal([true, true, true]);
    expect([discardEntry(entry()).waits, outbox.value]).to.deep.equal([false, []]);
  });

  it("is kept to be deleted if its user left while it was sent again, after a refusal", async () => {
    const refuse = () => Response.json(problem("ledger.archived"), { status: 409 });
    await add(refuse);
    const { promise, resolve } = Promise.withResolvers<void>();
    page.serve(async (url, init) => {
      if (url.pathname === "/account/device-key") return Response.json({ key: "00".repeat(32) });
      if (init.method === "POST") await promise;
      return broken();
    });
    void sendNow();
    await settled();
    expect([entry().state, await seal("ada"), outbox.value]).to.deep.equal(["sending", true, []]);
    await unseal("ada");
    expect(discardEntry(entry()).waits).to.equal(true);
    resolve();
    await settled();
  });
});
