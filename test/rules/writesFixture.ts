import { expect } from "chai";
import { editing } from "../../site/data/forms/openForms";
import { type ExpenseList, forgetLists, listOf } from "../../site/data/lists/expenseLists";
import { startResuming } from "../../site/data/offline/replaySchedule";
import { end, unsentWrites } from "../../site/data/writes/writeJournal";
import { inWords } from "../../site/i18n";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { forgetToasts, toast } from "../../site/lib/page/toasts";
import { DeviceStorage } from "./deviceStorage";
import { FakeLedger, totalOf } from "./ledger";
import { settled } from "./openPage";
import { tokensOf, usePage } from "./page";

/** The words of the message at the edge of the screen. */
export const said = () => toast.value && inWords(toast.value.text);

export const MONTH = "2026-11";

export const kept = () => unsentWrites().map(({ write }) => write);

/** Gives the tests of a `describe` a page whose writes go to a ledger that it can hold back, fail or lose the answers of. */
export function useWrites() {
  const page = usePage();
  let ledger: FakeLedger;
  let stop: () => void;
  const device = new DeviceStorage();

  beforeEach(() => {
    device.install();
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
    forgetToasts();
    await signOut();
    await settled();
    // The page lets go of its connection, so that the next one opens its own.
    device.clear();
    device.remove();
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
    forgetToasts();
    page.serve(ledger.serve);
  }

  return { page, current: () => ledger, openMonth, expectTrue, hold, broken, unanswered, openAnother };
}
