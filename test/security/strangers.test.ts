import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { addMonths } from "../../domain/values/day";
import type { RefusalCode } from "../../domain/values/refusals";
import { TokenBucket } from "../../local/services/apigateway/throttle";
import { type ApiResponse, callApi, gatewayHeaders, signUpUser, type TestUser } from "../helpers/api";
import { turnToNoon } from "../helpers/functionClocks";
import { create, inside } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { jpeg } from "../helpers/receipts";
import { type Announced, announcementOf, sendFile } from "../helpers/receiptUpload";
import { ask, newEmail, newPassword, signInFirst } from "../helpers/signUps";
import { useCloud } from "../helpers/useCloud";
import { userAt } from "../helpers/userAt";

const STRANGERS = 10;
/** Requests of each stranger, half of them to each of two kinds of work; `npm run test:soak` attacks for longer. */
const ROUNDS = process.env.FULL ? 400 : 8;
/** Requests per second that the stage lets through to each route. */
const RATE = 50;

const PHOTO = jpeg();
const WRONG = { password: "Wrong-Horse-77", recoveryCode: "0000-0000-0000-0000" };
const DAILY = { every: 1, unit: "days", start: new Date().toISOString().slice(0, 10) };
/** Refusals of attacks that no quota stops: the recovery code is wrong, or what one user can have is there already. */
const OWN_LIMITS: RefusalCode[] = [
  "recovery.refused",
  "ledger.tooMany",
  "invitations.tooMany",
  "rules.tooMany",
];

const thisMonth = () => new Date().toISOString().slice(0, 7);

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

  /** Signs up as anybody can, and chooses a password. */
  async function newcomer(): Promise<TestUser> {
    const [email, password] = [newEmail(), newPassword()];
    expect((await ask(cloud(), "/signup", email)).status).to.equal(202);
    return { email, password, ...(await signInFirst(cloud(), email, password)) };
  }

  /** A new user at an address of their own, whose requests wait until all buckets let them pass. */
  async function userFrom(address: string, ...buckets: TokenBucket[]): Promise<TestUser> {
    const all = [firewall(), ...buckets];
    return userAt(cloud(), await newcomer(), address, async () => {
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
    for (let kind = 0; kind < ATTACKS.length; kind += 1) await attack(early, kind, 0);
    await cloud().lambda.idle();
    const seen: ApiResponse[] = [];
    const attacks = strangers.map(async (stranger, index) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        seen.push(await attack(stranger, 2 * index + (round % 2), round));
      }
    });
    let over = false;
    const requests = work(owner, () => over);
    await Promise.all(attacks);
    over = true;
    console.log(`        ${await requests} requests of the owner at the same time`);
    await cloud().lambda.idle();
    // The strangers were refused by the quotas and by what one user can have, and by nothing else.
    const others = seen.filter(({ status }) => ![200, 201, 202, 429].includes(status));
    for (const { body } of others) expect(Object(body).code).to.be.oneOf(OWN_LIMITS);
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
  /** The ledger to which each stranger invites. */
  const ledgers = new Map<TestUser, string>();
  const log = (user: TestUser, amount: number) =>
    user.api<Expense>("POST", "/expenses", { body: { description: "See https://evil.example", amount } });

  /** Attacks on each kind of work that has a quota and that a user can ask for, by one request. */
  const ATTACKS: ((stranger: TestUser, round: number) => Promise<ApiResponse>)[] = [
    ({ api }) => api("POST", "/exports"),
    ({ api }, round) => api("POST", `/reports/${addMonths(thisMonth(), -(round % 20))}`),
    ({ api }) => api("POST", "/alerts/subscription"),
    (stranger) => log(stranger, 600),
    async (stranger) => {
      const seesaw = seesaws.get(stranger) ?? (await log(stranger, 499)).body;
      const answer = await stranger.api<Expense>("PATCH", `/expenses/${seesaw.expenseId}`, {
        body: { amount: seesaw.amount === "499.00" ? 501 : 499 },
        headers: { "If-Match": `"${seesaw.version}"` },
      });
      seesaws.set(stranger, answer.body);
      return answer;
    },
    ({ api }) => api("POST", "/signup", { body: { email: newEmail() } }),
    ({ api, email }) => api("POST", "/passwordReset", { body: { email } }),
    ({ api, email }) => api("POST", "/secondFactorReset", { body: { email, ...WRONG } }),
    ({ api }) => api("PUT", "/account/email", { body: { email: newEmail() } }),
    ({ api }) => api("POST", "/ledgers", { body: { name: "Evil", colour: "#3366cc" } }),
    async (stranger) => {
      const id = ledgers.get(stranger) ?? (await create(stranger)).id;
      ledgers.set(stranger, id);
      return stranger.api("POST", "/ledger/invitations", { ...inside(id), body: { role: "editor" } });
    },
    async ({ api }) => {
      const answer = await api<Announced>("POST", "/receipts", { body: announcementOf(PHOTO) });
      if (answer.body.upload) await sendFile(answer.body.upload, PHOTO);
      return answer;
    },
    ({ api }) => api("POST", "/recurring", { body: { description: "Evil", amount: 600, schedule: DAILY } }),
  ];

  const attack = (stranger: TestUser, kind: number, round: number) =>
    (ATTACKS[kind % ATTACKS.length] ?? expect.fail("There is no such attack."))(stranger, round);

  /** Works as an owner does. Every answer is a success. @returns The number of requests. */
  async function work(owner: TestUser, isOver: () => boolean): Promise<number> {
    let count = 0;
    const call = async <Body>(method: string, path: string, request = {}): Promise<Body> => {
      const { status, body } = await owner.api<Body>(method, path, request);
      expect(status, `${method} ${path}: ${JSON.stringify(body)}`).to.be.within(200, 299);
      count += 1;
      return body;
    };
    const present = thisMonth();
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
