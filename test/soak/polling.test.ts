import { setTimeout as pause } from "node:timers/promises";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import pLimit from "p-limit";
import type { Expense } from "../../domain/expenses/expense";
import { expenseIdFor, indexKeys } from "../../domain/expenses/expenseKeys";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { expenseItem } from "../helpers/expenseItem";
import { followCalls, tally } from "../helpers/faultyCloud";
import { Follower } from "../helpers/follower";
import { create, inside, joined } from "../helpers/ledgers";
import { useCloud } from "../helpers/useCloud";

/** Executions that a new account has at a time. */
const EXECUTIONS = 10;
const PAGES = 20;
const WRITERS = 2;

/**
 * `npm run test:soak` lets the pages ask as often as they do, for five minutes; otherwise some of them ask at once, again and again.
 * Writers and the cloud's own jobs need room, too.
 */
const PACE = process.env.FULL
  ? {
      looks: 10,
      pauseMs: () => 27_000 + Math.random() * 3_000,
      writes: 300,
      writePauseMs: 1_000,
      atOnce: PAGES,
    }
  : { looks: 2, pauseMs: () => 0, writes: 12, writePauseMs: 0, atOnce: 4 };
/** Expenses that did not change lately. */
const OLD = process.env.FULL ? 10_000 : 500;

describe(`a new account, with ${EXECUTIONS} executions at a time`, () => {
  const cloud = useCloud();
  let watched: Awaited<ReturnType<typeof followCalls>> | undefined;
  beforeEach(() => {
    cloud().lambda.executions.limit = EXECUTIONS;
  });
  afterEach(async () => {
    await watched?.stop();
    cloud().lambda.executions.limit = Number.POSITIVE_INFINITY;
    cloud().lambda.beforeInvoke = () => {};
  });

  it("answers 500 to the request that has no room", async () => {
    const user = await signUpUser(cloud());
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    cloud().lambda.beforeInvoke = () => released;
    const answers = Array.from({ length: EXECUTIONS + 1 }, () => user.api("GET", "/expenses"));
    expect(await Promise.race(answers)).to.deep.include({ status: 500 });
    release(undefined);
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    // Events of the cloud's own jobs count as well.
    expect(statuses.filter((status) => status === 200).length).to.be.within(1, EXECUTIONS);
  });

  it(`serves ${PAGES} pages that look ${PACE.looks} times: every change shows by the next answer, for what changed`, async function () {
    this.timeout(600_000);
    const { owner, ledgerId, others } = await household();
    await addOld(ledgerId);
    watched = await followCalls(cloud(), "listChanges");
    const pages = [owner, ...others].flatMap((user) =>
      Array.from({ length: PAGES / (others.length + 1) }, () => new Follower(user, ledgerId)),
    );
    const turn = pLimit(PACE.atOnce);
    for (const page of pages) await page.readList();

    /** Versions that were answered to writers, while nobody writes another. Meanwhile an index may show neither of them. */
    const written = new Map<string, number>();
    let told = 0;
    const look = async (page: Follower) => {
      const due = [...written];
      const count = await page.follow();
      told += count;
      for (const [id, version] of due) {
        if (written.get(id) === version) expect(page.known.get(id)?.version, id).to.be.at.least(version);
      }
    };
    const keepOpen = async (page: Follower) => {
      await pause(Math.random() * PACE.pauseMs());
      for (let looks = 0; looks < PACE.looks; looks += 1) {
        await turn(() => look(page));
        await pause(PACE.pauseMs());
      }
    };
    const keepWriting = async (user: TestUser) => {
      let last: Written | undefined;
      for (let writes = 0; writes < PACE.writes; writes += 1) {
        if (last && last.version < DELETED) written.delete(last.expenseId);
        last = await write(user, ledgerId, last);
        written.set(last.expenseId, last.version);
        await pause(PACE.writePauseMs);
      }
    };
    // All end, also when one has failed: what goes on would outlive the cloud.
    const ends = await Promise.allSettled([...pages.map(keepOpen), ...[owner, ...others].map(keepWriting)]);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    for (const page of pages) await look(page);
    const looks = PAGES * (PACE.looks + 1);
    const { requests, keys } = tally(watched.calls);
    console.log(`        ${looks} looks, ${written.size} expenses changed, ${told} told`);
    expect(requests.Query).to.be.within(looks, looks + told / 250);
    // Its user, its ledger and the note of a restore, and what is told.
    expect(keys).to.equal(3 * (requests.Query ?? 0) + told);
    expect(requests.BatchGetItem).to.be.at.most(2 * (requests.Query ?? 0) + told / 100);
    // Nobody is told again what changed in the last hour.
    for (const page of pages) expect(await page.follow()).to.equal(0);
  });

  /** A ledger with an owner and an editor for each other writer. */
  async function household() {
    const owner = await signUpUser(cloud());
    const { id: ledgerId } = await create(owner);
    const others: TestUser[] = [];
    while (others.length < WRITERS - 1) others.push(await joined(cloud(), owner, ledgerId, "editor"));
    return { owner, ledgerId, others };
  }

  async function addOld(ledgerId: string): Promise<void> {
    const numbers = Array.from({ length: OLD }, (_, index) => index);
    while (numbers.length > 0) {
      const Expenses = numbers.splice(0, 25).map((number) => {
        const item = expenseItem({ expenseId: expenseIdFor(ledgerId, `${number}`), ledgerId });
        return { PutRequest: { Item: { ...item, ...indexKeys(item) } } };
      });
      await databaseOf(cloud()).send(new BatchWriteCommand({ RequestItems: { Expenses } }));
    }
  }
});

/** The version of an expense that was added, changed and deleted. */
const DELETED = 3;

type Written = Pick<Expense, "expenseId" | "version">;

/** Adds an expense, changes the one that was added last, or deletes the one that was changed, each in turn. */
async function write(user: TestUser, ledgerId: string, last?: Written): Promise<Written> {
  const { headers } = inside(ledgerId);
  if (last === undefined || last.version === DELETED) {
    const body = { description: "Tea", amount: "1.00" };
    const { status, body: expense } = await user.api<Expense>("POST", "/expenses", { headers, body });
    expect(status).to.equal(201);
    return expense;
  }
  const path = `/expenses/${last.expenseId}`;
  const answer =
    last.version === 1
      ? await user.api("PATCH", path, {
          headers: { ...headers, "If-Match": '"1"' },
          body: { amount: "2.00" },
        })
      : await user.api("DELETE", path, { headers });
  expect(answer.status).to.equal(last.version === 1 ? 200 : 204);
  return { ...last, version: last.version + 1 };
}
