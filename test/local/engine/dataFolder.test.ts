import { globSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { Level } from "level";
import { prepareDataFolder } from "../../../local/engine/dataFolder";
import { openDocument } from "../../../local/engine/document";
import { LocalCloudError, messageOf } from "../../../local/engine/localCloudError";
import { LogFile } from "../../../local/engine/logFile";
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

  const prepare = (fresh = false, path = folder) => prepareDataFolder(path, fresh, async () => false);
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
    for (const name of ["cognito.json.2906413437", "ports.json.1", "thesis.txt.2"]) await write(name);
    await prepare(true);
    expect(await names()).to.deep.equal(["LOCAL-CLOUD-DATA", "thesis.txt.2"]);
  });

  it("loses damaged ports when it starts fresh", async () => {
    await prepare();
    await write("ports.json", "{");
    await prepare(true);
    expect(await names()).to.deep.equal(["LOCAL-CLOUD-DATA"]);
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
    const expected = `The data in ${folder} is in use by another local cloud. Stop it first.`;
    expect(await sentence(() => prepareDataFolder(folder, true, async () => true))).to.equal(expected);
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

  it("on a full disk reports a log once, and keeps its last lines", async () => {
    const path = join(folder, "full.log");
    await symlink("/dev/full", path);
    const problems: string[] = [];
    const reported = Promise.withResolvers<void>();
    const log = new LogFile(path, (problem) => {
      problems.push(problem);
      reported.resolve();
    });
    log.add("first");
    await reported.promise;
    log.add("second");
    await log.close();
    expect(problems).to.deep.equal([
      `The log ${path} can no longer be written: the disk is full. Free some space.`,
    ]);
    expect(log.lines).to.deep.equal(["first", "second"]);
  });
});
