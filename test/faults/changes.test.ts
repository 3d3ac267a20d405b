import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { LEDGER_CHANGE_INDEX, LIST_INDEX } from "../../domain/expenses/expenseKeys";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { Follower } from "../helpers/follower";
import { turnClock } from "../helpers/functionClocks";
import { lagIndex } from "../helpers/laggingIndex";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WRITERS = ["logExpense", "updateExpense", "deleteExpense", "restoreExpense"];

async function log(user: TestUser, description: string): Promise<Expense> {
  const body = { description, amount: "1.00", date: "2026-05-10" };
  return (await user.api<Expense>("POST", "/expenses", { body })).body;
}

describe("changes of a ledger", function () {
  this.timeout(120_000);
  const faulty = useFaultyCloud();

  afterEach(async () => {
    for (const name of WRITERS) await turnClock(faulty().cloud, name, 0);
  });

  for (const index of [LEDGER_CHANGE_INDEX, LIST_INDEX]) {
    it(`are known in the end, though ${index} lags`, async () => {
      const { cloud, proxy } = faulty();
      const user = await signUpUser(cloud);
      const [kept, deleted] = [await log(user, "kept"), await log(user, "deleted")];
      const follower = new Follower(user);
      const catchUp = await lagIndex(
        { db: databaseOf(cloud), engine: cloud.dynamodb },
        proxy,
        "Expenses",
        index,
      );
      await log(user, "late");
      await user.api("DELETE", `/expenses/${deleted.expenseId}`);
      await user.api("PATCH", `/expenses/${kept.expenseId}`, {
        body: { description: "changed" },
        headers: { "If-Match": '"1"' },
      });
      await follower.readList();
      if (index === LIST_INDEX) expect(follower.shown).to.deep.equal(["deleted", "kept"]);
      await follower.follow();
      await catchUp();
      await follower.follow();
      expect(follower.shown).to.deep.equal(["changed", "late"]);
    });
  }

  it("are known though the clock of the writers goes back and forth, and never go back themselves", async () => {
    const { cloud } = faulty();
    const user = await signUpUser(cloud);
    const follower = new Follower(user);
    await follower.readList();
    let expense = await log(user, "0");
    for (const [step, offset] of [9 * MINUTE, -9 * MINUTE, -2 * HOUR, 0].entries()) {
      for (const name of WRITERS) await turnClock(cloud, name, offset);
      const { body: next } = await user.api<Expense>("PATCH", `/expenses/${expense.expenseId}`, {
        body: { description: `${step + 1}` },
        headers: { "If-Match": `"${expense.version}"` },
      });
      expect(next.updatedAt > expense.updatedAt, `${offset}`).to.equal(true);
      expense = next;
      await follower.follow();
      expect(follower.known.get(expense.expenseId)).to.deep.equal(expense);
    }
    await user.api("DELETE", `/expenses/${expense.expenseId}`);
    await follower.follow();
    expect(follower.shown).to.deep.equal([]);
  });
});
