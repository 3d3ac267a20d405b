import { expect } from "chai";
import { followBadge } from "../../site/data/offline/appBadge";
import { outbox } from "../../site/data/outbox/outbox";
import { discard, post } from "../../site/data/outbox/outboxEdits";
import { dequeue, enqueue, type QueuedFile } from "../../site/data/receipts/queuedReceipts";
import { unsentLedgerSettings } from "../../site/data/settings/unsentSettings";
import { begin, end } from "../../site/data/writes/writeJournal";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { settled } from "./openPage";
import { tokensOf } from "./page";
import { useWrites } from "./writesFixture";

const DRAFT = { description: "Tea", amount: "1.00", currency: "USD", category: "Other", date: "2026-11-20" };
const FILE: QueuedFile = { contentType: "image/jpeg", bytes: 3, sha256: "AA" };

describe("The badge on the icon of the page", () => {
  useWrites();
  let shown: number[];
  let stop: () => void;

  /** Gives the browser badges. @param answer What it answers to each change of one. */
  function allowBadges(answer: () => Promise<void>): void {
    shown = [];
    const badges = {
      setAppBadge: (count: number) => {
        shown.push(count);
        return answer();
      },
      clearAppBadge: () => {
        shown.push(0);
        return answer();
      },
    };
    for (const [name, value] of Object.entries(badges)) {
      Object.defineProperty(navigator, name, { configurable: true, value });
    }
  }
  afterEach(() => {
    stop();
    outbox.value = [];
    for (const name of ["setAppBadge", "clearAppBadge"]) Reflect.deleteProperty(navigator, name);
  });

  const last = () => shown.at(-1);

  it("counts new expenses, changes, receipts and settings that wait, and goes when none does", () => {
    allowBadges(() => Promise.resolve());
    stop = followBadge();
    expect(shown).to.deep.equal([0]);
    post(DRAFT);
    expect(last()).to.equal(1);
    const unsent = begin({ kind: "rename", from: "Food", to: "Groceries" });
    expect(last()).to.equal(2);
    enqueue({ receiptId: "R", fileName: "r.jpg", state: "waiting", file: FILE });
    expect(last()).to.equal(3);
    enqueue({ receiptId: "bad", fileName: "r.svg", state: "refused" }); // Is not kept.
    expect(last()).to.equal(3);
    unsentLedgerSettings.keep("ada", { currency: "EUR", timezone: "Europe/Vienna" });
    expect(last()).to.equal(5);

    unsentLedgerSettings.forget();
    end(unsent);
    for (const id of ["R", "bad"]) dequeue(id);
    expect(last()).to.equal(1);
    discard(outbox.value[0]?.key ?? "");
    expect(last()).to.equal(0);
  });

  it("counts nothing while its user is signed out", async () => {
    allowBadges(() => Promise.resolve());
    unsentLedgerSettings.keep("ada", { currency: "EUR" });
    stop = followBadge();
    expect(last()).to.equal(1);
    await signOut();
    expect(last()).to.equal(0);
    startSession(tokensOf("ada"));
    expect(last()).to.equal(1);
    unsentLedgerSettings.forget();
  });

  it("is no problem where the browser refuses it, or has none", async () => {
    allowBadges(() => Promise.reject(new DOMException("not installed", "NotAllowedError")));
    stop = followBadge();
    post(DRAFT);
    await settled(); // An unhandled rejection would fail the run.
    expect(last()).to.equal(1);
    stop();
    for (const name of ["setAppBadge", "clearAppBadge"]) Reflect.deleteProperty(navigator, name);
    stop = followBadge();
    post(DRAFT);
    expect(last()).to.equal(1);
  });
});
