import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { type RunningCloud, startCloud } from "../../local/cloud";
import type { Mail } from "../../local/service";

/** A local cloud that runs the whole program for tests: the deployed code on real engines behind the real API. */
export interface TestCloud extends RunningCloud {
  /** Every mail that was sent, oldest first. */
  readonly mails: readonly Mail[];
  /** The folder of its data. */
  readonly dataDir: string;
  /** A stack output that is text. */
  output(name: string): string;
}

const clouds = new Map<string, Promise<TestCloud>>();

/**
 * Gives the tests of a `describe` a cloud. The same settings share one for the whole run of mocha, so a test makes users of
 * its own and looks at nothing else; it is stopped after the last test.
 *
 * @param settings Configuration over that of the `dev` stack, for example `{ alertEmails: '["ops@example.com"]' }`.
 * @param host The host name in the addresses of the site and the API.
 * @returns What gives the cloud inside of tests and hooks.
 */
export function useCloud(
  settings: Readonly<Record<string, string>> = {},
  host = "localhost",
): () => TestCloud {
  let cloud: TestCloud | undefined;
  before(async function () {
    this.timeout(120_000);
    const key = JSON.stringify([settings, host]);
    const starting = clouds.get(key) ?? start(settings, host);
    clouds.set(key, starting);
    cloud = await starting;
  });
  return () => {
    if (cloud === undefined) throw new Error("The cloud is there inside of tests and hooks only.");
    return cloud;
  };
}

/** Gives the tests of a `describe` a cloud that no others use: for what looks at everything, such as all users or queues. */
export function useOwnCloud(): () => TestCloud {
  let cloud: TestCloud | undefined;
  before(async function () {
    this.timeout(120_000);
    cloud = await start({}, "localhost");
  });
  after(async () => {
    if (cloud) await stop(cloud);
  });
  return () => {
    if (cloud === undefined) throw new Error("The cloud is there inside of tests and hooks only.");
    return cloud;
  };
}

// Outside of a `describe`, so it runs after all tests of the run.
after(async () => {
  // One that could not start has failed its tests already, and has nothing to stop.
  for (const started of await Promise.allSettled(clouds.values())) {
    if (started.status === "fulfilled") await stop(started.value);
  }
});

async function stop(cloud: TestCloud): Promise<void> {
  await cloud.stop();
  await rm(cloud.dataDir, { recursive: true, force: true });
}

async function start(settings: Readonly<Record<string, string>>, host: string): Promise<TestCloud> {
  const dataDir = await mkdtemp(join(tmpdir(), "expenses-test-"));
  const mails: Mail[] = [];
  const running = await startCloud({
    dataDir,
    config: settings,
    host,
    onMail: (mail) => mails.push(mail),
    // Tests wait until events that fail are through.
    retryDelaysMs: [20, 40],
  });
  const output = (name: string) => String(running.outputs[name]?.value);
  return { ...running, mails, dataDir, output };
}

/** Where AWS clients find the cloud. */
export function clientOf({ local }: TestCloud) {
  return {
    endpoint: local.awsEndpointUrl,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
}

/** The mails that went to an address, oldest first. */
export function mailsTo(cloud: TestCloud, email: string): Mail[] {
  return cloud.mails.filter(({ to }) => to === email);
}

/** A DynamoDB client for what no route does. */
export function databaseOf(cloud: TestCloud): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(clientOf(cloud)));
}

/** Every item that a ledger has in a table. */
export async function itemsOf(
  cloud: TestCloud,
  TableName: string,
  ledgerId: string,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  const filter = {
    FilterExpression: "ledgerId = :ledger",
    ExpressionAttributeValues: { ":ledger": ledgerId },
  };
  for await (const page of paginateScan({ client: databaseOf(cloud) }, { TableName, ...filter })) {
    items.push(...(page.Items ?? []));
  }
  return items;
}
