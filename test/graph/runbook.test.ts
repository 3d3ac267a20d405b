import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { programGraph } from "../helpers/graph";

describe("docs/runbook.md", () => {
  const runbook = readFileSync(join(__dirname, "../../docs/runbook.md"), "utf8");
  const sections = runbook.split(/^### /m).slice(1);

  it("has a section for every alarm, of its own or for all scheduled jobs, and no others", async function () {
    this.timeout(120_000);
    const graph = await programGraph();
    const alarms = graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name);
    const named = sections.map((section) => /^`([^`]+)`\n/.exec(section)?.[1]);
    const kinds = ["undelivered", "overdue"];
    const ofSchedules = alarms.map((name) => kinds.find((kind) => name.endsWith(`-${kind}`)));
    expect(new Set(ofSchedules)).to.include.all.keys(...kinds);
    const own = alarms.filter((_, index) => ofSchedules[index] === undefined);
    expect(named).to.have.members([...own, ...kinds.map((kind) => `…-${kind}`)]);
  });

  it("says in each what it means and what to do", () => {
    for (const section of sections) expect(section).to.match(/\*\*Means:\*\* \S[\s\S]+\*\*Do:\*\* \S/);
  });

  describe("about a stack that moves", () => {
    const [, moved = ""] = /^#### A region is lost(.*?)^####/ms.exec(runbook) ?? [];
    const expectInOrder = (steps: readonly string[]) => {
      const found = steps.map((step) => moved.indexOf(step));
      expect(found).to.not.include(-1);
      expect(found).to.deep.equal(found.toSorted((a, b) => a - b));
    };

    it("postpones the backup before a database that starts from a snapshot is deployed", () => {
      expectInOrder([
        "config set backupSnapshot",
        'config set backupSchedule "cron(0 4 1 1 ? 2199)"\n',
        "\nnpx pulumi up\n",
        "start-execution",
        "config rm backupSnapshot",
        "config rm backupSchedule",
      ]);
    });

    it("shares the snapshot with another account under a key that it may use, and starts from a copy there", () => {
      expectInOrder([
        "aws kms create-key",
        "arn:aws:iam::NEW-ACCOUNT:root",
        "aws rds modify-db-snapshot-attribute",
        "--attribute-name restore --values-to-add NEW-ACCOUNT",
        "--source-db-snapshot-identifier arn:aws:rds:NEW-REGION:OLD-ACCOUNT:snapshot:COPY",
        "config set backupSnapshot",
      ]);
      // A policy that leaves its own account out locks the key for everybody.
      const [, text = ""] = /--policy '(.*?)'/s.exec(moved) ?? [];
      const [own, other] = JSON.parse(text).Statement;
      expect([own.Principal.AWS, own.Action]).to.deep.equal(["arn:aws:iam::OLD-ACCOUNT:root", "kms:*"]);
      expect(other.Action).to.include.members(["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey"]);
    });

    it("names the region once for all commands, and to RDS, which would copy within the configured one", () => {
      // Version 1 of the AWS CLI does not read AWS_REGION.
      const region = "export AWS_REGION=NEW-REGION AWS_DEFAULT_REGION=NEW-REGION\n";
      const copied = "aws rds wait db-snapshot-available --region NEW-REGION --db-snapshot-identifier COPY\n";
      expectInOrder([region, "\naws ", copied, "config set backupSnapshot"]);
      for (const [command] of moved.matchAll(/^aws rds .*$/gm))
        expect(command).to.contain("--region NEW-REGION");
    });
  });

  it("refers only to existing alarms", () => {
    for (const [, name] of runbook.matchAll(/as for `([^`]+)`/gi)) {
      expect(
        sections.some((section) => section.startsWith(`\`${name}\`\n`)),
        name,
      ).to.equal(true);
    }
  });
});
