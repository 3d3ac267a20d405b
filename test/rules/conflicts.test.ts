import { expect } from "chai";
import fc from "fast-check";
import type { Expense } from "../../domain/expenses/expense";
import { chosenChanges } from "../../site/data/expenses/conflictChoice";
import { conflictsOf } from "../../site/data/expenses/editConflicts";
import type { Changes } from "../../site/data/expenses/model";
import { editForm, editing, resumeEditing, stopEditing } from "../../site/data/forms/openForms";
import { listOf } from "../../site/data/lists/expenseLists";
import { catchUp } from "../../site/data/lists/listRefresh";
import { sought } from "../../site/data/lists/scrollTarget";
import { resume } from "../../site/data/offline/replayWrites";
import { change, remove } from "../../site/data/writes/changeExpense";
import { asOpened, keepOpened } from "../../site/data/writes/openedExpense";
import { dropIdleChanges } from "../../site/data/writes/writeJournal";
import { navigate, route } from "../../site/lib/page/pageRoute";
import { toast } from "../../site/lib/page/toasts";
import { keepTyped, typedInto } from "../../site/lib/storage/typedForms";
import { problem } from "../helpers/problem";
import { runs } from "../helpers/runs";
import type { Chosen, FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { kept, MONTH, said, useWrites } from "./writesFixture";

const values = {
  description: fc.constantFrom("Tea", "Coffee", "Milk"),
  category: fc.constantFrom("Food", "Home"),
  amount: fc.constantFrom("1.00", "2.00", "3.00"),
  date: fc.constantFrom("2026-11-01", "2026-11-02"),
};
const changes = fc.record(values, { requiredKeys: [] }).filter((some) => Object.keys(some).length > 0);

describe("An edit of what somebody else has edited", () => {
  const { page, current, openMonth, expectTrue, openAnother, broken } = useWrites();
  let ledger: FakeLedger;
  beforeEach(() => {
    ledger = current();
    navigate(MONTH);
  });

  it("never overwrites a value that the user has not seen, though the row follows other devices", async () => {
    const list = listOf({ month: MONTH });
    await settled();
    await fc.assert(
      fc.asyncProperty(changes, changes, fc.boolean(), async (mine, theirs, isReloaded) => {
        const before = ledger.add(`t${ledger.expenses.size}`);
        const { expenseId } = before;
        editing.value = { expenseId };
        asOpened(before);
        keepOpened(before);
        ledger.change(expenseId, theirs);
        const stored = ledger.expenses.get(expenseId) as Expense;
        await catchUp();
        // A list of more than a page may be read again, in several answers.
        do await settled();
        while (list.until === undefined);
        if (isReloaded) editing.value = { expenseId };
        const row = list.expenses.value.find((one) => one.expenseId === expenseId);
        expect(row).to.deep.equal(stored);
        const opened = asOpened(row ?? before);
        stopEditing();
        await change(opened, mine);
        const after = ledger.expenses.get(expenseId) as Expense;
        const conflicts = conflictsOf(before, mine, stored);
        const differ = conflicts.some((field) => Reflect.get(mine, field) !== Reflect.get(stored, field));
        if (differ) {
          expect(after).to.deep.equal(stored);
          expect(editing.value?.conflict).to.deep.equal({ before, stored });
        } else
          expect(after).to.include({
            ...stored,
            ...mine,
            version: after.version,
            updatedAt: after.updatedAt,
          });
        editing.value = undefined;
        keepTyped(editForm(expenseId), undefined);
      }),
      { numRuns: runs(60) },
    );
  });

  it("shows both values, and saves what was chosen and no other field", async () => {
    const before = ledger.add("Tea");
    const list = await openMonth();
    ledger.change("Tea", { amount: "9.00", description: "Black tea" });
    await change(before, { amount: "5.00", category: "Food" });
    const { conflict, typed = {} } = editing.value ?? {};
    expect(conflict?.stored).to.include({ amount: "9.00", description: "Black tea" });
    expect(conflictsOf(before, typed, conflict?.stored ?? before)).to.deep.equal(["amount"]);
    const stored = conflict?.stored ?? before;
    await change(stored, chosenChanges(before, typed, stored, ["amount"]));
    await settled();
    expect(ledger.expenses.get("Tea")).to.include({
      amount: "9.00",
      category: "Food",
      description: "Black tea",
    });
    expectTrue(list);
  });

  it("leaves other changes of the expense that need a decision to it, and asks about each", async () => {
    const before = ledger.add("Tea");
    const mine = { amount: "5.00", currency: "USD" };
    await openMonth();
    page.serve(broken);
    await change(before, mine);
    await change({ ...before, amount: "5.00" }, { description: "Mine" });
    ledger.change("Tea", { amount: "9.00", description: "Theirs" });
    page.serve(ledger.serve);
    await resume();
    await settled();
    const shown = editing.value;
    dropIdleChanges("Tea", (_, key) => key === shown?.write);
    stopEditing();
    await resume();
    await settled();
    expect([shown?.typed, editing.value?.typed]).to.have.deep.members([mine, { description: "Mine" }]);
    await change(ledger.expenses.get("Tea") ?? before, { category: "Food" });
    expect(ledger.expenses.get("Tea")?.category).to.equal("Food");
    expect(kept()).to.deep.equal([]);
  });

  it("stays to be decided about when another field is saved", async () => {
    const before = ledger.add("Tea");
    await openMonth();
    ledger.change("Tea", { amount: "9.00" });
    await change(before, { amount: "5.00", currency: "USD" });
    const stored = editing.value?.conflict?.stored ?? before;
    editing.value = { expenseId: "Tea" };
    await change(stored, { notes: "More" });
    expect(kept()).to.have.length(1);
    await change({ ...stored, version: stored.version + 1 }, { amount: "6.00", currency: "USD" });
    expect([kept(), ledger.expenses.get("Tea")?.amount]).to.deep.equal([[], "6.00"]);
  });

  const split = (first: string, second: string) => [
    { category: "Food", amount: first },
    { category: "Home", amount: second },
  ];
  const whole = { amount: "50.00", currency: "EUR" };
  const halves = { ...whole, parts: split("30.00", "20.00") };

  const chosenAsOne: [act: string, was: Chosen, mine: Changes, theirs: Chosen, after: Chosen][] = [
    [
      "undo a split of what they raise",
      halves,
      { parts: [] },
      { amount: "80.00", parts: split("50.00", "30.00") },
      whole,
    ],
    ["undo a split whose currency they change", halves, { parts: [] }, { currency: "USD" }, whole],
    [
      "split anew what they changed the currency of",
      halves,
      { parts: split("10.00", "40.00") },
      { currency: "USD" },
      { ...whole, parts: split("10.00", "40.00") },
    ],
    [
      "split what they raise",
      whole,
      { parts: split("10.00", "40.00") },
      { amount: "55.00" },
      { ...whole, parts: split("10.00", "40.00") },
    ],
    [
      "change the amount of what they split",
      whole,
      { amount: "60", currency: "EUR" },
      halves,
      { ...whole, amount: "60.00" },
    ],
  ];
  for (const [act, was, mine, theirs, after] of chosenAsOne)
    it(`stores the amount, currency and parts that were chosen as one: I ${act}`, async () => {
      const before = ledger.add("Tea", was);
      await openMonth();
      ledger.change("Tea", theirs);
      await change(before, mine);
      const { conflict, typed = {} } = editing.value ?? {};
      const stored = conflict?.stored ?? before;
      expect(conflictsOf(before, typed, stored)).to.deep.equal(["amount"]);
      await change(stored, chosenChanges(before, typed, stored, []));
      await settled();
      const { amount, currency, parts } = ledger.expenses.get("Tea") ?? {};
      expect({ amount, currency, ...(parts && { parts }) }).to.deep.equal(after);
    });

  it("does not ask if both undid the split", async () => {
    const before = ledger.add("Tea", halves);
    await openMonth();
    ledger.change("Tea", { parts: [] });
    await change(before, { description: "Green tea", parts: [] });
    await settled();
    expect(editing.value).to.equal(undefined);
    expect(ledger.expenses.get("Tea")).to.include({ ...whole, description: "Green tea" });
  });

  it("is asked about again by the next page, if the user has not chosen", async () => {
    const before = ledger.add("Tea");
    await openMonth();
    ledger.change("Tea", { amount: "9.00" });
    await change(before, { amount: "5.00" });
    await openAnother();
    listOf({ month: MONTH });
    await resume();
    await settled();
    expect(editing.value?.conflict?.stored).to.include({ amount: "9.00" });
    expect(kept().length).to.equal(1);
  });
});

describe("An edit that the API refuses", () => {
  const { page, current, openMonth, openAnother } = useWrites();

  it("is still typed into its form in the next page, until it is saved or given up", async () => {
    const tea = current().add("Tea");
    await openMonth();
    page.serve(() => Response.json(problem("role.tooLow"), { status: 403 }));
    await change(tea, { amount: "1234.50", description: "Green tea", tags: ["a", "b"] });
    expect(editing.value).to.deep.include({ expenseId: "Tea", before: tea });
    const typed = { amount: "1234.50", description: "Green tea", tags: "a,b", before: tea };
    expect(typedInto(editForm("Tea"))).to.deep.equal(typed);
    keepTyped(editForm("Tea"), { notes: "more" }); // All in which the form differs from what it opened with.
    keepOpened(tea, editing.value?.typed);
    await openAnother();
    resumeEditing();
    expect(editing.value).to.deep.equal({ expenseId: "Tea" });
    expect(typedInto(editForm("Tea"))).to.deep.equal({ ...typed, notes: "more" });
    expect(asOpened({ ...tea, version: 2 })).to.deep.equal(tea);
  });
});

describe("An expense whose deletion is undone", () => {
  const { page, current, openMonth, broken } = useWrites();
  const undo = () => toast.value?.actions.find(({ label }) => label === "Undo")?.run();
  const labels = () => toast.value?.actions.map(({ label }) => label);

  for (const [place, text, actions] of [
    [MONTH, "Restored “Tea”", ["Undo"]],
    ["settings/activity", "Restored “Tea” in November 2026", ["Show", "Undo"]],
    ["2026-10", "Restored “Tea” in November 2026", ["Show", "Undo"]],
  ] as const)
    it(`is told of at ${place}`, async () => {
      const tea = current().add("Tea");
      await openMonth();
      navigate(MONTH);
      await remove(tea);
      navigate(place);
      await undo();
      await settled();
      expect([said(), labels()]).to.deep.equal([text, actions]);
      expect(current().expenses.get("Tea")?.deletedAt).to.equal(undefined);
    });

  it("is not said to be back while that waits for a connection", async () => {
    const tea = current().add("Tea");
    await openMonth();
    await remove(tea);
    page.serve(broken);
    await undo();
    await settled();
    expect(said()).to.equal("The change to “Tea” is kept on this device and sent as soon as possible");
  });
});

describe("An edit of the page", () => {
  const { current, openMonth, expectTrue } = useWrites();
  const labels = () => toast.value?.actions.map(({ label }) => label);
  const press = (label: string) => toast.value?.actions.find((action) => action.label === label)?.run();

  it("says where the expense went, leads there, and is undone", async () => {
    const before = current().add("Tea", { category: "Food" });
    const list = await openMonth();
    navigate(MONTH);
    await change(before, { description: "Green tea" });
    expect([said(), labels()]).to.deep.equal(["Changed “Green tea”", ["Undo"]]);
    const [tea] = list.expenses.value;
    if (!tea) throw new Error("None.");
    await change(tea, { date: "2026-12-24" });
    expect([said(), labels()]).to.deep.equal(["“Green tea” is in December 2026 now", ["Show", "Undo"]]);
    await press("Show");
    expect([route.value.path, sought.value]).to.deep.equal(["2026-12", "Tea"]);
    navigate(MONTH, { category: "Food" });
    await press("Undo");
    await settled();
    expect([said(), labels()]).to.deep.equal(["Undid the change of “Green tea”", []]);
    expectTrue(list);
    const [back] = list.expenses.value;
    if (!back) throw new Error("None.");
    await change(back, { category: "Home" });
    expect([said(), labels()]).to.deep.equal([
      "“Green tea” does not match the filter any more",
      ["Show", "Undo"],
    ]);
    sought.value = undefined;
  });
});
