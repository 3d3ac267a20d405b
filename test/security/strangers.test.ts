import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { addMonths } from "../../domain/values/day";
import { TokenBucket } from "../../local/services/apigateway/throttle";
import { type ApiResponse, callApi, gatewayHeaders, signUpUser, type TestUser } from "../helpers/api";
import { turnToNoon } from "../helpers/faultyCloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";
import { userAt } from "../helpers/userAt";

const STRANGERS = 10;
/** Requests of each stranger, four or more to each of two kinds of work; `npm run test:soak` attacks for longer. */
const ROUNDS = process.env.FULL ? 400 : 8;
/** Requests per second that the stage lets through to each route. */
const RATE = 50;

describe("ten strangers who try to use up what all share", function () {
  this.timeout(600_000);
  // The stage's own limits, and the firewall that the program declares with them.
  const cloud = useCloud({ waf: "true", requestsPerSecond: String(RATE), requestBurst: String(2 * RATE) });

  /** The requests that the firewall lets one address send. It is not part of the local cloud, so everybody holds to it by themselves. */
  function firewall(): TokenBucket {
    const acl = cloud().resources.find(({ type }) => type === "aws:wafv2/webAcl:WebAcl");
    const rules = (acl?.inputs.rules ?? []) as {
      statement: { rateBasedStatement?: Record<string, unknown> };
    }[];
    const limits = rules
      .map(({ statement }) => statement.rateBasedStatement)
      .filter((statement) => statement !== undefined);
    expect(limits.map(({ aggregateKeyType }) => aggregateKeyType)).to.deep.equal(["IP"]);
    const [{ limit, evaluationWindowSec } = {}] = limits;
    const rateLimit = Number(limit) / Number(evaluationWindowSec);
    return new TokenBucket({ rateLimit, burstLimit: rateLimit }, () => performance.now());
  }

  /** A new user at an address of their own, whose requests wait until all buckets let them pass. */
  async function userFrom(address: string, ...buckets: TokenBucket[]): Promise<TestUser> {
    const all = [firewall(), ...buckets];
    return userAt(cloud(), await signUpUser(cloud()), address, async () => {
      for (const bucket of all) while (!bucket.take()) await pause(5);
    });
  }

  it(`do not disturb an owner with ${STRANGERS * ROUNDS} requests: none of the owner's fails`, async () => {
    const owner = await userFrom("127.0.0.2");
    // Together they send what one route takes at most. Faster, they would use up its rate, as the next test does.
    const together = new TokenBucket({ rateLimit: RATE, burstLimit: RATE }, () => performance.now());
    const strangers: TestUser[] = [];
    for (let number = 1; number <= STRANGERS; number += 1) {
      strangers.push(await userFrom(`127.0.1.${number}`, together));
    }
    // No hour ends during the attack, which would give everybody new emails.
    await turnToNoon(cloud(), "subscribeToAlerts");
    // Once before it counts: while a function starts for the first time, the machine is busy with that.
    const early = await signUpUser(cloud());
    for (let kind = 0; kind < 5; kind += 1) await attack(early, kind, 0);
    await cloud().lambda.idle();
    const seen: ApiResponse[] = [];
    const attacks = strangers.map(async (stranger, index) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        seen.push(await attack(stranger, (index + (round % 2)) % 5, round));
      }
    });
    let over = false;
    const requests = work(owner, () => over);
    await Promise.all(attacks);
    over = true;
    console.log(`        ${await requests} requests of the owner at the same time`);
    await cloud().lambda.idle();
    // The strangers were refused by the quotas, and by nothing else.
    expect(seen.filter(({ status }) => ![200, 201, 202, 429].includes(status))).to.deep.equal([]);
    const refusals = seen.filter(({ status }) => status === 429).map(({ body }) => Object(body).code);
    expect(refusals).to.include("quota.perHour");
    for (const code of refusals) expect(code).to.be.oneOf(["quota.perDay", "quota.perHour"]);
  });

  it("would disturb the owner if no limit held an address", async () => {
    const owner = await signUpUser(cloud());
    let answer = await owner.api("GET", "/settings");
    const flood = async () => {
      // Counted before the token is looked at.
      while (answer.status !== 429) await callApi(cloud(), "GET", "/settings");
    };
    const lanes = Array.from({ length: 20 }, flood);
    while (answer.status !== 429) answer = await owner.api("GET", "/settings");
    await Promise.all(lanes);
    expect(answer).to.deep.equal({
      status: 429,
      headers: {
        ...gatewayHeaders(cloud()),
        "access-control-expose-headers": "Retry-After",
        "retry-after": "1",
      },
      body: problem("requests.tooMany"),
    });
  });

  /** An expense of each stranger, whose amount goes up and down. */
  const seesaws = new Map<TestUser, Expense>();
  const log = (user: TestUser, amount: number) =>
    user.api<Expense>("POST", "/expenses", { body: { description: "See https://evil.example", amount } });

  /** One request of an attack on something that has a quota. */
  async function attack(stranger: TestUser, kind: number, round: number): Promise<ApiResponse> {
    const month = addMonths(new Date().toISOString().slice(0, 7), -(round % 20));
    switch (kind) {
      case 0:
        return stranger.api("POST", "/exports");
      case 1:
        return stranger.api("POST", `/reports/${month}`);
      case 2:
        return stranger.api("POST", "/alerts/subscription");
      case 3:
        return log(stranger, 600);
      default: {
        const seesaw = seesaws.get(stranger) ?? (await log(stranger, 499)).body;
        const answer = await stranger.api<Expense>("PATCH", `/expenses/${seesaw.expenseId}`, {
          body: { amount: seesaw.amount === "499.00" ? 501 : 499 },
          headers: { "If-Match": `"${seesaw.version}"` },
        });
        seesaws.set(stranger, answer.body);
        return answer;
      }
    }
  }

  /** Works as an owner does. Every answer is a success. @returns The number of requests. */
  async function work(owner: TestUser, isOver: () => boolean): Promise<number> {
    let count = 0;
    const call = async <Body>(method: string, path: string, request = {}): Promise<Body> => {
      const { status, body } = await owner.api<Body>(method, path, request);
      expect(status, `${method} ${path}: ${JSON.stringify(body)}`).to.be.within(200, 299);
      count += 1;
      return body;
    };
    const present = new Date().toISOString().slice(0, 7);
    await call("POST", "/alerts/subscription");
    await call("POST", "/exports");
    await call("POST", `/reports/${present}`);
    while (!isOver()) {
      const body = { description: "Lunch", amount: 12 };
      const { expenseId, version } = await call<Expense>("POST", "/expenses", { body });
      const headers = { "If-Match": `"${version}"` };
      await call("PATCH", `/expenses/${expenseId}`, { body: { amount: 13 }, headers });
      await call("GET", "/expenses");
      await call("GET", "/summary");
      await call("GET", "/settings");
      await call("DELETE", `/expenses/${expenseId}`);
    }
    await cloud().lambda.idle();
    await call("POST", "/exports");
    await call("POST", "/alerts/subscription");
    await call("POST", `/reports/${addMonths(present, -1)}`);
    return count;
  }
});
