import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type { ExpensePage } from "../../domain/expenses/expense";
import { signUpUser, type TestUser } from "../helpers/api";
import { type CloudProcess, startCloudProcess } from "../site/cloudProcess";

const USERS = 50;
const SECONDS = 60;
/** A laptop that runs a browser and an editor beside the local cloud has this to spare. */
const LIMIT_MB = 1200;

// A minute, and a process of its own: only where large numbers run.
if (process.env.FULL) {
  describe("`npm start` that many people use", () => {
    let cloud: CloudProcess;

    before(async function () {
      this.timeout(120_000);
      cloud = await startCloudProcess("localhost");
    });

    after(() => cloud.stop());

    it("has as many workers as it has by default", async () => {
      expect(await readFile(`/proc/${cloud.pid}/cmdline`, "utf8")).not.to.contain("--workers");
    });

    it(`takes at most ${LIMIT_MB} MB while ${USERS} users add and list for ${SECONDS} s`, async function () {
      this.timeout(600_000);
      const users: TestUser[] = [];
      for (let number = 0; number < USERS; number++) users.push(await signUpUser(cloud));
      const deadline = performance.now() + SECONDS * 1000;
      const added = await Promise.all(users.map((user) => addUntil(deadline, user)));
      const peakMb = await peakMbOf(cloud.pid);
      console.log(`        ${added.reduce((a, b) => a + b)} expenses; peak ${peakMb.toFixed(0)} MB`);
      expect(peakMb).to.be.below(LIMIT_MB);
    });
  });
}

/** Adds and lists until then; the stage's limit may refuse some. @returns how many were added */
async function addUntil(deadline: number, user: TestUser): Promise<number> {
  let added = 0;
  for (let number = 0; performance.now() < deadline; number++) {
    const body = { description: `Expense ${number}`, amount: 1 };
    const created = await user.api("POST", "/expenses", { body });
    expect(created.status).to.be.oneOf([201, 429]);
    if (created.status === 201) added += 1;
    const listed = await user.api<ExpensePage>("GET", "/expenses?limit=20");
    expect(listed.status).to.be.oneOf([200, 429]);
  }
  return added;
}

/** The most memory that the local cloud has held, which is the one child of the process that starts it. Of Linux only. */
async function peakMbOf(starterPid: number): Promise<number> {
  const children = await readFile(`/proc/${starterPid}/task/${starterPid}/children`, "utf8");
  const status = await readFile(`/proc/${children.trim().split(" ")[0]}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
