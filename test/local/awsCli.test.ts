import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { LocalInfo } from "../../local/cloud";
import { npmStart, printed, type StartedByNpm } from "./npmStart";

const run = promisify(execFile);
const BUCKET = "s3://reports-files";
const FILES = 200;
const README = join(__dirname, "../../README.md");
/** Keys of an account of AWS, which an operator may have in the usual places. */
const ACCOUNT = { id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const LARGE_BYTES = 30_000_000;

/** The lines of the README that prepare a shell for the AWS CLI. */
function exportsOf(readme: string): string {
  const [, block = ""] = /^```sh\n((?:(?!```).*\n)*?.*\bAWS_CONFIG_FILE=(?:.*\n)*?)```/m.exec(readme) ?? [];
  return block
    .split("\n")
    .filter((line) => /^(export|unset) /.test(line))
    .join("\n");
}

function credentialsOf({ id, secret }: typeof ACCOUNT): string {
  const keys = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
  return `[default]\n${keys}[work]\n${keys}`;
}

// An operator's day with the real command, which splits large files, walks folders and signs as no SDK of this project's
// does. Part of the soak, since no other test needs the command.
if (process.env.FULL) {
  const version = /^aws-cli\/(\S+)/.exec(String(spawnSync("aws", ["--version"]).stdout))?.[1];

  describe(`the AWS CLI, ${version}`, function () {
    this.timeout(300_000);

    let data: string;
    let cloud: StartedByNpm;
    let local: LocalInfo;
    let exported: string;
    before(async () => {
      if (version === undefined) {
        throw new Error("There is no AWS CLI. Install one, for example by `apt-get install awscli`.");
      }
      data = await mkdtemp(join(tmpdir(), "aws-cli-"));
      await mkdir(join(data, ".aws"));
      await writeFile(join(data, ".aws/credentials"), credentialsOf(ACCOUNT));
      exported = exportsOf(await readFile(README, "utf8"));
      cloud = npmStart(["--port", "0", "--data", join(data, ".local")]);
      await printed(cloud.child, "Ctrl-C");
      ({ local } = JSON.parse(await readFile(join(data, ".local/outputs.json"), "utf8")));
    });
    after(async () => {
      cloud.child.kill();
      await cloud.exit;
      await rm(data, { recursive: true, force: true });
    });

    /**
     * Runs a command of a shell in the folder of the test, in which `aws` asks the local cloud, whatever its version, with the
     * exports of the README. The operator has an account of AWS, too.
     */
    async function shell(command: string): Promise<string> {
      const script = `set -euo pipefail\naws() { command aws --endpoint-url "$ENDPOINT" "$@"; }\n${exported}\n${command}`;
      const env = {
        ...process.env,
        ENDPOINT: local.awsEndpointUrl,
        HOME: data,
        AWS_PROFILE: "work",
        AWS_ACCESS_KEY_ID: ACCOUNT.id,
        AWS_SECRET_ACCESS_KEY: ACCOUNT.secret,
        AWS_PAGER: "",
      };
      const { stdout } = await run("bash", ["-c", script], { cwd: data, env, maxBuffer: 2 ** 26 });
      return stdout.trim();
    }

    it("moves 200 files and one of 30 MB there and back, and lists, renames, links and removes them", async () => {
      const out = join(data, "out");
      await mkdir(join(out, "deep"), { recursive: true });
      for (let number = 0; number < FILES; number++) {
        const folder = number % 2 === 0 ? "deep/" : "";
        await writeFile(join(out, `${folder}file ${number} ü+&.txt`), `Number ${number}`);
      }
      await writeFile(join(out, "large.bin"), randomBytes(LARGE_BYTES));

      await shell(`aws s3 sync out ${BUCKET}/out --only-show-errors`);
      expect(await shell(`aws s3 sync out ${BUCKET}/out`)).to.equal("");
      expect(await shell(`aws s3 ls ${BUCKET}/out/ --recursive --summarize | grep "Total Objects"`)).to.equal(
        `Total Objects: ${FILES + 1}`,
      );
      await shell(`aws s3 sync ${BUCKET}/out back --only-show-errors && diff -r out back`);
      await shell(`aws s3 mv ${BUCKET}/out/large.bin ${BUCKET}/moved.bin --only-show-errors`);
      await shell(`curl --silent --fail --output linked.bin "$(aws s3 presign ${BUCKET}/moved.bin)"`);
      await shell("cmp out/large.bin linked.bin");
      await shell(`aws s3 cp ${BUCKET}/moved.bin - | cmp out/large.bin -`);
      expect(await shell(`aws s3 sync out ${BUCKET}/out --delete --dryrun`)).to.equal(
        `(dryrun) upload: out/large.bin to ${BUCKET}/out/large.bin`,
      );
      await shell(`aws s3 rm ${BUCKET}/out --recursive --only-show-errors`);
      await shell(`aws s3 rm ${BUCKET}/moved.bin --only-show-errors`);
      expect(await shell(`aws s3 ls ${BUCKET} --recursive`)).to.equal("");
    });

    it("looks at tables, functions, runs, queues and logs as an operator does", async () => {
      const asked = async (command: string) => JSON.parse(await shell(`aws ${command} --output json`));
      expect(await asked("sts get-caller-identity")).to.include.keys("Account", "Arn", "UserId");
      const { TableNames } = await asked("dynamodb list-tables");
      expect(TableNames).to.include.members(["Expenses", "Ledgers"]);
      expect(await asked("dynamodb scan --table-name Expenses --select COUNT")).to.include({ Count: 0 });
      const invoked = await asked("lambda invoke --function-name sweepAlerts answer.json");
      expect(invoked).to.include({ StatusCode: 200 }).and.not.to.include.keys("FunctionError");
      const { stateMachines } = await asked("stepfunctions list-state-machines");
      const [{ stateMachineArn }] = stateMachines;
      expect(
        await asked(`stepfunctions list-executions --state-machine-arn ${stateMachineArn}`),
      ).to.deep.equal({
        executions: [],
      });
      const { QueueUrls } = await asked("sqs list-queues");
      const [queue] = QueueUrls;
      await asked(`sqs send-message --queue-url ${queue} --message-body hello`);
      expect(
        await asked(`sqs receive-message --queue-url ${queue} --attribute-names All`),
      ).to.have.nested.property("Messages[0].Body", "hello");
      const counted = await asked(`sqs get-queue-attributes --queue-url ${queue} --attribute-names All`);
      expect(counted).to.have.nested.property("Attributes.ApproximateNumberOfMessagesNotVisible", "1");
      const { MetricAlarms } = await asked("cloudwatch describe-alarms --state-value OK");
      expect(MetricAlarms.length).to.be.above(0);
      const { logGroups } = await asked("logs describe-log-groups");
      const names = logGroups.map(({ logGroupName }: { logGroupName: string }) => logGroupName);
      expect(names).to.include("/expenses/dev/sweepAlerts");
      const log = "--log-group-name /expenses/dev/sweepAlerts --log-stream-name local";
      const { events } = await asked(`logs get-log-events ${log}`);
      expect(JSON.stringify(events)).to.include("PendingAlertAge");
      const filter = "--log-group-name /expenses/dev/sweepAlerts --log-stream-names local";
      expect((await asked(`logs filter-log-events ${filter}`)).events).to.have.lengthOf(events.length);
    });

    // Shown as pending by a CLI that does not have it: the one of Debian 12, 2.9, does not know the protection yet.
    (version?.startsWith("2.9.") ? it.skip : it)(
      "deletes a table once it is no longer protected",
      async () => {
        const unprotect = "--table-name Ledgers --no-deletion-protection-enabled";
        const answer = await shell(`aws dynamodb update-table ${unprotect} --output json`);
        expect(answer).to.contain('"DeletionProtectionEnabled": false');
        await shell("aws dynamodb delete-table --table-name Ledgers");
      },
    );

    // Version 1 has no `logs tail`.
    (version?.startsWith("1.") ? it.skip : it)("follows a log", async () => {
      expect(await shell("aws logs tail /expenses/dev/sweepAlerts")).to.include("PendingAlertAge");
    });
  });
}
