import { expect } from "chai";
import { type ApiResponse, jsonHeaders, refresh, signUpUser, type TestUser } from "../helpers/api";
import { mailsTo, type TestCloud } from "../helpers/cloud";
import { mysqlOf, runMachine } from "../helpers/jobs";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { withSecondFactor } from "../helpers/secondFactor";
import { type Stored, settled, storedOf } from "../helpers/stored";
import { useOwnCloud, WITH_BACKUP } from "../helpers/useCloud";

const ROUNDS = process.env.FULL ? 100 : 2;
/** Loops of requests at the same time. */
const LOOPS = 4;

const SECRET = "Something private";
const body = { description: SECRET, amount: "700.00", currency: "USD", date: "2026-10-05" };

/** A user with everything that can be stored. */
async function furnish(cloud: TestCloud): Promise<{ user: TestUser; live: string; trashed: string }> {
  const user = await signUpUser(cloud);
  const log = async () =>
    (await user.api<{ expenseId: string }>("POST", "/expenses", { body })).body.expenseId;
  const [live, trashed] = [await log(), await log()];
  await user.api("DELETE", `/expenses/${trashed}`);
  await user.api("PUT", "/settings", { body: { currency: "EUR" }, headers: { "If-Match": '"0"' } });
  await user.api("POST", "/alerts/subscription");
  await followLink((await mailsTo(cloud, user.email)).at(-1), "Confirm subscription");
  await user.api("POST", "/reports/2026-10");
  await user.api("POST", "/exports");
  await withSecondFactor(cloud, user);
  expect((await user.api("POST", "/account/recoveryCodes")).status).to.equal(200);
  await cloud.lambda.idle();
  return { user, live, trashed };
}

/** Whatever brings something back, makes something new or shows something. */
function attacksOn({ user: { api }, live, trashed }: Awaited<ReturnType<typeof furnish>>) {
  return [
    () => api("POST", "/expenses", { body }),
    () => api("POST", `/expenses/${trashed}/restore`),
    () => api("GET", "/expenses/trash"),
    () => api("GET", "/expenses?month=2026-10&sums=true"),
    () => api("POST", "/reports/2026-10"),
    () => api("POST", "/exports"),
    () => api("PATCH", `/expenses/${live}`, { body: { amount: "900" }, headers: { "If-Match": '"1"' } }),
    () => api("PUT", "/settings", { body: { timezone: "UTC" }, headers: { "If-Match": '"1"' } }),
    () => api("POST", "/logexpense", { body: { description: SECRET, amount: 800 } }),
    () => api("POST", "/alerts/subscription"),
    () => api("GET", "/alerts"),
    () => api("POST", "/account/recoveryCodes"),
    () => api("DELETE", "/account"),
  ];
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
    await runMachine(cloud(), "backupMachineArn");
    await expectNoRows(backedUp);
  });

  /** Sends requests in loops, closes the account in their midst, and goes on until it is erased. */
  async function attack(victim: Awaited<ReturnType<typeof furnish>>): Promise<void> {
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
    } finally {
      mysql.close();
    }
  }
});
