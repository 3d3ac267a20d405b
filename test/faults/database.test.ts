import { expect } from "chai";
import { Random } from "../../bench/random";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { type ApiRequest, type ApiResponse, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { failed, throttled } from "../helpers/faultProxy";
import { useFaultyCloud } from "../helpers/faultyCloud";

/** Number of calls in ten that fail. */
const FAULTS_IN_TEN = 3;
const REQUESTS = process.env.FULL ? 10_000 : 150;
/** Requests at the same time. */
const LANES = 12;
const USERS = 4;
/**
 * Maximum number of attempts by a client. It is high because sustained failures exhaust the retry quota of the SDK, which then
 * tries each call only once to avoid adding load.
 */
const CLIENT_TRIES = 50;
/** Maximum number of attempts by the SDK. */
const MAX_TRIES = 3;

describe("DynamoDB that fails three calls in ten", () => {
  const faulty = useFaultyCloud();

  /** Repeats a request while it is answered 503, as the site does; any other failure fails the test. */
  async function persist(user: TestUser, method: string, path: string, request: ApiRequest) {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= CLIENT_TRIES; attempt += 1) {
      const answer = await user.api<Expense>(method, path, request);
      statuses.push(answer.status);
      if (answer.status !== 503) return { answer, statuses };
      expect(answer.headers["retry-after"]).to.equal("2");
    }
    throw new Error(`${method} ${path} was answered ${statuses.join(", ")}.`);
  }

  it(`loses none of ${REQUESTS} acknowledged writes, with ${MAX_TRIES} tries a call at most`, async function () {
    this.timeout(1_800_000);
    const { cloud, proxy } = faulty();
    const users = await Promise.all(Array.from({ length: USERS }, () => signUpUser(cloud)));
    const random = new Random(1);
    let calls = 0;
    proxy.rule = ({ service }) => {
      if (service !== "dynamodb") return undefined;
      calls += 1;
      if (!random.chance(FAULTS_IN_TEN / 10)) return undefined;
      // One failure in three occurs after the write: the response is lost, the write is not.
      const kinds = [throttled, failed, { kind: "break", when: "after" }] as const;
      return kinds[calls % kinds.length];
    };

    const expected = new Map<string, string>();
    const numbers = Array.from({ length: REQUESTS }, (_, index) => index).values();
    let refused = 0;
    const lane = async () => {
      for (const number of numbers) {
        const user = users[number % USERS] as TestUser;
        const { answer, statuses } = await persist(user, "POST", "/expenses", {
          body: { description: `Request ${number}`, amount: "1.00", currency: "EUR" },
          headers: { "Idempotency-Key": `request-${number}` },
        });
        expect(answer.status).to.equal(201);
        refused += statuses.length - 1;
        expected.set(answer.body.expenseId, "1.00");
        if (number % 4 !== 0) continue;
        await edit(user, answer.body, "2.00");
        expected.set(answer.body.expenseId, "2.00");
      }
    };
    const edit = async (user: TestUser, { expenseId }: Expense, amount: string) => {
      const path = `/expenses/${expenseId}`;
      const { answer } = await persist(user, "PATCH", path, {
        body: { amount },
        headers: { "If-Match": '"1"' },
      });
      if (answer.status === 200) return;
      // An earlier try was stored, though it was answered 503.
      const stored: ApiResponse<Expense> = (await persist(user, "GET", path, {})).answer;
      expect([answer.status, stored.body.version, stored.body.amount]).to.deep.equal([412, 2, amount]);
    };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (performance.now() - startedAt) / 1000;

    const tries = [...proxy.tries.values()];
    const faults = proxy.faults;
    proxy.reset();
    console.log(
      `        ${REQUESTS} creates and ${REQUESTS / 4} edits in ${seconds.toFixed(1)} s; ${calls} calls, ` +
        `${faults} faults, ${refused} answers 503`,
    );
    expect(faults / calls).to.be.within(0.2, 0.4);
    expect(Math.max(...tries.map((times) => times.length))).to.equal(MAX_TRIES);
    expectJitter(tries);

    const stored = new Map<string, string>();
    for (const user of users) for (const one of await everything(user)) stored.set(one.expenseId, one.amount);
    expect(Object.fromEntries(stored)).to.deep.equal(Object.fromEntries(expected));
    const rows = await Promise.all(users.map(({ ledgerId }) => itemsOf(cloud, "Expenses", ledgerId)));
    expect(rows.flat()).to.have.length(REQUESTS);
  });

  async function everything(user: TestUser): Promise<Expense[]> {
    const all: Expense[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await user.api<ExpensePage>(
        "GET",
        `/expenses?limit=500${cursor ? `&cursor=${cursor}` : ""}`,
      );
      all.push(...body.expenses);
      cursor = body.cursor;
    } while (cursor !== undefined);
    return all;
  }
});

/** Waits before a second try differ, or all clients would come back at once. */
function expectJitter(tries: readonly number[][]): void {
  const waits = tries.flatMap(([first = 0, second]) => (second === undefined ? [] : [second - first]));
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  const deviation = Math.sqrt(waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / waits.length);
  expect(deviation / mean).to.be.greaterThan(0.3);
}
