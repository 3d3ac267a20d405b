import { expect } from "chai";
import { faultsOf } from "../helpers/stackSettings";

const ARN = "arn:aws:rds:eu-central-1:123456789012:snapshot:";

describe("the setting of the snapshot that a database starts from", () => {
  for (const snapshot of [
    "expenses-dev-final-copy",
    "rds:serverless-expense-tracker-dev-2026-11-26-06-05",
    "awsbackup:job-6f2a1c9e-0d1b-4c55-9f57-2f1f4f0a7c11",
    `${ARN}copy`,
    `${ARN}rds:dev-2026-11-26-06-05`,
    `${ARN}awsbackup:job-6f2a1c9e`,
    `a${"b".repeat(254)}`,
  ]) {
    it(`accepts ${snapshot.slice(0, 80)}`, async () => {
      expect(await faultsOf({ backupSnapshot: snapshot })).to.deep.equal([]);
    });
  }

  for (const snapshot of ["a--b", "a-", `${ARN}a--b`, "rds:a-", "1a", `a${"b".repeat(255)}`, `${ARN}`]) {
    it(`refuses ${snapshot.slice(0, 80)}, as RDS would`, async () => {
      const [fault, ...others] = await faultsOf({ backupSnapshot: snapshot });
      expect(fault).to.include("`backupSnapshot` must be the identifier or the ARN of a snapshot");
      expect(others).to.deep.equal([]);
    });
  }

  it("refuses a snapshot of another region, which has to be copied first", async () => {
    const settings = { backupSnapshot: `${ARN}copy` };
    const [fault, ...others] = await faultsOf(settings, "eu-west-1");
    expect(fault).to.include("`backupSnapshot` is in eu-central-1: copy it to eu-west-1 first");
    expect(others).to.deep.equal([]);
    expect(await faultsOf({ backupSnapshot: "copy" }, "eu-west-1")).to.deep.equal([]);
  });

  it("refuses a snapshot without a database, instead of ignoring it", async () => {
    const [fault, ...others] = await faultsOf({ backupSnapshot: "copy", backup: "false" });
    expect(fault).to.include("`backupSnapshot` has no effect with `backup: false`");
    expect(others).to.deep.equal([]);
  });
});
