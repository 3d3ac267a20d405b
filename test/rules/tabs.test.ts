import { mock } from "node:test";
import { expect } from "chai";
import type { Draft, Entry } from "../../site/data/expenses/model";
import { forgetLists } from "../../site/data/lists/expenseLists";
import { rememberOutbox } from "../../site/data/offline/persistence";
import { outbox } from "../../site/data/outbox/outbox";
import { newKey, nextOrder, post } from "../../site/data/outbox/outboxEdits";
import { dropUnsentEntry, keepUnsentEntry, unsentEntries } from "../../site/data/storage/outboxBackup";
import { discardEntry } from "../../site/data/writes/discardUnsent";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { ledgerId } from "../../site/lib/ledger/openLedger";
import { problem } from "../helpers/problem";
import { FakeLedger } from "./ledger";
import { broken, settled } from "./openPage";
import { type Server, tokensOf, usePage } from "./page";

const draft = (description: string, amount = "10.00"): Draft => ({
  description,
  amount,
  currency: "USD",
  date: "2026-11-20",
  category: "Other",
});

describe("Two pages of a browser", () => {
  const page = usePage();
  let ledger: FakeLedger;
  let stop: (() => void)[] = [];

  beforeEach(async () => {
    // Nothing is tried again by itself. Mocked timers would: the page clears those of the tests before, whose places others have now.
    mock.method(globalThis, "setTimeout", () => undefined);
    mock.method(console, "warn", () => undefined);
    ledger = new FakeLedger();
    page.serve(() => {
      throw new TypeError("Failed to fetch");
    });
    startSession(tokensOf("ada"));
    stop = [rememberOutbox(), startSending()];
    for (const description of ["Lunch", "Typo"]) post(draft(description));
    await settled();
  });
  afterEach(async () => {
    outbox.value = [];
    forgetLists();
    await signOut();
    for (const one of stop) one();
    await settled();
    mock.restoreAll();
  });

  const entryOf = (description: string) =>
    outbox.value.find((entry) => entry.draft.description === description) ?? expect.fail(description);

  /** Tells this page what the other one did to an item, as the browser does. */
  const notice = (key: string, newValue: string | null) =>
    page.window.dispatchEvent(Object.assign(new Event("storage"), { key: `unsent:${key}`, newValue }));

  function otherKeeps(entry: Entry): void {
    keepUnsentEntry(ledgerId.value ?? "", entry);
    notice(entry.key, "{}");
  }

  function otherDrops({ key }: Entry): void {
    dropUnsentEntry(key);
    notice(key, null);
  }

  async function stored(): Promise<string[]> {
    page.serve(ledger.serve);
    await sendNow();
    await settled();
    return ledger
      .list()
      .map(({ description, amount }) => `${description} ${amount}`)
      .sort();
  }

  it("store an expense once that was corrected in one of them, and none that was discarded there", async () => {
    const lunch = entryOf("Lunch");
    otherDrops(lunch);
    otherKeeps({ ...lunch, key: newKey(), draft: draft("Lunch", "12.00"), state: "waiting" });
    otherDrops(entryOf("Typo"));
    expect(outbox.value.map((entry) => entry.draft.amount)).to.deep.equal(["12.00"]);
    expect(await stored()).to.deep.equal(["Lunch 12.00"]);
  });

  it("send what was entered in one that is closed, in the order of entry", async () => {
    const tea: Entry = { key: newKey(), draft: draft("Tea"), order: nextOrder(), state: "sending" };
    post(draft("Water"));
    otherKeeps(tea);
    expect(outbox.value.map((entry) => [entry.draft.description, entry.state])).to.deep.equal(
      ["Lunch", "Typo", "Tea", "Water"].map((name) => [name, "waiting"]),
    );
    expect(await stored()).to.have.length(4);
  });

  /** Another page takes its turn to send. @returns ends it, as the browser does with the page. */
  async function otherSends(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const turn = Promise.withResolvers<void>();
    void navigator.locks.request(`unsent:${ledgerId.value}`, () => {
      turn.resolve();
      return promise;
    });
    await turn.promise;
    await settled();
    return resolve;
  }

  const posts = () => ledger.requests.filter((request) => request === "POST /expenses").length;

  it("send an expense once, and leave it to the one that is at it", async () => {
    const tea: Entry = { key: newKey(), draft: draft("Tea"), order: nextOrder(), state: "waiting" };
    for (const one of [...outbox.value]) otherDrops(one);
    const end = await otherSends();
    page.serve(ledger.serve);
    otherKeeps(tea);
    otherKeeps({ ...tea, state: "sending", tried: true });
    await settled();
    expect(posts()).to.equal(0);
    otherDrops(tea);
    end();
    await settled();
    expect([posts(), outbox.value]).to.deep.equal([0, []]);
  });

  it("send what one of them was sending when it ended", async () => {
    const end = await otherSends();
    page.serve(ledger.serve);
    void sendNow();
    const tea: Entry = { key: newKey(), draft: draft("Tea"), order: nextOrder(), state: "sending" };
    otherKeeps({ ...tea, tried: true });
    await settled();
    expect(posts()).to.equal(0);
    end();
    await settled();
    expect([posts(), outbox.value]).to.deep.equal([3, []]);
  });

  it("send nothing that is being changed in one of them, until it is released", async () => {
    const lunch = entryOf("Lunch");
    otherKeeps({ ...lunch, state: "refused" });
    expect(await stored()).to.deep.equal(["Typo 10.00"]);
    otherKeeps({ ...lunch, state: "waiting" });
    expect(await stored()).to.deep.equal(["Lunch 10.00", "Typo 10.00"]);
  });

  /** This page sends Lunch, and gets no answer yet. @returns answers it, or breaks the connection. */
  async function sendsLunch(): Promise<(server: Server) => Promise<Entry | undefined>> {
    const { promise, resolve } = Promise.withResolvers<Server>();
    for (const one of outbox.value.filter((entry) => entry.draft.description === "Typo")) otherDrops(one);
    page.serve(async (url, init) =>
      init.method === "POST" ? (await promise)(url, init) : ledger.serve(url, init),
    );
    void sendNow();
    await settled();
    expect(entryOf("Lunch").state).to.equal("sending");
    return async (server) => {
      resolve(server);
      await settled();
      return outbox.value[0];
    };
  }

  const refuse: Server = () => Response.json(problem("ledger.archived"), { status: 409 });

  /** The entry as the other page holds it while this one sends it. */
  const theirs = (): Entry => ({ ...entryOf("Lunch"), state: "waiting", lost: true });

  it("delete an expense that is discarded in one of them while the other sends it, whatever the answer", async () => {
    const { lost: _, ...lunch } = entryOf("Lunch");
    const held = { ...lunch, tried: true, problem: { message: "Archived." } } as const;
    otherKeeps({ ...held, state: "sending" });
    expect(discardEntry(entryOf("Lunch")).waits).to.equal(true);
    expect(entryOf("Lunch")).to.include({ state: "waiting", unwanted: true, lost: true });
    // The other page takes it over when its attempt fails.
    otherKeeps(lunch);
    for (const fail of [broken, refuse]) {
      const answer = await sendsLunch();
      otherKeeps({ ...theirs(), unwanted: true });
      expect(await answer(fail)).to.include({ state: "waiting", unwanted: true });
      post(draft("Typo"));
    }
    expect(await stored()).to.deep.equal(["Typo 10.00"]);
  });

  it("do not keep on what one of them dropped while the other sent it in vain", async () => {
    for (const fail of [broken, refuse]) {
      const answer = await sendsLunch();
      otherDrops(entryOf("Lunch"));
      expect(await answer(fail)).to.equal(undefined);
      for (const name of ["Lunch", "Typo"]) post(draft(name));
    }
    const answer = await sendsLunch();
    otherDrops(entryOf("Lunch"));
    otherKeeps(theirs());
    expect((await answer(broken))?.state).to.equal("waiting");
  });

  it("bring back no category that is renamed in one of them while the other sends it", async () => {
    const renamed = () => otherKeeps({ ...theirs(), recategorised: { category: "Food" } });
    const answer = await sendsLunch();
    renamed();
    expect((await answer(broken))?.recategorised).to.deep.equal({ category: "Food" });
    post(draft("Typo"));
    outbox.value = outbox.value.map(({ recategorised: _, ...entry }) => entry);
    const again = await sendsLunch();
    renamed();
    expect(await again(ledger.serve)).to.equal(undefined);
    expect(ledger.list().map(({ category }) => category)).to.deep.equal(["Food"]);
  });

  it("take an answer for lost that the page did not live to get, whatever an earlier one was", async () => {
    for (const one of [...outbox.value]) otherDrops(one);
    page.serve(refuse);
    post(draft("Lunch"));
    await settled();
    const answer = await sendsLunch();
    expect(unsentEntries("ada")[0]).to.include({ state: "sending" }).and.not.have.property("lost");
    for (const one of stop) one();
    outbox.value = [];
    stop = [rememberOutbox()];
    await settled();
    expect(discardEntry(entryOf("Lunch")).waits).to.equal(true);
    await answer(broken);
  });

  it("keep apart what is of another ledger", () => {
    keepUnsentEntry("another", { key: "k", draft: draft("Secret"), order: nextOrder(), state: "waiting" });
    notice("k", "{}");
    expect(outbox.value.map((entry) => entry.draft.description)).to.deep.equal(["Lunch", "Typo"]);
  });
});
