import { expect } from "chai";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { signUpUser } from "../helpers/api";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { turnClock } from "../helpers/functionClocks";

const FIVE_MINUTES = 5 * 60_000;

describe("functions whose clocks are five minutes off", () => {
  const faulty = useFaultyCloud();
  const functions = ["logExpense", "updateExpense", "deleteExpense", "restoreExpense"];

  afterEach(async function () {
    this.timeout(30_000);
    for (const name of functions) await turnClock(faulty().cloud, name, 0);
  });

  for (const [ahead, behind] of [
    [FIVE_MINUTES, -FIVE_MINUTES],
    [-FIVE_MINUTES, FIVE_MINUTES],
  ] as const) {
    it(`agree on what was stored: creating ${ahead / 60_000} min, changing ${behind / 60_000} min`, async function () {
      this.timeout(60_000);
      const { cloud } = faulty();
      const user = await signUpUser(cloud);
      await turnClock(cloud, "logExpense", ahead);
      for (const name of functions.slice(1)) await turnClock(cloud, name, behind);

      const headers = { "Idempotency-Key": "tram" };
      const body = { description: "Tram", amount: "2.80", currency: "EUR", date: "2026-05-01" };
      const { body: created } = await user.api<Expense>("POST", "/expenses", { body, headers });
      expect(Math.abs(Date.parse(created.createdAt) - Date.now() - ahead)).to.be.below(60_000);
      const path = `/expenses/${created.expenseId}`;
      const changed = await user.api<Expense>("PATCH", path, {
        body: { amount: "3.20" },
        headers: { "If-Match": '"1"' },
      });
      expect([changed.status, changed.body.version, changed.body.amount]).to.deep.equal([200, 2, "3.20"]);
      expect((await user.api("DELETE", path)).status).to.equal(204);
      const trash = await user.api<ExpensePage>("GET", "/expenses/trash");
      expect(trash.body.expenses.map(({ expenseId }) => expenseId)).to.deep.equal([created.expenseId]);
      const restored = await user.api<Expense>("POST", `${path}/restore`);
      expect([restored.status, restored.body.version]).to.deep.equal([200, 4]);

      const retried = await user.api<Expense>("POST", "/expenses", { body, headers });
      expect([retried.status, retried.body]).to.deep.equal([201, restored.body]);
      const { body: list } = await user.api<ExpensePage>("GET", "/expenses");
      expect(list.expenses).to.deep.equal([restored.body]);
    });
  }
});
