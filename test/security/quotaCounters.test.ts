import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { ApiError } from "../../domain/http/apiError";
import { periodOf, QUOTAS, type QuotaKind, type QuotaLimits } from "../../domain/quotas/quotaKinds";
import { Quotas } from "../../domain/quotas/quotas";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";
import { runs } from "../helpers/runs";

const DAY_MS = 24 * 60 * 60 * 1000;

describe("quotas", () => {
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
  });
  afterEach(() => table.proxy.reset());
  after(() => table.close());

  // Every test has a day of its own.
  let now = new Date("2026-11-26T10:00:00Z");
  beforeEach(() => {
    now = new Date(now.getTime() + DAY_MS);
  });

  const quotas = (limits: Partial<QuotaLimits>) =>
    new Quotas(table.db, "Ledgers", { ...QUOTAS, ...limits } as QuotaLimits);

  /** Spends a unit. @returns the code of the refusal, or nothing. */
  async function spend(from: Quotas, user: string, kind: QuotaKind = "exports"): Promise<string | undefined> {
    try {
      await from.spend(kind, { userId: user }, now, async () => undefined);
      return undefined;
    } catch (error) {
      if (error instanceof ApiError) return error.code;
      throw error;
    }
  }

  const many = <T>(count: number, work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));

  /** Today's counts, by owner. */
  async function counted(): Promise<Record<string, number>> {
    const { Items = [] } = await table.db.send(
      new ScanCommand({ TableName: "Ledgers", ConsistentRead: true }),
    );
    const today = Items.filter(({ sk }) => String(sk).endsWith(now.toISOString().slice(0, 10)));
    return Object.fromEntries(today.map(({ ledgerId, taken }) => [ledgerId, taken]));
  }

  it("let exactly as many pass as they allow, however many come at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 8 }),
        async (perUser, perStack) => {
          now = new Date(now.getTime() + DAY_MS);
          const small = quotas({ exports: { perUser, perStack } });
          const codes = await many(24, (index) => spend(small, `user ${index % 3}`));
          const passed = codes.filter((code) => code === undefined).length;
          const { system, ...users } = await counted();
          // Refused users may hold a unit of the stack for a moment, but none is lost.
          expect(passed).to.be.within(Math.min(perUser, perStack), Math.min(3 * perUser, perStack));
          expect(system).to.equal(passed);
          expect(Object.values(users).reduce((sum, taken) => sum + taken, 0)).to.equal(passed);
          for (const taken of Object.values(users)) expect(taken).to.be.at.most(perUser);
          // After a quiet period, exactly the rest passes.
          for (const user of ["user 0", "user 1", "user 2"])
            while ((await spend(small, user)) === undefined) {}
          expect((await counted()).system).to.equal(Math.min(3 * perUser, perStack));
        },
      ),
      { numRuns: runs(8, 50) },
    );
  });

  it("say which limit was reached, and when the period ends", async () => {
    const small = quotas({ exports: { perUser: 1, perStack: 2 } });
    expect(await spend(small, "a")).to.equal(undefined);
    const refused = await small
      .spend("exports", { userId: "a" }, now, async () => undefined)
      .catch((error) => error);
    const { status, code, values, retryAfter } = refused as ApiError;
    expect({ status, code, values, retryAfter }).to.deep.equal({
      status: 429,
      code: "quota.perDay",
      values: { max: 1 },
      retryAfter: 14 * 60 * 60,
    });
    expect(await spend(small, "b")).to.equal(undefined);
    expect(await spend(small, "c")).to.equal("quota.ofAll");
    const hourly = quotas({ subscriptionMails: { perUser: 1 } });
    expect(await spend(hourly, "a", "subscriptionMails")).to.equal(undefined);
    expect(await spend(hourly, "a", "subscriptionMails")).to.equal("quota.perHour");
  });

  it("do not let who has used up their own hold the stack's", async () => {
    const small = quotas({ exports: { perUser: 2, perStack: 3 } });
    await spend(small, "greedy");
    await spend(small, "greedy");
    const [owner, ...others] = await many(40, (index) => spend(small, index === 0 ? "owner" : "greedy"));
    expect(owner).to.equal(undefined);
    for (const code of others) expect(code).to.be.oneOf(["quota.perDay", "quota.ofAll"]);
  });

  it("do not count work that fails, and begin anew with each period", async () => {
    const small = quotas({ exports: { perUser: 1, perStack: 1 } });
    const failing = small.spend("exports", { userId: "a" }, now, async () => {
      throw new Error("It failed.");
    });
    expect(await failing.catch(({ message }) => message)).to.equal("It failed.");
    expect(await counted()).to.deep.equal({ system: 0, a: 0 });
    expect([await spend(small, "a"), await spend(small, "a")]).to.deep.equal([undefined, "quota.ofAll"]);
    now = new Date(now.getTime() + 14 * 60 * 60 * 1000);
    expect(await spend(small, "a")).to.equal(undefined);
  });

  it("count work that failed but may have been done: no answer came, or only one to a retry", async () => {
    const small = quotas({ codeMails: { perAddress: 3 } });
    const lost = Object.assign(new Error(), { name: "TimeoutError" });
    const retried = Object.assign(new Error(), {
      name: "UsernameExistsException",
      $metadata: { attempts: 2 },
    });
    const refused = Object.assign(new Error(), { ...retried, $metadata: { attempts: 1 } });
    const email = "x@example.com";
    const tries = [lost, refused, retried, refused, refused].map((error) => async () => {
      const failing = small.trySpend("codeMails", { email }, now, () => Promise.reject(error));
      await failing.catch((thrown) => expect(thrown).to.equal(error));
    });
    for (const one of tries) await one();
    const left = () => small.trySpend("codeMails", { email }, now, async () => undefined);
    expect([await left(), await left()]).to.deep.equal([true, false]);
  });

  it("of the stack alone count without a user", async () => {
    const small = quotas({ signUps: { perStack: 2 } });
    let done = 0;
    const signUp = () => small.trySpend("signUps", {}, now, async () => (done += 1));
    expect(await many(10, signUp)).to.have.members([true, true, ...Array(8).fill(false)]);
    expect([done, await counted()]).to.deep.equal([2, { system: 2 }]);
  });

  it("of an address count alike in any case, for every user and apart from the users' own", async () => {
    const small = quotas({ emailChanges: { perUser: 2, perAddress: 3, perStack: 100 } });
    const change = async (userId: string, email: string) => {
      const spent = small.spend("emailChanges", { userId, email }, now, async () => "done");
      return spent.catch((error: ApiError) => error.code);
    };
    const refused = "quota.perHour";
    expect(await many(3, () => change("a", "x@example.com"))).to.have.members(["done", "done", refused]);
    expect(await change("b", "X@Example.com")).to.equal("done");
    expect(await change("b", "x@example.com")).to.equal(refused);
    expect(await change("b", "y@example.com")).to.equal("done");
    expect(await change("b", "z@example.com")).to.equal(refused);
    expect(await change("c", "x@example.com")).to.equal(refused);
  });

  it("leave no counter without an end, also where a unit is given back late", async () => {
    const small = quotas({});
    const late = small.spend("exports", { userId: "a" }, now, async () => {
      const sk = `quota#exports#${now.toISOString().slice(0, 10)}`;
      await table.db.send(new DeleteCommand({ TableName: "Ledgers", Key: { ledgerId: "a", sk } }));
      throw new Error("It failed late.");
    });
    expect(await late.catch(({ message }) => message)).to.equal("It failed late.");
    expect(await counted()).to.deep.equal({ system: 0 });
    await spend(small, "a");
    const { Items = [] } = await table.db.send(new ScanCommand({ TableName: "Ledgers" }));
    for (const { sk, expiresAt } of Items) {
      const [, kind, period] = String(sk).split("#");
      const { name, end } = periodOf(kind as QuotaKind, new Date(Number(expiresAt) * 1000 - 1));
      expect([name, end.getTime() / 1000]).to.deep.equal([period, expiresAt]);
    }
  });

  it("have periods that follow each other without a gap, in UTC", () => {
    const kinds = fc.constantFrom(...(Object.keys(QUOTAS) as QuotaKind[]));
    const instants = fc.date({
      min: new Date("2020-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(kinds, instants, (kind, at) => {
        const { name, end } = periodOf(kind, at);
        expect(at.toISOString().startsWith(name)).to.equal(true);
        expect(end.getTime()).to.be.above(at.getTime());
        expect(periodOf(kind, new Date(end.getTime() - 1)).name).to.equal(name);
        expect(periodOf(kind, end).name).to.not.equal(name);
      }),
    );
  });
});
