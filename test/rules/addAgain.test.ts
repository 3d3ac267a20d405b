import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { listOf } from "../../site/data/lists/expenseLists";
import { rowsOf } from "../../site/data/lists/listRows";
import { outbox } from "../../site/data/outbox/outbox";
import { hold as holdEntry, repost } from "../../site/data/outbox/outboxEdits";
import { addAgain, draftLike } from "../../site/data/writes/addAgain";
import { remove } from "../../site/data/writes/changeExpense";
import { startSending } from "../../site/data/writes/sendOutbox";
import { followUndo, undoLast } from "../../site/data/writes/undoing";
import { today } from "../../site/lib/formatting/clock";
import { online } from "../../site/lib/network/reach";
import { toast } from "../../site/lib/page/toasts";
import { settled } from "./openPage";
import { said, useWrites } from "./writesFixture";

const BEFORE: Expense = {
  ...{ expenseId: "A", description: "Coffee", amount: "3.50", currency: "EUR", category: "Eating out" },
  ...{ date: "2026-11-02", createdBy: "ada", createdAt: "2026-11-02T08:00:00.000Z" },
  ...{ updatedAt: "2026-11-02T08:00:00.000Z", version: 4 },
};

describe("An expense that is added again", () => {
  it("takes over what describes it, and nothing that is the other's own", () => {
    const described = { merchant: "Corner Café", notes: "with Ada", tags: ["work"], kind: "refund" } as const;
    const own = { receiptId: "R", source: "rule", sourceId: "S" } as Partial<Expense>;
    const expense: Expense = { ...BEFORE, ...own, ...described, tags: [...described.tags] };
    expect(draftLike(expense, "2026-11-27")).to.deep.equal({
      ...{
        description: "Coffee",
        amount: "3.50",
        currency: "EUR",
        category: "Eating out",
        date: "2026-11-27",
      },
      ...described,
    });
    expect(draftLike(BEFORE, "2026-11-27")).to.have.all.keys(
      ...["description", "amount", "currency", "category", "date"],
    );
  });
});

describe("Taking back an expense that was added again", () => {
  const { page, current, hold, broken } = useWrites();
  let stops: (() => void)[] = [];
  beforeEach(() => {
    stops = [followUndo()];
  });
  afterEach(() => {
    for (const stop of stops) stop();
    outbox.value = [];
  });

  const rows = () => rowsOf(listOf({ month: today.peek().slice(0, 7) }));
  const described = () => rows().map(({ expense }) => expense.description);

  it("deletes it where the API has it, and leaves what was done before as it is", async () => {
    const tea = current().add("Tea", { date: today.peek() });
    const coffee = current().add("Coffee", { date: today.peek() });
    stops.push(startSending());
    rows();
    await settled();
    await remove(tea);
    addAgain(coffee);
    await settled();
    expect(described()).to.deep.equal(["Coffee", "Coffee"]);
    undoLast();
    await settled();
    expect(described()).to.deep.equal(["Coffee"]);
    expect(current().list()).to.have.lengthOf(1);
    expect(current().expenses.get("Tea")).to.have.property("deletedAt");
    undoLast(); // The act before.
    await settled();
    expect([described(), current().list().length]).to.deep.equal([["Coffee", "Tea"], 2]);
  });

  const waits = "“Coffee” again, today: it is kept on this device and sent as soon as possible";

  it("is offered in a message that says so if the network fails", async () => {
    stops.push(startSending());
    page.serve(broken);
    addAgain({ ...BEFORE, date: today.peek() });
    expect(said()).to.equal("Added “Coffee” again, today");
    await settled();
    expect(said()).to.equal(waits);
    expect(toast.value?.actions.some(({ undoes }) => undoes)).to.equal(true);
    addAgain({ ...BEFORE, description: "Tea", date: today.peek() });
    expect(said()).to.contain("“Tea” again, today: it is kept");
    online.value = true;
  });

  it("gives it up while it waits, and adds it after all if that is undone", async () => {
    addAgain({ ...BEFORE, date: today.peek() });
    expect(outbox.value).to.have.lengthOf(1);
    undoLast();
    expect([outbox.value, said()]).to.deep.equal([[], "Deleted “Coffee”"]);
    toast.value?.actions.at(0)?.run();
    expect(outbox.value.map(({ draft }) => draft.description)).to.deep.equal(["Coffee"]);
  });

  it("waits for an answer that is on its way, and then deletes", async () => {
    stops.push(startSending());
    const release = hold("POST");
    addAgain({ ...BEFORE, date: today.peek() });
    await settled();
    undoLast();
    expect(outbox.value).to.have.lengthOf(1);
    release();
    await settled();
    expect([outbox.value, current().list(), current().expenses.size]).to.deep.equal([[], [], 1]);
  });

  it("finds it also if it was changed before it was sent", async () => {
    addAgain({ ...BEFORE, date: today.peek() });
    const [{ key, draft } = expect.fail("nothing waits")] = outbox.value;
    holdEntry(key);
    repost(key, { ...draft, description: "Espresso" });
    undoLast();
    expect([outbox.value, toast.value?.actions.length]).to.deep.equal([[], 1]);
  });
});
