import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../../local/cloud";
import { type TestCloud, UNTHROTTLED } from "./cloud";
import { putClocksRight } from "./functionClocks";

/**
 * Limits that no test reaches but those about throttling, which set their own; and no database, which would be a quarter of what
 * starting a cloud takes: tests of the backup ask for it.
 */
const DEFAULTS = {
  ...UNTHROTTLED,
  quotas: '{"signUps":{"perStack":1000}}',
  backup: "false",
};

/** Settings of clouds with a database. */
export const WITH_BACKUP = { backup: "true" };

/** Settings of clouds where only admins invite, and invitations to ledgers let in two newcomers a day. */
export const BY_INVITATION = {
  signUp: "invite",
  requireAdminSecondFactor: "false",
  quotas: '{"signUps":{"perStack":1000},"newcomers":{"perUser":2}}',
};

const clouds = new Map<string, Promise<TestCloud>>();

/**
 * Gives the tests of a `describe` a cloud. The same settings share one for the whole run of mocha, so a test makes users of
 * its own and looks at nothing else; it is stopped after the last test.
 *
 * @param settings Configuration over that of the `dev` stack, for example `{ alertEmails: '["ops@example.com"]' }`.
 * @returns A function that returns the cloud inside of tests and hooks.
 */
export function useCloud(settings: Readonly<Record<string, string>> = {}): () => TestCloud {
  let cloud: TestCloud | undefined;
  before(async function () {
    this.timeout(120_000);
    const key = JSON.stringify(settings);
    const starting = clouds.get(key) ?? start(settings);
    clouds.set(key, starting);
    cloud = await starting;
  });
  after(async () => {
    if (cloud) await putClocksRight(cloud);
  });
  return () => {
    if (cloud === undefined) throw new Error("The cloud is there inside of tests and hooks only.");
    return cloud;
  };
}

/** Gives the tests of a `describe` a cloud that no others use: for what looks at everything, such as all users or queues. */
export function useOwnCloud(settings: Readonly<Record<string, string>> = {}): () => TestCloud {
  let cloud: TestCloud | undefined;
  before(async function () {
    this.timeout(120_000);
    cloud = await start(settings);
  });
  after(async () => {
    if (cloud) await stop(cloud);
  });
  return () => {
    if (cloud === undefined) throw new Error("The cloud is there inside of tests and hooks only.");
    return cloud;
  };
}

/** Gives the tests of a `describe` a cloud that they share with others which count its users: no user of it is on the way in or out. */
export function useCountedUsers(): () => TestCloud {
  // A setting that no other test uses.
  return useCloud({ monthlyBudget: "22" });
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

async function start(settings: Readonly<Record<string, string>>): Promise<TestCloud> {
  const dataDir = await mkdtemp(join(tmpdir(), "expenses-test-"));
  const config = { ...DEFAULTS, ...settings };
  // Short retries and waits: tests wait until events that fail, and executions, are through.
  const executions = { retryIntervalMs: 20, waitMs: 0 };
  // Tests walk through all routes in turn, for which a small number of workers would be started again each time.
  const maxWorkers = 200;
  const passwordCost = 2;
  // A job that became due would change what a test compares: tests say when one runs.
  const pausedSchedules = true;
  const times = { retryDelaysMs: [20, 40], pausedSchedules, executions };
  const options = { dataDir, config, maxWorkers, passwordCost, ...times };
  const running = await startCloud(options);
  return { ...running, dataDir, output: (name) => String(running.outputs[name]?.value) };
}
