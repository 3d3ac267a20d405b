import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { signUpUser, type TestUser } from "../helpers/api";
import { clientOf, databaseOf, itemsOf, type TestCloud } from "../helpers/cloud";
import { FaultProxy } from "../helpers/faultProxy";
import { failSns } from "../helpers/faults";
import { runFunction } from "../helpers/jobs";
import { storedOf } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

/** Requests of jobs, with the function that does them. */
const JOBS: Record<string, (user: TestUser) => Promise<unknown>> = {
  exportLedger: ({ api }) => api("POST", "/exports"),
  generateReport: ({ api }) => api("POST", "/reports/2026-10"),
};

describe("jobs for an account that is closed meanwhile", () => {
  const cloud = useCloud();

  async function userWithExpense(amount = "2"): Promise<TestUser> {
    const user = await signUpUser(cloud());
    const body = { description: "Tea", amount, date: "2026-10-05", currency: "USD" };
    await user.api("POST", "/expenses", { body });
    return user;
  }

  /** Marks the account as closed, and nothing else: no sweep would find what a job stores. */
  async function close({ ledgerId }: TestUser): Promise<void> {
    const Item = { ledgerId, sk: "user", closed: new Date().toISOString(), validAfter: 1 };
    await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));
  }

  /** Does something while a function has begun to read expenses, and lets it go on. */
  async function whileReading(
    functionName: string,
    start: () => Promise<unknown>,
    work: () => Promise<void>,
  ) {
    const proxy = new FaultProxy(clientOf(cloud()));
    const reading = Promise.withResolvers<void>();
    const released = Promise.withResolvers<undefined>();
    proxy.rule = ({ operation, input }) => {
      if (operation !== "Query" || input.TableName !== "Expenses") return undefined;
      reading.resolve();
      return released.promise;
    };
    await cloud().lambda.setEnvironment(functionName, { AWS_ENDPOINT_URL: await proxy.start() });
    try {
      await start();
      await reading.promise;
      await work();
      released.resolve(undefined);
      await cloud().lambda.idle();
    } finally {
      released.resolve(undefined);
      await cloud().lambda.setEnvironment(functionName, { AWS_ENDPOINT_URL: cloud().local.awsEndpointUrl });
      await proxy.stop();
    }
  }

  const unfinished = async (user: TestUser) =>
    (await itemsOf(cloud(), "Ledgers", user.ledgerId)).filter(({ state }) => state !== undefined);

  for (const [name, request] of Object.entries(JOBS)) {
    it(`let ${name} store nothing if it had begun`, async function () {
      this.timeout(60_000);
      const user = await userWithExpense();
      await whileReading(
        name,
        () => request(user),
        () => close(user),
      );
      expect((await storedOf(cloud(), user)).files).to.deep.equal([]);
      // The user who asked is gone: no outcome is recorded, and nothing failed.
      for (const item of await unfinished(user)) expect(item).to.include({ state: "making" });
      expect(errorsOf(cloud(), name, user)).to.deep.equal([]);
    });

    it(`let ${name} do nothing if it begins afterwards`, async () => {
      const user = await userWithExpense();
      await close(user);
      const event = { ledgerId: user.ledgerId };
      const outcome = await runFunction(
        cloud(),
        name,
        name === "exportLedger"
          ? { ...event, exportId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }
          : { ...event, month: "2026-10" },
      );
      expect(outcome).not.to.have.property("error");
      expect((await storedOf(cloud(), user)).files).to.deep.equal([]);
      expect(await unfinished(user)).to.deep.equal([]);
    });
  }

  it("leave it out of everybody's reports, without a failure", async () => {
    const [user, other] = [await userWithExpense(), await userWithExpense()];
    await close(user);
    const outcome = await runFunction(cloud(), "generateReport", { month: "2026-10" });
    expect(outcome).not.to.have.property("error");
    expect((await storedOf(cloud(), user)).files).to.deep.equal([]);
    expect((await storedOf(cloud(), other)).files).to.have.length(1);
  });

  it("send no alert of it", async () => {
    const sns = await failSns(cloud(), ["logExpense"]);
    const user = await userWithExpense("900");
    await sns.restore();
    await close(user);
    // Old enough for the sweep.
    const [item] = await itemsOf(cloud(), "Expenses", user.ledgerId);
    expect(item).to.include({ alertState: "pending" });
    await databaseOf(cloud()).send(
      new PutCommand({
        TableName: "Expenses",
        Item: { ...item, alertAt: new Date(Date.now() - 120_000).toISOString() },
      }),
    );
    const before = await storedOf(cloud(), user);
    expect((await runFunction(cloud(), "sweepAlerts")).error).to.equal(undefined);
    const [after] = await itemsOf(cloud(), "Expenses", user.ledgerId);
    expect(after).to.include({ alertState: "pending" });
    expect(await storedOf(cloud(), user)).to.deep.equal(before);
  });
});

/** Lines of a function's log about a failure that name the user. */
function errorsOf(cloud: TestCloud, functionName: string, { ledgerId }: TestUser): string[] {
  return cloud.lambda.logs(functionName).filter((line) => line.includes("ERROR") && line.includes(ledgerId));
}
