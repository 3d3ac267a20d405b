import { existsSync, globSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { expect } from "chai";
import { Level } from "level";
import { type RunningCloud, startCloud } from "../../../local/cloud";
import { noteContents, openPorts, prepareDataFolder } from "../../../local/engine/dataFolder";
import { openDocument } from "../../../local/engine/document";
import { LocalCloudError, messageOf } from "../../../local/engine/localCloudError";
import { loadSigningKey } from "../../../local/services/cognito-idp/signingKey";
import { openDynalite } from "../../../local/services/dynamodb/dynalite";
import { startMariaDb } from "../../../local/services/rds/mariadb";
import { installMariaDb } from "../../../local/services/rds/mariadbInstall";
import { QueueStore } from "../../../local/services/sqs/store";

/** The names that the sources give to files and folders in the data folder, besides the ports. */
function namesInSources(): string[] {
  const local = join(__dirname, "../../../local");
  const text = globSync("**/*.ts", { cwd: local })
    // Its data folder is that of one database.
    .filter((path) => path !== "services/rds/mariadb.ts")
    .map((path) => readFileSync(join(local, path), "utf8"))
    .join("\n");
  const documents = text.matchAll(/\bdocument(?:<[^()]*>)?\(\s*"(\w+)"/g);
  const paths = text.matchAll(
    /(?:\bjoin\((?:[\w.]+\.)?dataDir, "|\$\{dataDir\}\/|writeFileAtomic\(join\(folder, ")([\w.-]+)/g,
  );
  return [...[...documents].map(([, name]) => `${name}.json`), ...[...paths].map(([, name = ""]) => name)];
}

describe("the data folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "data-folder-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const nobody = { isInUse: async () => false, endLeftovers: async () => {} };
  const prepare = (fresh = false, path = folder) => prepareDataFolder(path, fresh, nobody);
  const write = (name: string, text = "kept") => writeFile(join(folder, name), text);
  const names = async () => (await readdir(folder)).sort();

  /** The sentence of the error that ends a start. */
  async function sentence(start: () => unknown): Promise<string> {
    try {
      await start();
    } catch (error) {
      expect(error).to.be.an.instanceOf(LocalCloudError);
      return messageOf(error);
    }
    throw new Error("It did not fail.");
  }

  it("is marked, and only this user can read it", async () => {
    await chmod(folder, 0o755);
    await prepare(false, join(folder, "a", "b"));
    expect(await readFile(join(folder, "a", "b", "LOCAL-CLOUD-DATA"), "utf8")).to.contain("local cloud");
    expect((await stat(join(folder, "a", "b"))).mode & 0o777).to.equal(0o700);
  });

  for (const fresh of [false, true]) {
    it(`is refused if it has other contents${fresh ? ", with --fresh" : ""}`, async () => {
      await write("thesis.txt");
      const expected = `The folder ${folder} is not empty and does not contain data of the local cloud. Choose another with --data.`;
      expect(await sentence(() => prepare(fresh))).to.equal(expected);
      expect(await names()).to.deep.equal(["thesis.txt"]);
    });
  }

  it("loses its own contents alone when it starts fresh, and keeps the ports", async () => {
    await prepare();
    await write("thesis.txt");
    await write("cognito.json");
    await write("ports.json", '{"endpoint":4566}');
    await mkdir(join(folder, "dynamodb"));
    await prepare(true);
    expect(await names()).to.deep.equal(["LOCAL-CLOUD-DATA", "ports.json", "thesis.txt"]);
  });

  it("loses every file that a service names when it starts fresh, and what a kill left half replaced", async () => {
    const own = namesInSources();
    expect(own).to.include.members(["cognito.json", "textract.json", "outputs.json", "sqs", "dynamodb"]);
    await prepare();
    for (const name of own) await write(name);
    const temporary = ["cognito.json.2906413437", "ports.json.1", "LOCAL-CLOUD-DATA.0", "thesis.txt.2"];
    for (const name of temporary) await write(name);
    await prepare(true);
    expect(await names()).to.deep.equal(["LOCAL-CLOUD-DATA", "thesis.txt.2"]);
  });

  for (const text of [
    "{",
    "[]",
    '{"endpoint":65536}',
    '{"endpoint":-1}',
    '{"endpoint":"x"}',
    '{"endpoint":1.5}',
  ]) {
    it(`has damaged ports if they are ${text}, and loses them when it starts fresh`, async () => {
      await prepare();
      await write("ports.json", text);
      expect(await sentence(() => openPorts(folder))).to.equal(
        `The local data file ${join(folder, "ports.json")} is damaged. Restore it, or start with --fresh to delete all data.`,
      );
      await prepare(true);
      expect(await names()).to.deep.equal(["LOCAL-CLOUD-DATA"]);
    });
  }

  const parts: [part: string, proof: string][] = [
    ["buckets", "buckets/entries/CURRENT"],
    ["cognito", "cognito/us-east-1_pool.key.json"],
    ["cognito.json", "cognito.json"],
    ["credentials.json", "credentials.json"],
    ["demoUser.json", "demoUser.json"],
    ["dynamodb", "dynamodb/CURRENT"],
    ["histories", "histories/CURRENT"],
    ["inbox.json", "inbox.json"],
    ["random.json", "random.json"],
    ["scheduler.json", "scheduler.json"],
    ["sns.json", "sns.json"],
    ["sqs", "sqs/CURRENT"],
    ["stepFunctions.json", "stepFunctions.json"],
    ["textract.json", "textract.json"],
  ];
  const lost = (what: string) =>
    `The data in ${folder} cannot be opened (missing: ${what}). Restore it, or start with --fresh to delete all data. To do without what is missing, delete its line in ${folder}/LOCAL-CLOUD-DATA.`;
  for (const [part, proof] of parts) {
    it(`is damaged if ${part} is gone: it would start empty`, async () => {
      await prepare();
      await mkdir(join(folder, dirname(proof)), { recursive: true });
      await write(proof);
      noteContents(folder);
      await prepare();
      await rm(join(folder, part), { recursive: true });
      expect(await sentence(() => prepare())).to.equal(lost(proof));
      await prepare(true);
      await prepare();
    });
  }

  it("that lost several parts names each, and does without those that are no longer named in it", async () => {
    await prepare();
    for (const name of ["cognito.json", "inbox.json", "sns.json"]) await write(name);
    noteContents(folder);
    for (const name of ["inbox.json", "sns.json"]) await rm(join(folder, name));
    expect(await sentence(() => prepare())).to.equal(lost("inbox.json, sns.json"));
    const marker = join(folder, "LOCAL-CLOUD-DATA");
    const lines = (await readFile(marker, "utf8")).split("\n");
    await writeFile(marker, lines.filter((line) => !/inbox|sns/.test(line)).join("\n"));
    await prepare();
    await write("sns.json");
    await prepare();
    await rm(join(folder, "sns.json"));
    expect(await sentence(() => prepare())).to.equal(lost("sns.json"));
  });

  it("that a start left behind which was cut short, or an earlier version, is damaged if more of it is gone", async () => {
    await prepare();
    await write("cognito.json");
    await prepare();
    await rm(join(folder, "cognito.json"));
    expect(await sentence(() => prepare())).to.equal(lost("cognito.json"));
  });

  /** The confirmation of a subscription. */
  async function sendMail({ local, resources }: RunningCloud): Promise<void> {
    const topic = resources.find(({ type }) => type === "aws:sns/topic:Topic");
    const client = new SNSClient({ ...local, endpoint: local.awsEndpointUrl });
    const subscription = { TopicArn: topic?.id, Protocol: "email", Endpoint: "ann@example.org" };
    await client.send(new SubscribeCommand(subscription));
    client.destroy();
  }

  it("is damaged if something is gone that a cloud has created", async () => {
    const root = join(__dirname, "../program");
    const cloud = await startCloud({ dataDir: folder, root });
    await sendMail(cloud);
    await cloud.stepFunctions.start(String(cloud.outputs.machineArn?.value), "{}");
    const isNoted = async (path: string) =>
      (await readFile(join(folder, "LOCAL-CLOUD-DATA"), "utf8")).includes(path);
    // Already now, for it may be killed.
    for (const path of ["inbox.json", "stepFunctions.json"]) expect(await isNoted(path), path).to.equal(true);
    await write("textract.json", "{}");
    await cloud.stop();
    const found = parts.map(([part]) => part).filter((part) => existsSync(join(folder, part)));
    // Nothing was drawn.
    const later = ["random.json"];
    expect(parts.map(([part]) => part).filter((part) => !found.includes(part))).to.deep.equal(later);
    for (const part of found) {
      await rename(join(folder, part), join(folder, "moved"));
      const error = await sentence(() => startCloud({ dataDir: folder, root }));
      expect(error).to.match(new RegExp(`cannot be opened \\(missing: ${part}[^,]*\\)`));
      await rename(join(folder, "moved"), join(folder, part));
    }
  });

  it("of an earlier version is marked", async () => {
    await write("ports.json", "{}");
    await mkdir(join(folder, "dynamodb"));
    await prepare();
    expect(await names()).to.include("LOCAL-CLOUD-DATA");
  });

  it("that is in use is not emptied", async () => {
    await prepare();
    await write("cognito.json");
    const used = { ...nobody, isInUse: async () => true };
    const expected = `The data in ${folder} is in use by another local cloud. Stop it first.`;
    expect(await sentence(() => prepareDataFolder(folder, true, used))).to.equal(expected);
    expect(await names()).to.include("cognito.json");
  });

  it("cannot be in a place where folders cannot be created", async () => {
    expect(await sentence(() => prepare(false, "/proc/x"))).to.equal(
      "The data folder /proc/x cannot be created (ENOENT). Choose another with --data.",
    );
  });

  for (const text of ["{", "", "null", "[]", "1"]) {
    it(`is damaged if a document is ${JSON.stringify(text)}`, async () => {
      const path = join(folder, "cognito.json");
      await write("cognito.json", text);
      expect(await sentence(() => openDocument(path, {}))).to.equal(
        `The local data file ${path} is damaged. Restore it, or start with --fresh to delete all data.`,
      );
      expect(await readFile(path, "utf8")).to.equal(text);
    });
  }

  for (const text of ["", '{"kty":"RSA"}']) {
    it(`is damaged if the key of a user pool is ${JSON.stringify(text)}`, async () => {
      const path = join(folder, "cognito", "pool.key.json");
      await mkdir(dirname(path));
      await writeFile(path, text);
      expect(await sentence(() => loadSigningKey(folder, "pool"))).to.equal(
        `The local data file ${path} is damaged. Restore it, or start with --fresh to delete all data.`,
      );
    });
  }

  const databases: [string, (folder: string) => Promise<unknown>][] = [
    ["of tables", openDynalite],
    ["of queues", (path) => QueueStore.open(dirname(path))],
  ];
  for (const [what, opened] of databases) {
    it(`is damaged if CURRENT is missing in the LevelDB ${what}: it would start empty`, async () => {
      const path = join(folder, "sqs");
      const database = new Level(path);
      await database.put("key", "value");
      await database.close();
      await rm(join(path, "CURRENT"));
      expect(await sentence(() => opened(path))).to.equal(
        `The data in ${path} cannot be opened (CURRENT is missing). Restore it, or start with --fresh to delete all data.`,
      );
      expect((await readdir(path)).some((name) => /\.(ldb|log)$/.test(name))).to.equal(true);
    });
  }

  it("is damaged if the database of the backup has lost its system tables", async () => {
    await write("ibdata1");
    const install = await installMariaDb(join(__dirname, "../../../.engines"));
    const setup = { database: "expenses", user: "admin", password: "test" };
    expect(await sentence(() => startMariaDb(install, folder, setup))).to.equal(
      "Its system tables are missing.",
    );
    expect(await readFile(join(folder, "ibdata1"), "utf8")).to.equal("kept");
  });
});
