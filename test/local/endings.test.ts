import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { npmStart, printed, type StartedByNpm } from "./npmStart";

/** Throws outside of any request when it is told to, as a timer of a service would. */
const THROWING = `process.on("SIGUSR2", require("node:vm").runInThisContext(
  '() => { throw new Error("Thrown by no request."); }',
  { filename: ${JSON.stringify(join(__dirname, "../../local/services/sqs/queues.ts"))} },
));`;

/** Has no room for the file of outputs. */
const FULL = `
const fs = require("node:fs");
const { rename } = fs;
fs.rename = (from, to, done) => {
  if (!to.endsWith("outputs.json")) return rename(from, to, done);
  done(Object.assign(new Error("ENOSPC: no space left on device, rename"), { code: "ENOSPC" }));
};`;

/** Closes no server once it is to stop, and loses patience at once. */
const HANGING = `
process.once("SIGTERM", () => {
  require("node:net").Server.prototype.close = function () { return this; };
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (call, ms, ...more) => setTimeout(call, ms === 10000 ? 300 : ms, ...more);
});`;

describe("the end of the local cloud", () => {
  let folder: string;
  let data: string;
  let cloud: StartedByNpm;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "local-cloud-"));
    data = join(folder, "data");
  });
  afterEach(async () => {
    cloud.child.kill();
    await cloud.exit;
    await rm(folder, { recursive: true, force: true });
  });

  /** `npm start` over the data, with code that runs before it in its process. */
  async function startWith(code: string): Promise<void> {
    const preload = join(folder, "preload.cjs");
    await writeFile(preload, code);
    cloud = npmStart(["--port", "0", "--data", data], { NODE_OPTIONS: `--require ${preload}` });
  }

  /** The process below that of `start.cjs`. */
  async function signal(name: NodeJS.Signals): Promise<void> {
    const { pid } = cloud.child;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
    process.kill(Number.parseInt(children, 10), name);
  }

  it("says so when the disk is too full to write its addresses, and closes what is open", async () => {
    await startWith(FULL);
    const { code, err } = await cloud.exit;
    expect({ code, err: err.trim() }).to.deep.equal({
      code: 1,
      err: "The local cloud did not start: the disk is full. Free some space.",
    });
    expect(await runningDatabases(data)).to.deep.equal([]);
  }).timeout(300_000);

  it("during the start waits for no further resource", async () => {
    await startWith("");
    await printed(cloud.child, " created");
    cloud.child.kill("SIGINT");
    const { code, out, err } = await cloud.exit;
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    expect(out).to.contain("\nStopping\n").and.not.to.contain("resources created");
    expect(await runningDatabases(data)).to.deep.equal([]);
  }).timeout(300_000);

  it("is said and leaves no database running when something does not close", async () => {
    await startWith(HANGING);
    await printed(cloud.child, "Ctrl-C");
    const [path = expect.fail("No database runs.")] = await runningDatabases(data);
    cloud.child.kill("SIGTERM");
    const { code, err } = await cloud.exit;
    expect({ code, err: err.trim() }).to.deep.equal({
      code: 1,
      err: "The local cloud did not stop within 10 s. It is ended now. Your data is kept.",
    });
    const deadline = performance.now() + 30_000;
    while (existsSync(path) && performance.now() < deadline) await pause(50);
    expect(existsSync(path)).to.equal(false);
  }).timeout(120_000);

  it("after an error that no request suffers from, or by force, keeps what it has acknowledged", async () => {
    await startWith(THROWING);
    await printed(cloud.child, "Ctrl-C");
    await (await clientsOf(data)).store("first");
    await signal("SIGUSR2");
    const { code, err } = await cloud.exit;
    expect(code).to.equal(1);
    expect(err.trim().split("\n").slice(0, 2)).to.deep.equal([
      "An unexpected error in sqs ends the local cloud. Your data is kept.",
      "Error: Thrown by no request.",
    ]);
    expect(await runningDatabases(data)).to.deep.equal([]);

    await startWith(THROWING);
    await printed(cloud.child, "Ctrl-C");
    const second = await clientsOf(data);
    expect(await second.stored("first")).to.deep.equal({ item: "first", messages: "1" });
    await second.store("second");
    await signal("SIGKILL");
    expect((await cloud.exit).code).to.equal(1);

    await startWith(THROWING);
    await printed(cloud.child, "Ctrl-C");
    const third = await clientsOf(data);
    expect(await third.stored("first")).to.deep.equal({ item: "first", messages: "2" });
    expect(await third.stored("second")).to.deep.equal({ item: "second", messages: "2" });
    cloud.child.kill();
    expect(await cloud.exit).to.include({ code: 0, err: "" });
    expect(await runningDatabases(data)).to.deep.equal([]);
  }).timeout(600_000);
});

/** Stores a text as an item and as a message, and reads it again, by the clients of whoever has the files for programs. */
async function clientsOf(data: string) {
  const { local, expensesTableName: TableName } = JSON.parse(
    await readFile(join(data, "outputs.json"), "utf8"),
  );
  const client = { ...local, endpoint: local.awsEndpointUrl, maxAttempts: 1 };
  const [tables, queues] = [new DynamoDBClient(client), new SQSClient(client)];
  const { QueueUrls = [] } = await queues.send(
    new ListQueuesCommand({ QueueNamePrefix: "exportLedger-failures" }),
  );
  const [QueueUrl] = QueueUrls;
  const keyOf = (text: string) => ({ expenseId: { S: text } });
  return {
    async store(text: string) {
      await tables.send(new PutItemCommand({ TableName, Item: { ...keyOf(text), text: { S: text } } }));
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: text }));
    },
    async stored(text: string) {
      const { Item } = await tables.send(new GetItemCommand({ TableName, Key: keyOf(text) }));
      const AttributeNames = ["All" as const];
      const { Attributes } = await queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return { item: Item?.text?.S, messages: Attributes?.ApproximateNumberOfMessages };
    },
  };
}

/** The servers of databases that still run, by the process IDs that they leave when nobody ends them. */
async function runningDatabases(data: string): Promise<string[]> {
  const rds = join(data, "rds");
  const paths = (existsSync(rds) ? await readdir(rds) : []).map((name) => join(rds, name, "mariadbd.pid"));
  return paths.filter((path) => existsSync(path));
}
