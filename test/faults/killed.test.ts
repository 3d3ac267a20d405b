import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { Summary } from "../../domain/expenses/summary";
import { type ApiRequest, signUpUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import type { FaultRule } from "../helpers/faultProxy";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { sweepLater } from "../helpers/pendingAlerts";

/** Above the threshold, so that creating it also sends an alert. */
const REQUEST: ApiRequest = {
  body: { description: "A new roof", amount: "900.00", currency: "USD", date: "2026-04-01" },
  headers: { "Idempotency-Key": "roof" },
};
/** Calls to other services during the create, each an `await`. */
const CALLS = [
  // The user and the ledger, and of a new ledger what an earlier release may have kept.
  "dynamodb BatchGetItem",
  "dynamodb BatchGetItem",
  "dynamodb UpdateItem",
  "dynamodb PutItem",
  // The recipient of the alert, and their language.
  "dynamodb BatchGetItem",
  // To the operators, as the user's emails are off: their quota is read, and spent for all users and for this one.
  "dynamodb BatchGetItem",
  "dynamodb UpdateItem",
  "dynamodb UpdateItem",
  "sns ",
  "dynamodb PutItem",
  "dynamodb UpdateItem",
];

describe("a create whose function is killed", () => {
  const faulty = useFaultyCloud();

  it("awaits what the tests below kill it at", async () => {
    const { cloud, proxy } = faulty();
    await cloud.lambda.terminate("logExpense");
    const user = await signUpUser(cloud);
    const calls: string[] = [];
    proxy.rule = ({ service, operation }) => void calls.push(`${service} ${operation}`);
    await user.api("POST", "/expenses", REQUEST);
    // Jobs that caught up after the start may have come before.
    expect(calls.slice(-CALLS.length)).to.deep.equal(CALLS);
  });

  for (const [place, call] of CALLS.entries()) {
    for (const when of ["before", "after"] as const) {
      it(`${when} await ${place + 1} (${call}) leaves one expense and one alert after a retry and the sweep`, async function () {
        this.timeout(60_000);
        const { cloud, proxy } = faulty();
        const user = await signUpUser(cloud);
        const kill = () => cloud.lambda.terminate("logExpense");
        let calls = 0;
        const rule: FaultRule = () => {
          calls += 1;
          return calls === place + 1 ? { kind: "break", when, beforehand: kill } : undefined;
        };
        proxy.rule = rule;
        const killed = await user.api("POST", "/expenses", REQUEST);
        expect(killed.status).to.equal(502);
        proxy.reset();

        const retried = await user.api<Expense>("POST", "/expenses", REQUEST);
        expect(retried.status).to.equal(201);

        expect((await sweepLater(cloud, user.ledgerId)).functionError).to.equal(undefined);
        const items = await itemsOf(cloud, "Expenses", user.ledgerId);
        expect(items.map(({ expenseId }) => expenseId)).to.deep.equal([retried.body.expenseId]);
        expect(items[0]).not.to.have.property("alertState");
        const { body } = await user.api<Summary>("GET", "/summary?month=2026-04");
        expect(body.currencies.map(({ total, count }) => [total, count])).to.deep.equal([["900.00", 1]]);
        const { body: alerts } = await user.api<{ alerts: unknown[] }>("GET", "/alerts");
        expect(alerts.alerts).to.have.length(1);
      });
    }
  }
});
