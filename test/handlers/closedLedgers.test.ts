import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { signUpUser, type TestUser } from "../helpers/api";
import { clientOf, databaseOf, itemsOf, type TestCloud } from "../helpers/cloud";
import { type AwsCall, FaultProxy } from "../helpers/faultProxy";
import { failSns } from "../helpers/faults";
import { runFunction } from "../helpers/jobs";
import { jpeg, segment } from "../helpers/receipts";
import { type Announced, announcementOf, sendFile, type UploadForm } from "../helpers/receiptUpload";
import { settled, storedOf } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

interface Job {
  /** Has the function work for the user. */
  ask(user: TestUser): Promise<unknown>;
  /** True for its call at which the account is closed. */
  holds(call: AwsCall): boolean;
  /** Closes the account, and has the function begin afterwards. */
  late(cloud: TestCloud, user: TestUser): Promise<void>;
  /** The state of what the user asked for, which the function changes. */
  state: string;
  /** Files of the user that were stored before the function began. */
  files: number;
}

const readsExpenses = ({ operation, input }: AwsCall) =>
  operation === "Query" && input.TableName === "Expenses";

/** A picture with something that is removed, so that another version is stored. */
const PHOTO = jpeg({ metadata: [segment(0xe1, "Exif\0\0 somewhere")] });

async function announceReceipt({ api }: TestUser): Promise<UploadForm> {
  const { body } = await api<Announced>("POST", "/receipts", { body: announcementOf(PHOTO) });
  return body.upload ?? expect.fail("There is no form.");
}

async function closeAndRun(cloud: TestCloud, user: TestUser, name: string, event: object): Promise<void> {
  await closeAccountOf(cloud, user);
  expect(await runFunction(cloud, name, { ledgerId: user.ledgerId, ...event })).not.to.have.property("error");
}

/** The functions that store something for a user, by name. */
const JOBS: Record<string, Job> = {
  exportLedger: {
    ask: ({ api }) => api("POST", "/exports"),
    holds: readsExpenses,
    late: (cloud, user) =>
      closeAndRun(cloud, user, "exportLedger", { exportId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }),
    state: "making",
    files: 0,
  },
  generateReport: {
    ask: ({ api }) => api("POST", "/reports/2026-10"),
    holds: readsExpenses,
    late: (cloud, user) => closeAndRun(cloud, user, "generateReport", { month: "2026-10" }),
    state: "making",
    files: 0,
  },
  readReceipt: {
    ask: async (user) => sendFile(await announceReceipt(user), PHOTO),
    holds: ({ service }) => service === "s3",
    late: async (cloud, user) => {
      const form = await announceReceipt(user);
      await closeAccountOf(cloud, user);
      // The form is valid for some minutes, and S3 asks nobody.
      expect((await sendFile(form, PHOTO)).status).to.equal(204);
      await settled(cloud);
    },
    state: "uploading",
    files: 1,
  },
};

/** Marks the account as closed, and nothing else: no sweep would find what a job stores. */
async function closeAccountOf(cloud: TestCloud, { ledgerId }: TestUser): Promise<void> {
  const Item = { ledgerId, sk: "user", closed: new Date().toISOString(), validAfter: 1 };
  await databaseOf(cloud).send(new PutCommand({ TableName: "Ledgers", Item }));
}

describe("jobs for an account that is closed meanwhile", () => {
  const cloud = useCloud();

  async function userWithExpense(amount = "2"): Promise<TestUser> {
    const user = await signUpUser(cloud());
    const body = { description: "Tea", amount, date: "2026-10-05", currency: "USD" };
    await user.api("POST", "/expenses", { body });
    return user;
  }

  const close = (user: TestUser) => closeAccountOf(cloud(), user);

  /** Does something while a function is at one of its calls, and lets it go on. */
  async function whileHeld(
    functionName: string,
    holds: Job["holds"],
    start: () => Promise<unknown>,
    work: () => Promise<void>,
  ) {
    const proxy = new FaultProxy(clientOf(cloud()));
    const reading = Promise.withResolvers<void>();
    const released = Promise.withResolvers<undefined>();
    proxy.rule = (call) => {
      if (!holds(call)) return undefined;
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

  for (const [name, { ask, holds, late, state, files }] of Object.entries(JOBS)) {
    it(`let ${name} store nothing if it had begun`, async function () {
      this.timeout(60_000);
      const user = await userWithExpense();
      await whileHeld(
        name,
        holds,
        () => ask(user),
        () => close(user),
      );
      expect((await storedOf(cloud(), user)).files).to.have.length(files);
      // The user who asked is gone: no outcome is recorded, and nothing failed.
      for (const item of await unfinished(user)) expect(item).to.include({ state });
      expect(errorsOf(cloud(), name, user)).to.deep.equal([]);
    });

    it(`let ${name} do nothing if it begins afterwards`, async () => {
      const user = await userWithExpense();
      await late(cloud(), user);
      expect((await storedOf(cloud(), user)).files).to.have.length(files);
      for (const item of await unfinished(user)) expect(item).to.include({ state });
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
