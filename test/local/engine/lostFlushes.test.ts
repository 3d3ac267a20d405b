import { appendFile, cp, mkdtemp, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Level } from "level";
import { openLevel } from "../../../local/engine/level";
import { LocalCloudError, messageOf } from "../../../local/engine/localCloudError";

const MEGABYTE = "v".repeat(1_000_000);
/** More than LevelDB keeps in memory before it makes a table of it and begins another log. */
const FULL = Array.from({ length: 5 }, (_, index) => String(index));

describe("a LevelDB that makes a table of a full log", () => {
  let dir: string;
  let folder: string;
  let level: Level<string, string>;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "lost-flush-"));
    folder = join(dir, "level");
    level = await openLevel(folder, {});
  });
  afterEach(async () => {
    await level.close();
    await rm(dir, { recursive: true });
  });

  const logsIn = async (path: string) => (await readdir(path)).filter((name) => name.endsWith(".log")).sort();
  /** Copies it as it is. */
  const copy = async (name: string, what?: RegExp) => {
    const to = join(dir, name);
    await cp(folder, to, { recursive: true, filter: (from) => !what || from === folder || what.test(from) });
    return to;
  };

  /** Fills a log, and returns copies from before and after it became a table. */
  async function flush(): Promise<{ before: string; after: string }> {
    for (const key of FULL) await level.put(key, MEGABYTE);
    const before = await copy("before");
    await level.put("later", "value");
    const isMade = async () =>
      (await readdir(folder)).some((name) => name.endsWith(".ldb")) && (await logsIn(folder)).length === 1;
    while (!(await isMade())) await delay(10);
    return { before, after: await copy("after") };
  }

  /** A copy with both logs, as of a process that was killed meanwhile. */
  async function killed(): Promise<{ path: string; older: string; newer: string }> {
    const { before: path, after } = await flush();
    const [[first = ""], [second = ""]] = [await logsIn(path), await logsIn(after)];
    const [older, newer] = [join(path, first), join(path, second)];
    await cp(join(after, second), newer);
    return { path, older, newer };
  }

  async function found(path: string): Promise<string[]> {
    const opened = await openLevel<string, string>(path, {});
    const keys = await opened.keys().all();
    await opened.close();
    return keys;
  }

  async function refusal(path: string): Promise<string> {
    const error = await found(path).then(
      (keys) => expect.fail(`It was opened with ${keys}.`),
      (reason) => reason,
    );
    expect(error).to.be.an.instanceOf(LocalCloudError);
    return messageOf(error).replaceAll(path, "FOLDER");
  }

  const sentence = (why: string) =>
    `The data in FOLDER cannot be opened (${why}). Restore it, or start with --fresh to delete all data.`;
  const MISSING = sentence("its log is missing");
  const DAMAGED = `${sentence("its log is damaged")} To do without what was stored since the last start, delete FOLDER/OPENED.`;

  it("is whole with both logs, and if the newer one is empty or ends in half a record", async () => {
    const { path, newer } = await killed();
    const variants: [string, () => Promise<void>, string[]][] = [
      ["whole", async () => {}, [...FULL, "later"]],
      ["torn", () => truncate(newer, 15), FULL],
      ["empty", () => truncate(newer), FULL],
    ];
    for (const [name, change, keys] of variants) {
      await change();
      await cp(path, join(dir, name), { recursive: true });
      expect(await found(join(dir, name)), name).to.deep.equal(keys);
    }
  });

  const losses: [how: string, lose: (log: string) => Promise<void>][] = [
    ["is empty", (log) => truncate(log)],
    ["is cut off in a record", (log) => truncate(log, 1_000_100)],
    ["is cut off in a header", (log) => appendFile(log, Buffer.alloc(3))],
  ];
  for (const [how, lose] of losses)
    it(`is damaged if the older log ${how}`, async () => {
      const { path, older } = await killed();
      await lose(older);
      expect(await refusal(path)).to.equal(DAMAGED);
      await rm(join(path, "OPENED"));
      expect(await found(path)).to.include("later");
    });

  it("misses the older log, without which it can be opened", async () => {
    const { path, older } = await killed();
    await rm(older);
    const log = older.replace(path, "FOLDER");
    expect(await refusal(path)).to.equal(
      `${MISSING} To do without what was stored since the last start, delete FOLDER/OPENED and create ${log}, empty.`,
    );
    await rm(join(path, "OPENED"));
    await writeFile(older, "");
    expect(await found(path)).to.deep.equal(["later"]);
  });

  it("may end in half a record although an opening on a full disk began another log", async () => {
    const { before } = await flush();
    const [log = ""] = await logsIn(before);
    await truncate(join(before, log), 4_500_000);
    await writeFile(join(before, "000008.log"), "");
    expect(await found(before)).to.deep.equal(FULL.slice(0, 4));
  });

  it("has lost the table if its manifest is a byte shorter, which it would delete", async () => {
    const { after } = await flush();
    const [manifest = ""] = (await readdir(after)).filter((name) => name.startsWith("MANIFEST"));
    const path = join(after, manifest);
    const { size } = await stat(path);
    await truncate(path, size - 1);
    const names = await readdir(after);
    expect(await refusal(after)).to.equal(MISSING);
    expect(await readdir(after)).to.deep.equal(names);
  });

  it("is refused as a copy whose manifest is from before that", async () => {
    const manifest = await copy("manifest", /MANIFEST|OPENED|CURRENT/);
    const { after } = await flush();
    await cp(manifest, after, { recursive: true });
    expect(await refusal(after)).to.equal(MISSING);
  });
});
