import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { type MariaDb, startMariaDb } from "../../local/services/rds/mariadb";
import { installMariaDb } from "../../local/services/rds/mariadbInstall";
import { signUpUser, type TestUser } from "../helpers/api";
import { itemsOf, type TestCloud } from "../helpers/cloud";
import { mysqlOf, runFunction } from "../helpers/jobs";
import { useOwnCloud, WITH_BACKUP } from "../helpers/useCloud";

const ENGINES = join(__dirname, "../../.engines");

describe("MySQL that is down", function () {
  this.timeout(60_000);
  const cloud = useOwnCloud(WITH_BACKUP);
  let user: TestUser;
  let restarted: MariaDb | undefined;

  before(async () => {
    user = await signUpUser(cloud());
    await log("before");
    expect((await runFunction(cloud(), "backupToRds")).result).to.include({ finished: true, written: 1 });
    await killDatabase(cloud());
    await log("while it is down");
  });
  after(() => restarted?.stop());

  const log = async (description: string) => {
    const { status } = await user.api("POST", "/expenses", { body: { description, amount: 3 } });
    expect(status).to.equal(201);
  };

  for (const name of ["backupToRds", "verifyBackup", "restoreFromRds"]) {
    it(`fails ${name}, which says why, and changes nothing`, async () => {
      const before = await itemsOf(cloud(), "Expenses", user.ledgerId);
      const { error } = await runFunction(cloud(), name);
      expect(error?.errorMessage).to.match(/^connect ECONNREFUSED \/.+\/mariadb\.sock$/);
      expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal(before);
    });
  }

  it("stores what was logged in the meantime with the first backup after recovery", async () => {
    restarted = await restartDatabase(cloud());
    expect((await runFunction(cloud(), "backupToRds")).result).to.include({ finished: true, written: 1 });
    const { result } = await runFunction(cloud(), "verifyBackup");
    expect(result).to.include({ finished: true, differences: 0 });
    const mysql = await mysqlOf(cloud());
    const rows = await mysql.query("SELECT description FROM expenses ORDER BY created_at");
    mysql.close();
    expect(rows.map(({ description }) => description)).to.deep.equal(["before", "while it is down"]);
  });
});

function databaseOf({ resources, dataDir }: TestCloud) {
  const instance = resources.find(({ type }) => type === "aws:rds/instance:Instance");
  if (instance === undefined) throw new Error("This cloud has no database.");
  return { folder: join(dataDir, "rds", instance.id), state: instance.state };
}

async function killDatabase(cloud: TestCloud): Promise<void> {
  const pid = await readFile(join(databaseOf(cloud).folder, "mariadbd.pid"), "utf8");
  process.kill(Number(pid), "SIGKILL");
  // Until it is gone, its socket may still accept connections.
  while (isRunning(Number(pid))) await delay(10);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Its former place, as in RDS. */
async function restartDatabase(cloud: TestCloud): Promise<MariaDb> {
  const { folder, state } = databaseOf(cloud);
  const setup = {
    database: String(state.dbName),
    user: String(state.username),
    password: String(state.password),
  };
  return startMariaDb(await installMariaDb(ENGINES), folder, setup);
}
