import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { signUpUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { useCloud } from "../helpers/useCloud";

const CREATES = 20;
/** `npm run test:soak` tries ten times as many. */
const KEYS = process.env.FULL ? 1000 : 15;
/** Keys that are tried at the same time. */
const LANES = 3;

describe("creates with the same key at the same time", () => {
  const cloud = useCloud();

  it(`create exactly ${KEYS} expenses from ${KEYS} keys x ${CREATES} requests`, async function () {
    this.timeout(600_000);
    const user = await signUpUser(cloud());
    const keys = Array.from({ length: KEYS }, (_, index) => `key-${index}`);
    const create = (key: string) =>
      user.api<Expense>("POST", "/expenses", {
        body: { description: key, amount: 1 },
        headers: { "Idempotency-Key": key },
      });
    const waiting = keys.values();
    const startedAt = performance.now();
    const lane = async () => {
      for (const key of waiting) {
        const answers = await Promise.all(Array.from({ length: CREATES }, () => create(key)));
        const [first] = answers;
        for (const answer of answers) expect(answer).to.deep.equal(first);
        expect([first?.status, first?.body.expenseId]).to.deep.equal([201, expenseIdFor(user.ledgerId, key)]);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(`        ${KEYS * CREATES} requests in ${seconds.toFixed(1)} s`);
    const items = await itemsOf(cloud(), "Expenses", user.ledgerId);
    expect(items.map(({ expenseId }) => expenseId)).to.have.members(
      keys.map((key) => expenseIdFor(user.ledgerId, key)),
    );
  });
});
