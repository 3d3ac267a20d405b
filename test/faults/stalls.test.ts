import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { type ApiResponse, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { useFaultyCloud } from "../helpers/faultyCloud";
import { problem } from "../helpers/problem";

/** All at the same time, to a dozen functions; each stalls for nine seconds. */
const REQUESTS = process.env.FULL ? 100 : 12;
/** API Gateway gives up after 29 s, the functions behind it after 15 s; they have to start first, on few processors. */
const LIMIT_MS = 28_000;

describe("a dependency that stalls", () => {
  const faulty = useFaultyCloud();

  const busy = () => ({
    status: 503,
    headers: { ...jsonHeaders(faulty().cloud), "retry-after": "2" },
    body: problem("server.busy"),
  });

  async function timed<T>(work: Promise<T>): Promise<[T, number]> {
    const startedAt = performance.now();
    return [await work, performance.now() - startedAt];
  }

  it(`is answered 503 in time, ${REQUESTS} of ${REQUESTS}, while DynamoDB answers nothing`, async function () {
    this.timeout(300_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    const { body: existing } = await user.api<Expense>("POST", "/expenses", {
      body: { description: "Bread", amount: 3 },
    });
    const requests = requestsOf(user, existing);
    proxy.rule = ({ service }) => (service === "dynamodb" ? { kind: "stall" } : undefined);
    const all = Array.from({ length: REQUESTS }, (_, index) => requests[index % requests.length]);
    const answers = await Promise.all(all.flatMap((send) => (send ? [timed<ApiResponse>(send())] : [])));
    expect(answers).to.have.length(REQUESTS);
    for (const [answer, ms] of answers) {
      expect(answer).to.deep.equal(busy());
      expect(ms).to.be.below(LIMIT_MS);
    }
    const slowest = Math.max(...answers.map(([, ms]) => ms));
    console.log(`        the slowest took ${(slowest / 1000).toFixed(1)} s`);
  });

  it("is answered 503 in time also when each call passes only at its third try", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    proxy.rule = ({ attempt }) => (attempt < 3 ? { kind: "stall" } : undefined);
    const body = { description: "Piano", amount: 4000, currency: "USD" };
    const headers = { "Idempotency-Key": "piano" };
    const [answer, ms] = await timed(user.api("POST", "/expenses", { body, headers }));
    expect(answer).to.deep.equal(busy());
    expect(ms).to.be.below(LIMIT_MS);
    proxy.reset();
    expect((await user.api("POST", "/expenses", { body, headers })).status).to.equal(201);
  });

  it("does not keep an expense from being stored when it is SNS", async function () {
    this.timeout(60_000);
    const { cloud, proxy } = faulty();
    const user = await signUpUser(cloud);
    proxy.rule = ({ service }) => (service === "sns" ? { kind: "stall" } : undefined);
    const [answer, ms] = await timed(
      user.api<Expense>("POST", "/expenses", {
        body: { description: "Piano", amount: 4000, currency: "USD" },
      }),
    );
    expect([answer.status, answer.body.amount]).to.deep.equal([201, "4000.00"]);
    expect(ms).to.be.below(LIMIT_MS);
  });
});

/** Requests to as many functions as there are, so that they do not wait for each other. */
function requestsOf(user: TestUser, { expenseId }: Expense) {
  const path = `/expenses/${expenseId}`;
  return [
    () => user.api("POST", "/expenses", { body: { description: "Milk", amount: 1 } }),
    () => user.api("GET", "/expenses"),
    () => user.api("GET", "/expenses/trash"),
    () => user.api("GET", path),
    () => user.api("PATCH", path, { body: { amount: 2 }, headers: { "If-Match": '"1"' } }),
    () => user.api("DELETE", path),
    () => user.api("POST", `${path}/restore`),
    () => user.api("GET", "/summary?month=2026-04"),
    () => user.api("GET", "/settings"),
    () => user.api("GET", "/alerts"),
    () => user.api("GET", "/alerts/subscription"),
    () => user.api("DELETE", "/alerts/subscription"),
  ];
}
