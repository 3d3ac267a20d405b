import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Level } from "level";
import { openLevel, stateOf } from "../../../local/engine/level";
import { LocalCloudError, messageOf } from "../../../local/engine/localCloudError";
import { openDynalite } from "../../../local/services/dynamodb/dynalite";
import { openDatabase } from "../../../local/services/s3/database";
import { QueueStore } from "../../../local/services/sqs/store";
import { Histories } from "../../../local/services/states/history";

interface Closeable {
  close(): Promise<void>;
}

/** The openers of each LevelDB of a data folder, by its folder. */
const DATABASES: Record<string, (dataDir: string) => Promise<Closeable>> = {
  dynamodb: (dataDir) => openDynalite(join(dataDir, "dynamodb")),
  sqs: QueueStore.open,
  histories: Histories.open,
  "buckets/entries": (dataDir) => openDatabase(join(dataDir, "buckets")),
};

/** A block of LevelDB's log, whose first record begins with its checksum and its length. */
const BLOCK = 32_768;
const LENGTH_AT = BLOCK + 4;

/** The manifest that LevelDB begins a new database with: its order of keys, and that there is no log yet. */
const CREATED = Buffer.from(
  "957cb9c5220001011a6c6576656c64622e4279746577697365436f6d70617261746f72020003020400",
  "hex",
);

describe("the log of a LevelDB, in which the data since its last start is", () => {
  let dataDir: string;
  let folder: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "lost-log-"));
    folder = join(dataDir, "level");
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  async function logIn(path: string): Promise<string> {
    const [name = expect.fail("There is no log."), ...more] = (await readdir(path)).filter((one) =>
      one.endsWith(".log"),
    );
    expect(more).to.deep.equal([]);
    return join(path, name);
  }

  async function change(path: string, by: (log: Buffer) => void): Promise<void> {
    const log = await readFile(path);
    by(log);
    await writeFile(path, log);
  }

  const flip = (at: number) => (path: string) =>
    change(path, (log) => {
      log.writeUInt8(log.readUInt8(at) ^ 0xff, at);
    });

  /** A run of the local cloud that stores these keys. */
  async function store(...keys: string[]): Promise<void> {
    const level = await openLevel<string, string>(folder, {});
    for (const key of keys) await level.put(key, "value");
    await level.close();
  }

  async function found(): Promise<string[]> {
    const level = await openLevel<string, string>(folder, {});
    const keys = await level.keys().all();
    await level.close();
    return keys;
  }

  async function sentence(opening: Promise<unknown>): Promise<string> {
    const error = await opening.then(
      () => expect.fail("It was opened."),
      (reason) => reason,
    );
    expect(error).to.be.an.instanceOf(LocalCloudError);
    return messageOf(error);
  }

  const refusal = (path: string, why: string) =>
    `The data in ${path} cannot be opened (its log is ${why}). Restore it, or start with --fresh to delete all data.`;
  const damage = (path: string) =>
    `${refusal(path, "damaged")} To do without what was stored since the last start, delete ${path}/OPENED.`;

  const missing = (path: string, log: string) =>
    `${refusal(path, "missing")} To do without what was stored since the last start, delete ${path}/OPENED and create ${log}, empty.`;

  const losses: [
    how: string,
    why: (path: string, log: string) => string,
    lose: (log: string) => Promise<void>,
  ][] = [
    ["gone", missing, (log) => rm(log)],
    ["empty", damage, (log) => truncate(log)],
    ["cut off in its first record", damage, (log) => truncate(log, 9)],
    ["damaged near its start", damage, flip(10)],
  ];
  for (const [name, open] of Object.entries(DATABASES))
    for (const [how, why, lose] of losses)
      it(`of ${name} is missed if it is ${how}, and nothing is changed`, async () => {
        await (await open(dataDir)).close();
        await (await open(dataDir)).close();
        const path = join(dataDir, name);
        const log = await logIn(path);
        await lose(log);
        await cp(path, join(dataDir, "before"), { recursive: true });
        expect(await sentence(open(dataDir))).to.equal(why(path, log));
        expect(await readdir(path)).to.deep.equal(await readdir(join(dataDir, "before")));
      });

  const keys = Array.from({ length: 3000 }, (_, index) => String(index).padStart(5, "0"));

  for (const [where, at] of [
    ["a record", 40_000],
    ["the length of one", LENGTH_AT],
    ["the first checksum", 0],
  ] as const)
    it(`is damaged if ${where} is damaged with others behind it`, async () => {
      await store(...keys);
      await flip(at)(await logIn(folder));
      expect(await sentence(found())).to.equal(damage(folder));
      await rm(join(folder, "OPENED"));
      expect((await found()).length).to.be.lessThan(keys.length);
    });

  it("may end in half a record, at any byte of it, as after a kill or on a full disk", async () => {
    await store("first", "second");
    const log = await logIn(folder);
    const { length } = await readFile(log);
    for (const less of [1, 10, 20]) {
      await rm(folder, { recursive: true });
      await store("first", "second");
      await truncate(await logIn(folder), length - less);
      expect(await found()).to.deep.equal(["first"]);
    }
  });

  it("may end in bytes that are no record", async () => {
    await store("first");
    const log = await logIn(folder);
    for (const end of [Buffer.alloc(50), Buffer.from("not a record at all")]) {
      await writeFile(log, end, { flag: "a" });
    }
    expect(await found()).to.deep.equal(["first"]);
  });

  it("may begin anew while the process runs", async () => {
    const level = await openLevel<string, string>(folder, {});
    const value = "v".repeat(1_000_000);
    for (let index = 0; index < 9; index++) await level.put(String(index), value);
    await level.close();
    expect(await found()).to.have.length(9);
  });

  it("may be empty or damaged if another release was the last to open it, before or after this one", async () => {
    const former = async () => {
      const level = new Level(folder);
      await level.open();
      await level.close();
    };
    await former();
    expect(await found()).to.deep.equal([]);
    await store("key");
    await former();
    expect(await found()).to.deep.equal(["key"]);
  });

  it("need not be there if the process was killed while it created the database", async () => {
    await mkdir(folder);
    await writeFile(join(folder, "MANIFEST-000001"), CREATED);
    await writeFile(join(folder, "CURRENT"), "MANIFEST-000001\n");
    expect(await found()).to.deep.equal([]);
  });

  it("is not missed while its LevelDB is open: the folder is in use, and must not be taken for damaged", async () => {
    const level = await openLevel<string, string>(folder, {});
    for (const name of [...(await readdir(folder)).filter((one) => one.endsWith(".log")), "CURRENT"]) {
      await rm(join(folder, name));
      expect(await stateOf(folder)).to.equal("locked");
    }
    await level.close();
    expect(messageOf(await stateOf(folder))).to.contain("CURRENT is missing");
  });
});
