import { mock } from "node:test";
import { expect } from "chai";
import type { RefusalCode } from "../../domain/values/refusals";
import { REFUSALS } from "../../domain/values/refusals";
import { totalsOf } from "../../site/data/expenses/expenseSums";
import type { Draft } from "../../site/data/expenses/model";
import { forgetLists, listOf } from "../../site/data/lists/expenseLists";
import { foundIn } from "../../site/data/lists/filteredShares";
import { arrange, filterOf } from "../../site/data/lists/listFilter";
import { rowsOf, summaryOf } from "../../site/data/lists/listRows";
import { outbox } from "../../site/data/outbox/outbox";
import { post } from "../../site/data/outbox/outboxEdits";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { type Toast, toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import { FakeLedger } from "./ledger";
import { broken, settled } from "./openPage";
import { tokensOf, usePage } from "./page";

const tea: Draft = {
  description: "Tea",
  amount: "50.00",
  currency: "USD",
  date: "2026-11-20",
  category: "Other",
};

describe("An unsent expense", () => {
  const page = usePage();
  let ledger: FakeLedger;
  let stop: (() => void) | undefined;

  beforeEach(async () => {
    // Nothing is tried again by itself.
    mock.method(globalThis, "setTimeout", () => undefined);
    mock.method(console, "warn", () => undefined);
    ledger = new FakeLedger();
    page.serve(ledger.serve);
    startSession(tokensOf("ada"));
    toast.value = undefined;
    stop = startSending();
    await settled();
  });
  afterEach(async () => {
    outbox.value = [];
    forgetLists();
    await signOut();
    stop?.();
    await settled();
    mock.restoreAll();
  });

  /** Answers each POST by a refusal. */
  const refuse = (code: RefusalCode) =>
    page.serve((url, init) =>
      init.method === "POST"
        ? Response.json(problem(code), { status: REFUSALS[code].status })
        : ledger.serve(url, init),
    );

  const shown = () => toast.value as Toast | undefined;

  it("is dropped without a word if it was stored before, and erased since", async () => {
    const list = listOf({ month: "2026-11" });
    await settled();
    refuse("expense.notFound");
    post(tea);
    await settled();
    expect([outbox.value, shown()]).to.deep.equal([[], undefined]);
    expect(summaryOf(list)?.currencies).to.deep.equal([]);
  });

  it("is counted until it is refused, in the month and under a filter alike", async () => {
    ledger.add("Iced tea", { amount: "10.00" });
    const list = listOf({ month: "2026-11" });
    await settled();
    const sums = () => {
      const { count, counted } = foundIn(arrange(rowsOf(list), filterOf({ q: "tea" })), "");
      const [month] = summaryOf(list)?.currencies ?? [];
      return [count, totalsOf(counted)[0]?.total, month?.count, month?.total];
    };
    page.serve(broken);
    post(tea);
    await settled();
    expect(sums()).to.deep.equal([2, "60.00", 2, "60.00"]);
    refuse("amount.tooLarge");
    await sendNow();
    await settled();
    expect(outbox.value.map(({ state }) => state)).to.deep.equal(["refused"]);
    expect(sums()).to.deep.equal([1, "10.00", 1, "10.00"]);
  });

  it("is tried again, without a word, if others were at it", async () => {
    refuse("expense.contended");
    post(tea);
    await settled();
    expect(outbox.value.map(({ state, problem: why }) => [state, why])).to.deep.equal([
      ["waiting", undefined],
    ]);
    expect(shown()).to.equal(undefined);
    page.serve(ledger.serve);
    await sendNow();
    await settled();
    expect([outbox.value, ledger.list().length]).to.deep.equal([[], 1]);
  });
});
