import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startCloud } from "../../local/cloud";
import { signUpUser } from "../helpers/api";
import type { TestCloud } from "../helpers/cloud";
import { mysqlOf, runMachine } from "../helpers/jobs";

describe("a backup whose database was deleted", () => {
  let dataDir: string;
  let cloud: TestCloud | undefined;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "expenses-test-"));
  });
  afterEach(async () => {
    await cloud?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(): Promise<TestCloud> {
    const options = { dataDir, config: { backup: "true" }, executions: { waitMs: 0 }, passwordCost: 2 };
    const running = await startCloud(options);
    cloud = { ...running, dataDir, output: (name) => String(running.outputs[name]?.value) };
    return cloud;
  }

  /** The expenses in the database after a backup, as the schedule starts one. */
  async function backedUp(running: TestCloud): Promise<string[]> {
    expect((await runMachine(running, "backupMachineArn")).status).to.equal("SUCCEEDED");
    const mysql = await mysqlOf(running);
    const rows = await mysql.query("SELECT expense_id FROM expenses");
    mysql.close();
    return rows.map((row) => row.expense_id);
  }

  it("copies everything into the new one", async () => {
    const before = await start();
    const { api } = await signUpUser(before);
    const ids: string[] = [];
    for (const description of ["Taxi", "Desk"]) {
      const { body } = await api<{ expenseId: string }>("POST", "/expenses", {
        body: { amount: 3, description },
      });
      ids.push(body.expenseId);
    }
    expect(await backedUp(before)).to.have.members(ids);
    await before.stop();
    await rm(join(dataDir, "rds"), { recursive: true });
    expect(await backedUp(await start())).to.have.members(ids);
  }).timeout(180_000);
});
