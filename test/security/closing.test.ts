import { expect } from "chai";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { type ApiResponse, jsonHeaders, refresh, signUpUser, type TestUser } from "../helpers/api";
import { allItemsOf, mailsTo, type TestCloud } from "../helpers/cloud";
import { mysqlOf, runFunction, runMachine } from "../helpers/jobs";
import { create, heldBy, inside, invite, join } from "../helpers/ledgers";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { jpeg, segment } from "../helpers/receipts";
import { type Announced, addReceipt, announcementOf, sendFile } from "../helpers/receiptUpload";
import { withSecondFactor } from "../helpers/secondFactor";
import { type Stored, settled, storedOf } from "../helpers/stored";
import { useOwnCloud, WITH_BACKUP } from "../helpers/useCloud";

const ROUNDS = process.env.FULL ? 100 : 2;
/** Loops of requests at the same time. */
const LOOPS = 4;

/** With something that is removed, so that another version of the file is stored. */
const PHOTO = jpeg({ metadata: [segment(0xe1, "Exif\0\0 somewhere")] });

const SECRET = "Something private";
const body = { description: SECRET, amount: "700.00", currency: "USD", date: "2026-10-05" };

const schedule = { every: 1, unit: "months", start: "2026-10-01" };
const budget = { name: SECRET, amount: "400", currency: "EUR", period: "month" };
const ifMatch = (version: number) => ({ headers: { "If-Match": `"${version}"` } });

/** Sends a request that succeeds. @returns the body of its answer. */
async function done<Body>({ api }: TestUser, ...request: Parameters<TestUser["api"]>): Promise<Body> {
  const { status, body: answered } = await api<Body>(...request);
  expect(status, `${request[1]}: ${JSON.stringify(answered)}`).to.be.within(200, 204);
  return answered;
}

/** A user with everything that can be stored. */
async function furnish(cloud: TestCloud) {
  const user = await signUpUser(cloud);
  const log = async () => (await done<{ expenseId: string }>(user, "POST", "/expenses", { body })).expenseId;
  const [live, trashed] = [await log(), await log()];
  await done(user, "DELETE", `/expenses/${trashed}`);
  await done(user, "PUT", "/settings", { body: { currency: "EUR" }, ...ifMatch(0) });
  await done(user, "POST", "/alerts/subscription");
  await followLink((await mailsTo(cloud, user.email)).at(-1), "Confirm subscription");
  await done(user, "POST", "/recurring", { body: { description: SECRET, amount: "1", schedule } });
  const budgetId = newExpenseId(new Date());
  await done(user, "PUT", `/budgets/${budgetId}`, { body: budget, ...ifMatch(0) });
  await done(user, "POST", "/calendar", { body: { amounts: true } });
  const shared = await create(user, SECRET);
  await invite(user, shared.id, "editor");
  const host = await signUpUser(cloud);
  const { id: inviting } = await create(host);
  const { secret } = await invite(host, inviting, "editor");
  const receipt = await addReceipt(cloud, user, PHOTO);
  await done(user, "POST", "/reports/2026-10");
  await done(user, "POST", "/exports");
  await withSecondFactor(cloud, user);
  await done(user, "POST", "/account/recoveryCodes");
  await cloud.lambda.idle();
  return {
    user,
    live,
    trashed,
    budgetId,
    receipt,
    shared: shared.id,
    joining: () => join(user, inviting, secret),
  };
}

type Victim = Awaited<ReturnType<typeof furnish>>;

/** Whatever brings something back, makes something new or shows something. */
function attacksOn({ user: { api }, live, trashed, budgetId, receipt, shared, joining }: Victim) {
  return [
    () => api("POST", "/expenses", { body }),
    () => api("POST", `/expenses/${trashed}/restore`),
    () => api("GET", "/expenses/trash"),
    () => api("GET", "/expenses?month=2026-10&sums=true"),
    () => api("POST", "/reports/2026-10"),
    () => api("POST", "/exports"),
    () => api("PATCH", `/expenses/${live}`, { body: { amount: "900" }, ...ifMatch(1) }),
    () => api("PUT", "/settings", { body: { timezone: "UTC" }, ...ifMatch(1) }),
    () => api("POST", "/logexpense", { body: { description: SECRET, amount: 800 } }),
    () => api("POST", "/expenses/batch", { body: { action: "restore", expenses: [{ id: trashed }] } }),
    () => api("POST", "/recurring", { body: { description: SECRET, amount: "1", schedule } }),
    () => api("PUT", `/budgets/${budgetId}`, { body: { ...budget, amount: "1" }, ...ifMatch(1) }),
    () => api("PUT", `/budgets/${newExpenseId(new Date())}`, { body: budget, ...ifMatch(0) }),
    () => api("POST", "/calendar", { body: { amounts: true } }),
    () => sendReceipt(api),
    () => api("POST", `/receipts/${receipt}/read`),
    () => api("POST", `/receipts/${receipt}/confirm`, { body: { description: SECRET, amount: 1 } }),
    () => api("POST", "/ledgers", { body: { name: SECRET, colour: "#3366cc" } }),
    joining,
    () => api("POST", "/calendar", { ...inside(shared), body: { amounts: true } }),
    () => api("POST", "/ledger/invitations", { ...inside(shared), body: { role: "editor" } }),
    () => api("POST", "/expenses", { ...inside(shared), body }),
    () => api("POST", "/alerts/subscription"),
    () => api("GET", "/alerts"),
    () => api("POST", "/account/recoveryCodes"),
    () => api("DELETE", "/account"),
  ];
}

/** Announces a receipt, and sends its file if that is let in. @returns the answer to the announcement. */
async function sendReceipt(api: TestUser["api"]): Promise<ApiResponse> {
  const answer = await api<Announced>("POST", "/receipts", { body: announcementOf(PHOTO) });
  if (answer.body?.upload) await sendFile(answer.body.upload, PHOTO);
  return answer;
}

describe(`an account that is attacked with its old token while it is closed, ${ROUNDS} times`, () => {
  const cloud = useOwnCloud(WITH_BACKUP);

  it("leaves nothing, and nothing is seen", async function () {
    this.timeout(ROUNDS * 60_000);
    const backedUp: TestUser[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const victim = await furnish(cloud());
      const backUp = () => runMachine(cloud(), "backupMachineArn");
      if (round === 0) await backUp();
      // A concurrent backup copies some of what is about to be removed.
      await Promise.all([attack(victim), ...(round === 0 ? [backUp()] : [])]);
      await expectGone(victim.user);
      const before = await storedOf(cloud(), victim.user);
      for (const request of attacksOn(victim)) expectRefused(await request());
      await settled(cloud());
      expect(await storedOf(cloud(), victim.user)).to.deep.equal(before);
      backedUp.push(victim.user);
    }
    // The daily job erases the ledgers that are left without members.
    expect((await runFunction(cloud(), "reconcileAccounts")).error).to.equal(undefined);
    await settled(cloud());
    for (const table of [cloud().output("expensesTableName"), "Ledgers"]) {
      expect(JSON.stringify(await allItemsOf(cloud(), table)), table).not.to.include(SECRET);
    }
    await runMachine(cloud(), "backupMachineArn");
    await expectNoRows(backedUp);
  });

  /** Sends requests in loops, closes the account in their midst, and goes on until it is erased. */
  async function attack(victim: Victim): Promise<void> {
    const attacks = attacksOn(victim);
    const state = { closed: false, erased: false };
    const letIn = new Set<Promise<unknown>>();
    cloud().lambda.beforeInvoke = async (name, payload) => {
      // Simulates the pause of the erasure: admitted requests have ended, and so has the work that they started.
      if (name !== "eraseAccount" || !payload.includes('"sweeps"')) return;
      await Promise.all(letIn);
      await cloud().lambda.idle();
    };
    const loop = async (start: number) => {
      for (let index = start; !state.erased; index += 1) {
        const wasClosed = state.closed;
        const request = attacks[index % attacks.length]?.() ?? Promise.reject(new Error("No attack"));
        if (!wasClosed) letIn.add(request.finally(() => letIn.delete(request)));
        const answer = await request;
        if (wasClosed) expectRefused(answer);
      }
    };
    const loops = Array.from({ length: LOOPS }, (_, place) => loop(place * 3));
    // One of the loops may be the first to close it.
    const closing = await victim.user.api("DELETE", "/account");
    expect(closing.status).to.be.oneOf([202, 401]);
    state.closed = true;
    await settled(cloud());
    state.erased = true;
    await Promise.all(loops);
    await settled(cloud());
    cloud().lambda.beforeInvoke = () => undefined;
  }

  function expectRefused(answer: ApiResponse): void {
    expect(answer).to.deep.equal({
      status: 401,
      headers: jsonHeaders(cloud()),
      body: problem("session.expired"),
    });
  }

  async function expectGone(user: TestUser): Promise<void> {
    const { expenses, ledger, files, subscriptions, users }: Stored = await storedOf(cloud(), user);
    expect(expenses).not.to.deep.equal([]);
    for (const item of expenses) {
      expect(item).to.include({ description: "", category: "", amount: 1 });
      expect(item).to.include.keys("deletedAt", "expiresAt");
    }
    expect(JSON.stringify(expenses)).not.to.include(SECRET);
    expect(ledger.map(({ sk }) => sk)).to.deep.equal(["user"]);
    expect(ledger[0]).to.include.keys("closed", "expiresAt");
    expect({ files, users }).to.deep.equal({ files: [], users: [] });
    expect(await heldBy(cloud(), user)).to.deep.equal([]);
    // One that the attack asked for last may wait for a confirmation that nobody will give.
    expect(subscriptions.filter((one) => one !== "PendingConfirmation")).to.deep.equal([]);

    const refreshed = await refresh(cloud(), user).catch(({ name }: Error) => name);
    expect(refreshed).to.equal("NotAuthorizedException");
  }

  async function expectNoRows(users: readonly TestUser[]): Promise<void> {
    const mysql = await mysqlOf(cloud());
    try {
      const rows = await mysql.query(
        "SELECT DISTINCT description, category, amount, date FROM expenses WHERE ledger_id IN (?)",
        [users.map(({ ledgerId }) => ledgerId)],
      );
      expect(rows.map((row) => ({ ...row }))).to.deep.equal([
        { description: "", category: "", amount: "0.0100", date: "1900-01-01" },
      ]);
      for (const table of ["expenses", "ledger_items"]) {
        expect(JSON.stringify(await mysql.query(`SELECT * FROM ${table}`)), table).not.to.include(SECRET);
      }
    } finally {
      mysql.close();
    }
  }
});
