import { expect } from "chai";
import { listOf } from "../../site/data/lists/expenseLists";
import { habits, NO_HABITS } from "../../site/data/suggestions/ledgerHabits";
import { endExamples, hasExpenses, teachesNewcomer } from "../../site/data/suggestions/newLedger";
import { now } from "../../site/lib/formatting/clock";
import type { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import { useWrites } from "./writesFixture";

describe("The examples of the empty month", () => {
  const { current } = useWrites();
  let ledger: FakeLedger;
  beforeEach(() => {
    ledger = current();
    now.value = Date.parse("2026-12-01T00:00:30.000Z");
  });
  afterEach(() => {
    now.value = Date.now();
    habits.value = NO_HABITS;
  });

  /** Opens the new month, as a page does that is loaded. @returns true if it shows the examples. */
  async function openNewMonth(categories: string[] = []): Promise<boolean> {
    habits.value = { habits: [], categories, tags: [] };
    listOf({ month: "2026-12" });
    await settled();
    return teachesNewcomer("2026-12");
  }

  it("are shown to a newcomer, in the current month", async () => {
    expect(await openNewMonth()).to.equal(true);
    expect([teachesNewcomer("2026-11"), teachesNewcomer(undefined)]).to.deep.equal([false, false]);
  });

  it("are not shown on the first of a month to whom the month before has expenses", async () => {
    ledger.add("Rent", { date: "2026-11-02" });
    expect(await openNewMonth()).to.equal(false);
  });

  it("are not shown where only the suggestions tell of earlier expenses", async () => {
    expect(await openNewMonth(["Home"])).to.equal(false);
  });

  it("are not shown before the page knows", async () => {
    const isShown = openNewMonth();
    expect(teachesNewcomer("2026-12")).to.equal(false);
    expect(await isShown).to.equal(true);
    habits.value = NO_HABITS;
    expect(teachesNewcomer("2026-12")).to.equal(false);
  });

  it("do not come back to an empty ledger once they have ended", async () => {
    await openNewMonth();
    expect(hasExpenses()).to.equal(false);
    endExamples();
    expect(teachesNewcomer("2026-12")).to.equal(false);
  });
});
