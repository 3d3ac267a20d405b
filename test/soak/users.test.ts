import { expect } from "chai";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { signUpUser, type TestUser } from "../helpers/api";
import { useCloud } from "../helpers/useCloud";

/** `npm run test:soak` has them all, for a minute. */
const USERS = process.env.FULL ? 200 : 20;
const SECONDS = process.env.FULL ? 60 : 5;
/** Number of concurrent sign-ups. Password hashing is slow by design. */
const SIGN_UPS = 8;

describe("many users at once", () => {
  const cloud = useCloud();

  it(`${USERS} users for ${SECONDS} s: no error, no lost write`, async function () {
    this.timeout(900_000);
    const users = await signUpAll(USERS);
    const written = new Map<TestUser, Set<string>>(users.map((user) => [user, new Set()]));
    const times: number[] = [];
    const deadline = performance.now() + SECONDS * 1000;

    const timed = async <T>(work: Promise<T>): Promise<T> => {
      const startedAt = performance.now();
      const result = await work;
      times.push(performance.now() - startedAt);
      return result;
    };
    const session = async (user: TestUser) => {
      for (let number = 0; performance.now() < deadline; number += 1) {
        const created = await timed(
          user.api<Expense>("POST", "/expenses", { body: { description: `Expense ${number}`, amount: 1 } }),
        );
        expect(created.status).to.equal(201);
        written.get(user)?.add(created.body.expenseId);
        const listed = await timed(user.api<ExpensePage>("GET", "/expenses?limit=20"));
        expect(listed.status).to.equal(200);
        expect(listed.body.expenses.map(({ expenseId }) => expenseId)).to.include(created.body.expenseId);
      }
    };
    await Promise.all(users.map(session));

    for (const [user, ids] of written) expect(await allIds(user)).to.have.members([...ids]);
    times.sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(0);
    console.log(
      `        ${times.length} requests, ${(times.length / SECONDS).toFixed(0)} a second; ` +
        `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
    );
  });

  async function signUpAll(count: number): Promise<TestUser[]> {
    const users: TestUser[] = [];
    const numbers = Array.from({ length: count }).keys();
    const lane = async () => {
      for (const _number of numbers) users.push(await signUpUser(cloud()));
    };
    await Promise.all(Array.from({ length: SIGN_UPS }, lane));
    return users;
  }

  async function allIds(user: TestUser): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? "" : `&cursor=${cursor}`;
      const { body } = await user.api<ExpensePage>("GET", `/expenses?limit=500${query}`);
      ids.push(...body.expenses.map(({ expenseId }) => expenseId));
      cursor = body.cursor;
    } while (cursor !== undefined);
    return ids;
  }
});
