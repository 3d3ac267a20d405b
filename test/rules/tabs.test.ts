import { mock } from "node:test";
import { expect } from "chai";
import type { Draft, Entry } from "../../site/data/expenses/model";
import { forgetLists } from "../../site/data/lists/expenseLists";
import { rememberOutbox } from "../../site/data/offline/persistence";
import { outbox } from "../../site/data/outbox/outbox";
import { newKey, nextOrder, post } from "../../site/data/outbox/outboxEdits";
import { dropUnsentEntry, keepUnsentEntry } from "../../site/data/storage/outboxBackup";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { ledgerId } from "../../site/lib/ledger/openLedger";
import { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { tokensOf, usePage } from "./page";

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

  it("keep apart what is of another ledger", () => {
    keepUnsentEntry("another", { key: "k", draft: draft("Secret"), order: nextOrder(), state: "waiting" });
    notice("k", "{}");
    expect(outbox.value.map((entry) => entry.draft.description)).to.deep.equal(["Lunch", "Typo"]);
  });
});
