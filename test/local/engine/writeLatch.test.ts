import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { expect } from "chai";
import { Level } from "level";
import { openLevel } from "../../../local/engine/level";
import { reasonOf } from "../../../local/engine/localCloudError";
import { WriteInDoubt } from "../../../local/engine/writeLatch";
import { openDatabase } from "../../../local/services/s3/database";
import { failWrites, fillDisk, freeDisk, LEVEL_WORDS } from "../../helpers/filledDisk";

const SENTENCE = "the disk is full. Free some space and start the local cloud again.";
const ROOT = join(__dirname, "../../..");

describe("LevelDB after a write that a full disk has cut short", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "full-disk-"));
  });
  afterEach(async () => {
    freeDisk();
    await rm(folder, { recursive: true, force: true });
  });

  const open = () => openLevel<string, string>(join(folder, "level"), {});

  it("refuses each later one, although there is room again, until it is opened anew", async () => {
    const level = await open();
    await level.put("before", "kept");
    const below = level.sublevel("below");
    const writes = [
      () => level.put("later", "lost"),
      () => level.del("before"),
      () => level.batch([{ type: "del", key: "before" }]),
      () => level.clear(),
      () => below.put("later", "lost"),
      () => below.clear(),
    ];
    fillDisk();
    for (const write of [writes[0], ...writes])
      expect(reasonOf(await write?.().catch((error) => error))).to.equal(SENTENCE);
    freeDisk();
    for (const write of writes)
      expect(
        reasonOf(
          await write().then(
            () => "stored",
            (error) => error,
          ),
        ),
      ).to.equal(SENTENCE);
    expect(await level.get("before")).to.equal("kept");
    await level.close();

    const anew = await open();
    await anew.put("later", "kept");
    expect(await anew.iterator().all()).to.deep.equal([
      ["before", "kept"],
      ["later", "kept"],
    ]);
    await anew.close();
  });

  it("goes on after an error that has nothing to do with the disk", async () => {
    const level = await open();
    failWrites(Object.assign(new Error("An argument is wrong."), { code: "LEVEL_INVALID_KEY" }));
    await level.put("key", "value").catch(() => undefined);
    freeDisk();
    await level.put("key", "value");
    await level.close();
  });

  it("does not say that one was stored which was written at the same time, and S3 keeps its content", async () => {
    const { files, versions, close } = await openDatabase(folder);
    const file = await files.receive(Readable.from([Buffer.from("receipt")]));
    const kept = files.keep(file, async () => {
      const writing = versions.put(Buffer.from("key"), { isDeleteMarker: false, file } as never);
      await Promise.resolve();
      fillDisk();
      const failed = versions.put(Buffer.from("other"), { isDeleteMarker: true } as never);
      await failed.catch(() => undefined);
      await writing;
    });
    expect(await kept.catch((error) => error)).to.be.an.instanceOf(WriteInDoubt);
    await (await files.read({ file, size: 7 })).toArray();
    await close();
  });

  it("does not say that one was stored before it knows of each that was written at the same time", async () => {
    const level = await open();
    const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const [first = expect.fail(), second = expect.fail()] = answers;
    let writes = 0;
    const engine = Level.prototype as unknown as { _put(): Promise<void> | undefined };
    const { _put } = engine;
    engine._put = () => answers[writes++]?.promise;
    const puts = ["one", "two"].map((key) =>
      level.put(key, "value").then(
        () => "stored",
        (error) => error,
      ),
    );
    engine._put = _put;
    second.resolve();
    await new Promise(setImmediate);
    first.reject(Object.assign(new Error(LEVEL_WORDS), { code: "LEVEL_IO_ERROR" }));
    const [one, two] = await Promise.all(puts);
    expect(reasonOf(one)).to.equal(SENTENCE);
    expect(two).to.be.an.instanceOf(WriteInDoubt);
    await level.close();
  });

  it("keeps all that was acknowledged on a real disk, with the contents of S3", async function () {
    const namespace = ["-rm", "sh", "-ec"];
    const mount = 'mount -t tmpfs -o size=2m tmpfs "$0"';
    if (spawnSync("unshare", [...namespace, mount, folder]).status !== 0) {
      console.log("Skipped: this machine lets no user mount a small disk.");
      this.skip();
    }
    const program = [join(ROOT, "local/register.cjs"), join(__dirname, "smallDisk.ts")];
    const start = `${mount}; exec "$1" -r "$2" "$3" "$0"`;
    const run = promisify(execFile)("unshare", [...namespace, start, folder, process.execPath, ...program]);
    const { acknowledged, found, refusals, contents } = JSON.parse((await run).stdout);
    expect(found).to.deep.equal(acknowledged);
    expect(contents).to.equal(acknowledged.s3.length);
    // Each of them had a write that failed, and none after it.
    for (const name of ["dynamodb", "s3", "s3Marker", "sqs"])
      expect([name, refusals[`${name} later`]]).to.deep.equal([name, SENTENCE]);
  });
});
