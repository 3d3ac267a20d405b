import { expect } from "chai";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { gatewayHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf, mailsTo, type TestCloud } from "../helpers/cloud";
import { interceptSns, type SnsCall } from "../helpers/faults";
import { followLink } from "../helpers/mail";
import { sweepLater } from "../helpers/pendingAlerts";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

/** Requests whose workers die together; a function has up to 16. */
const AT_ONCE = 5;
/** A run costs a cold start, so only `npm run test:soak` tries 200: 100 before and 100 after the publish. */
const RUNS = process.env.FULL ? 100 : AT_ONCE;
/** A dying function does not give back its share of the alert quota, and the sweep spends it again. */
const SETTINGS: Record<string, string> = process.env.FULL ? { quotas: '{"alerts":{"perLedger":1000}}' } : {};

/** Dies with all its workers once `AT_ONCE` alerts are about to be published, or have just been. */
function crash(cloud: TestCloud, when: "before" | "after") {
  // By alert: on a busy machine a call can wait so long for the others that the SDK tries it again.
  const reached = new Set<string>();
  return async ({ parameters, forward, response }: SnsCall): Promise<void> => {
    const alert = parameters.get("Message");
    if (alert === null) {
      // It checks whether the user has confirmed to receive emails.
      const { status, text } = await forward();
      response.writeHead(status).end(text);
      return;
    }
    if (reached.has(alert)) return;
    if (when === "after") await forward();
    reached.add(alert);
    if (reached.size % AT_ONCE === 0) await cloud.lambda.terminate("logExpense");
  };
}

async function logAtOnce(user: TestUser, keys: readonly string[]): Promise<void> {
  const answers = await Promise.all(
    keys.map((key) =>
      user.api("POST", "/expenses", {
        body: { description: key, amount: 600 },
        headers: { "Idempotency-Key": key },
      }),
    ),
  );
  for (const answer of answers) expect(answer.status).to.be.at.least(500);
}

describe("a function that dies while it logs an expense", () => {
  const cloud = useCloud(SETTINGS);

  /** Number of times that each alert was emailed to the user, by alert ID. */
  async function mailed(user: TestUser): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { text } of await mailsTo(cloud(), user.email)) {
      const [, id] = /^Alert: (.+)$/m.exec(text) ?? [];
      if (id !== undefined) counts[id] = (counts[id] ?? 0) + 1;
    }
    return counts;
  }

  for (const [when, before, times] of [
    ["before", 0, 1],
    ["after", 1, 2],
  ] as const) {
    it(`${when} its alert is published misses none of ${RUNS} alerts`, async function () {
      this.timeout(90_000);
      const user = await signUpUser(cloud());
      await user.api("POST", "/alerts/subscription");
      await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
      const sns = await interceptSns(cloud(), ["logExpense"], crash(cloud(), when));
      const keys = Array.from({ length: RUNS }, (_, run) => `${when}-${run}`);
      for (let round = 0; round < keys.length; round += AT_ONCE) {
        await logAtOnce(user, keys.slice(round, round + AT_ONCE));
      }
      await sns.restore();

      const ids = keys.map((key) => expenseIdFor(user.ledgerId, key));
      const expected = (count: number) => Object.fromEntries(ids.map((id) => [`${id}.1`, count]));
      expect(await mailed(user)).to.deep.equal(before === 0 ? {} : expected(before));
      const { functionError } = await sweepLater(cloud(), user.ledgerId);
      expect(functionError).to.equal(undefined);
      expect(await mailed(user)).to.deep.equal(expected(times));
      const items = await itemsOf(cloud(), "Expenses", user.ledgerId);
      expect(items.filter(({ alertState, unsentAlerts }) => alertState ?? unsentAlerts)).to.deep.equal([]);
      expect(items).to.have.length(RUNS);
    });
  }

  it("is answered as a failure that the site can read, and the sweep sends the alert of the repeated request", async () => {
    const user = await signUpUser(cloud());
    const sns = await interceptSns(cloud(), ["logExpense"], () => cloud().lambda.terminate("logExpense"));
    const request = { body: { description: "Desk", amount: 600 }, headers: { "Idempotency-Key": "key" } };
    const failed = await user.api("POST", "/expenses", request);
    await sns.restore();
    expect(failed).to.deep.equal({
      status: 502,
      headers: gatewayHeaders(cloud()),
      body: problem("server.failed"),
    });
    expect((await user.api("POST", "/expenses", request)).status).to.equal(201);
    await sweepLater(cloud(), user.ledgerId);
    const { body } = await user.api<{ alerts: { alertId: string }[] }>("GET", "/alerts");
    expect(body.alerts.map(({ alertId }) => alertId)).to.deep.equal([
      `${expenseIdFor(user.ledgerId, "key")}.1`,
    ]);
  });
});
