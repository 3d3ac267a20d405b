import { expect } from "chai";
import { listOf } from "../../site/data/lists/expenseLists";
import { rowsOf } from "../../site/data/lists/listRows";
import { resume } from "../../site/data/offline/replayWrites";
import { outbox } from "../../site/data/outbox/outbox";
import { addTyped } from "../../site/data/writes/addTyped";
import { change, remove, restore } from "../../site/data/writes/changeExpense";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { giveUp } from "../../site/data/writes/undoAdd";
import { followUndo, undoLast } from "../../site/data/writes/undoing";
import { today } from "../../site/lib/formatting/clock";
import { online } from "../../site/lib/network/reach";
import { route } from "../../site/lib/page/pageRoute";
import { hideToast, toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import { settled } from "./openPage";
import { kept, said, useWrites } from "./writesFixture";

const month = () => today.peek().slice(0, 7);
const described = () => rowsOf(listOf({ month: month() })).map(({ expense }) => expense.description);
const offered = () => toast.value?.actions.map(({ label }) => label);

/** Shows a month on the screen. */
const showMonth = (path: string) => {
  route.value = { path, query: {} };
};

/** Adds an expense with the form. */
const add = (description: string, date = today.peek()) =>
  expect(addTyped({ description, amount: "5", category: "Other", date }, {})).to.equal(undefined);

/** Ctrl+Z, and its answers. */
async function undo(): Promise<void> {
  undoLast();
  await settled();
}

describe("Ctrl+Z after an expense was typed", () => {
  const { page, current, broken } = useWrites();
  let stops: (() => void)[] = [];
  beforeEach(async () => {
    stops = [followUndo(), startSending()];
    showMonth(month());
    described();
    await settled();
  });
  afterEach(() => {
    showMonth("");
    for (const stop of stops) stop();
    outbox.value = [];
    online.value = true;
  });

  it("takes it back, and not what was done before it", async () => {
    const old = current().add("Old one", { amount: "100.00", date: today.peek() });
    await remove(old);
    hideToast();
    add("Mistake");
    await settled();
    expect([described(), toast.value]).to.deep.equal([["Mistake"], undefined]);
    await undo();
    expect([described(), current().list()]).to.deep.equal([[], []]);
    expect(said()).to.equal("Deleted “Mistake”");
    await undo();
    expect([described(), current().list().length]).to.deep.equal([["Old one"], 1]);
  });

  it("takes an edit back that was made since, and then the expense", async () => {
    add("Tea");
    await settled();
    const [tea = expect.fail("nothing was added")] = current().list();
    await change(tea, { amount: "7.00", currency: tea.currency });
    await undo();
    expect(current().list()).to.have.lengthOf(1);
    expect(current().list()[0]).to.include({ amount: tea.amount });
    await undo();
    expect([described(), current().list()]).to.deep.equal([[], []]);
  });

  it("gives it up while it waits, or if the API refused it", async () => {
    const refuse = () => Response.json(problem("request.invalid"), { status: 400 });
    for (const server of [refuse, broken]) {
      page.serve((url, init) => (init.method === "POST" ? server() : current().serve(url, init)));
      add("Tea");
      await settled();
      expect(outbox.value).to.have.lengthOf(1);
      await undo();
      expect(described()).to.deep.equal([]);
    }
    page.serve(current().serve);
    await sendNow();
    await settled();
    expect([outbox.value, current().list()]).to.deep.equal([[], []]);
  });

  it("brings it back first if its user deleted it before it was sent", async () => {
    page.serve(() => Response.json(problem("request.invalid"), { status: 400 }));
    add("Tea");
    await settled();
    giveUp(outbox.value[0] ?? expect.fail("nothing was refused"));
    expect([described(), said(), offered()]).to.deep.equal([[], "Deleted “Tea”", ["Undo"]]);
    await undo();
    expect([described(), outbox.value[0]?.state]).to.deep.equal([["Tea"], "refused"]);
    await undo();
    expect([described(), outbox.value]).to.deep.equal([[], []]);
  });

  it("deletes it if another page of the browser sent it, also after a try without a network", async () => {
    Object.defineProperty(navigator, "onLine", { configurable: true, value: false });
    add("Tea");
    await settled();
    Reflect.deleteProperty(navigator, "onLine");
    const [{ key, draft } = expect.fail("nothing waits")] = outbox.value;
    outbox.value = [];
    const headers = { "Idempotency-Key": key };
    await current().serve(new URL("https://api.example.com/expenses"), {
      ...{ method: "POST", body: JSON.stringify(draft), headers },
    });
    page.serve(broken);
    await undo();
    expect([current().list().length, offered()]).to.deep.equal([1, ["Undo"]]);
    page.serve(current().serve);
    await undo();
    expect([current().list(), current().expenses.size]).to.deep.equal([[], 1]);
  });

  it("is offered in the message about one that the list on screen does not have, once", async () => {
    add("Tea", "2020-02-10");
    await settled();
    expect(offered()).to.deep.equal(["Show", "Undo"]);
    hideToast();
    await undo();
    expect(current().list()).to.deep.equal([]);
    await undo();
    expect([current().list(), current().expenses.size]).to.deep.equal([[], 1]);
  });
});

describe("Ctrl+Z after an expense was restored from the trash", () => {
  const { page, current, broken } = useWrites();
  let stop = () => {};
  beforeEach(() => {
    stop = followUndo();
    showMonth(month());
  });
  afterEach(() => {
    stop();
    showMonth("");
  });

  /** Restores an expense that was deleted long ago. */
  async function restoreOne(): Promise<void> {
    current().add("One", { date: today.peek() });
    current().change("One", { deletedAt: "2026-11-20T08:00:00.000Z" });
    described();
    await settled();
    await restore(current().expenses.get("One") ?? expect.fail("it is gone"));
    await settled();
    expect([said(), described(), offered()?.at(-1)]).to.deep.equal(["Restored “One”", ["One"], "Undo"]);
  }

  it("deletes it, and can be undone itself", async () => {
    await restoreOne();
    await undo();
    expect([said(), described(), current().list()]).to.deep.equal(["Deleted “One”", [], []]);
    await toast.value?.actions.at(-1)?.run();
    await settled();
    expect([described(), current().list().length]).to.deep.equal([["One"], 1]);
    await undo(); // Nothing is left.
    expect(current().list()).to.have.lengthOf(1);
  });

  it("deletes it once there is a connection, if nobody changed it since", async () => {
    for (const amount of [undefined, "9.00"]) {
      await restoreOne();
      page.serve(broken);
      await undo();
      expect([described(), kept().length]).to.deep.equal([[], 1]);
      if (amount !== undefined) current().change("One", { amount });
      page.serve(current().serve);
      await resume();
      await settled();
      expect([current().list().length, kept()]).to.deep.equal([amount === undefined ? 0 : 1, []]);
    }
  });
});
