import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "chai";
import { MARKER_DAYS } from "../../domain/accounts/userRecords";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { clientOf, itemsOf, mailsTo } from "../helpers/cloud";
import { runFunction } from "../helpers/jobs";
import { followLink } from "../helpers/mail";
import { settled, storedOf } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

interface Logged {
  expenseId: string;
}

async function log(user: TestUser, description: string, date = "2026-10-05"): Promise<Logged> {
  const { body } = await user.api<Logged>("POST", "/expenses", {
    body: { description, amount: "12.50", date },
  });
  return body;
}

/** Adds a budget, a recurring expense that is due, and a calendar feed. */
async function plan(user: TestUser): Promise<void> {
  const budget = { name: "All", amount: "400", currency: "USD", period: "month" };
  const schedule = { every: 1, unit: "days", start: new Date().toISOString().slice(0, 10) };
  const answers = [
    await user.api("PUT", `/budgets/${newExpenseId(new Date())}`, {
      body: budget,
      headers: { "If-Match": '"0"' },
    }),
    await user.api("POST", "/recurring", { body: { description: "Bread", amount: 3, schedule } }),
    await user.api("POST", "/calendar", { body: {} }),
  ];
  expect(answers.map(({ status }) => status)).to.deep.equal([200, 201, 201]);
}

/** All that is left of a closed account: what refuses its tokens, for as long as a deleted expense is kept. */
function expectMarker(items: Record<string, unknown>[], { ledgerId }: TestUser): void {
  expect(items).to.have.length(1);
  const [{ closed, validAfter, expiresAt, ...key } = {}] = items;
  expect(key).to.deep.equal({ ledgerId, sk: "user" });
  expect(Date.parse(String(closed))).to.be.within(Date.now() - 120_000, Date.now());
  expect(Number(expiresAt) - Number(validAfter)).to.be.within(
    MARKER_DAYS * 86_400,
    MARKER_DAYS * 86_400 + 60,
  );
}

describe("DELETE /account", () => {
  const cloud = useCloud();

  it("erases the user and all their data, and no other user's", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const gone = [await log(user, "One"), await log(user, "Two", "2026-09-01"), await log(user, "Trash")];
    await user.api("DELETE", `/expenses/${gone[2]?.expenseId}`);
    const kept = await log(other, "Kept");
    await user.api("POST", "/alerts/subscription");
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    await user.api("POST", "/expenses", { body: { description: "Alert", amount: 900, currency: "USD" } });
    for (const times of [1, 2]) {
      await user.api("POST", "/reports/2026-10");
      await settled(cloud());
      await log(user, `Version ${times}`);
    }
    await plan(user);
    await user.api("POST", "/exports");
    await settled(cloud());
    const before = await storedOf(cloud(), user);
    expect(before.files.filter((key) => key?.startsWith(`${user.ledgerId}/2026-10`))).to.have.length(2);
    expect(before.subscriptions).to.have.length(1);
    const keys = before.ledger.map(({ sk }) => String(sk));
    for (const kind of ["budgets", "rule#", "calendar#"]) {
      expect(
        keys.some((key) => key.startsWith(kind)),
        kind,
      ).to.equal(true);
    }

    expect(await user.api("DELETE", "/account")).to.deep.equal({
      status: 202,
      headers: jsonHeaders(cloud()),
      body: { message: "Your account and your data are being deleted." },
    });
    await settled(cloud());

    const { expenses, ledger, ...others } = await storedOf(cloud(), user);
    expect(expenses.map(({ expenseId }) => expenseId)).to.have.members(
      before.expenses.map(({ expenseId }) => expenseId),
    );
    for (const { expenseId, updatedAt, version, expiresAt, deletedAt, ...rest } of expenses) {
      const [listKey, changeShard] = [rest.listKey, rest.changeShard];
      expect(rest).to.deep.equal({
        ...{ ledgerId: user.ledgerId, createdBy: user.ledgerId, createdAt: updatedAt, listKey, changeShard },
        ...{ description: "", category: "", date: "1900-01-01", amount: 1, currency: "USD" },
        listId: `trash#${user.ledgerId}`,
      });
    }
    expectMarker(ledger, user);
    // Runs of jobs for which it was due bring nothing back.
    for (const job of ["postRecurring", "evaluateBudgets"]) await runFunction(cloud(), job);
    expectMarker(await itemsOf(cloud(), "Ledgers", user.ledgerId), user);
    expect(others).to.deep.equal({ files: [], subscriptions: [], users: [] });
    const signIn = new CognitoIdentityProviderClient(clientOf(cloud())).send(
      new InitiateAuthCommand({
        ClientId: cloud().output("userPoolClientId"),
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: user.email, PASSWORD: user.password },
      }),
    );
    expect((await signIn.catch((error: Error) => error)) as Error).to.have.property(
      "name",
      "NotAuthorizedException",
    );

    const { body } = await other.api("GET", `/expenses/${kept.expenseId}`);
    expect(body).to.deep.equal(kept);
  });

  it("can be requested again while it is running", async () => {
    const user = await signUpUser(cloud());
    await log(user, "Once");
    await Promise.all([user.api("DELETE", "/account"), user.api("DELETE", "/account")]);
    await settled(cloud());
    expectMarker(await itemsOf(cloud(), "Ledgers", user.ledgerId), user);
    expect(
      cloud()
        .lambda.logs("eraseAccount")
        .filter((line) => line.includes("ERROR")),
    ).to.deep.equal([]);
  });

  it("sweeps again when all that was under way has ended, and until a sweep finds nothing", async () => {
    const user = await signUpUser(cloud());
    const request = { ledgerId: user.ledgerId };
    await log(user, "Before");
    const call = async (event: object) => (await runFunction(cloud(), "eraseAccount", event)).result;
    const first = await call(request);
    // The longest function, and the lag of the indexes.
    const pause = { pauseSeconds: 900 + 3600 };
    const nextOf = (sweeps: number) => ({ ...request, sweeps, found: 0, subscriptionPauses: 0 });
    expect(first).to.deep.equal({ sweeps: 1, found: 2, next: nextOf(1), ...pause });
    const second = await call(nextOf(1));
    expect(second).to.deep.equal({ sweeps: 2, found: 0 });
  });

  it("looks at a subscription again that SNS cannot delete before it is confirmed", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", "/alerts/subscription");
    const call = async (event: unknown) => (await runFunction(cloud(), "eraseAccount", event)).result;
    let step = await call({ ledgerId: user.ledgerId });
    step = await call(step?.next);
    expect(step).to.deep.include({ found: 0, pauseSeconds: 12 * 3600 });
    expect((await storedOf(cloud(), user)).ledger.map(({ sk }) => sk)).to.deep.equal([
      "alertSubscription",
      "user",
    ]);
    await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    step = await call(step?.next);
    expect(step).to.deep.include({ found: 1 });
    step = await call(step?.next);
    expect(step).not.to.have.property("next");
    const { ledger, subscriptions } = await storedOf(cloud(), user);
    expectMarker(ledger, user);
    expect(subscriptions).to.deep.equal([]);
  });
});
