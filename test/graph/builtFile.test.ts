import { mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { mock } from "node:test";
import { expect } from "chai";
import { builtFile } from "../../components/bundling/builtFile";
import { bytesOf, textOf } from "../helpers/code";

const DAY_MS = 24 * 60 * 60 * 1000;
const SIXTY_DAYS_MS = 60 * DAY_MS;

describe("a built file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "expenses-test-"));
    process.env.BUILD_CACHE = join(folder, "cache");
  });
  afterEach(async () => {
    delete process.env.BUILD_CACHE;
    await rm(folder, { recursive: true });
  });

  const pathOf = (content: string) => builtFile(content).path;

  it("holds its content, text or bytes, and is named by it", async () => {
    expect(await textOf(builtFile("one"))).to.equal("one");
    expect(await bytesOf(builtFile(Buffer.of(0, 255)))).to.deep.equal(Buffer.of(0, 255));
    expect(await pathOf("one")).to.equal(await pathOf("one"));
    expect(await pathOf("one")).not.to.equal(await pathOf("two"));
  });

  it("has a path that starts in the working folder, wherever that is", async () => {
    const working = process.cwd();
    try {
      process.chdir(folder);
      expect(await pathOf("one")).to.match(/^cache\/files\/\w{64}$/);
    } finally {
      process.chdir(working);
    }
  });

  it("is written again when it is missing or was changed", async () => {
    const path = await pathOf("one");
    await rm(path);
    expect(await readFile(await pathOf("one"), "utf8")).to.equal("one");
    await writeFile(path, "two");
    expect(await readFile(await pathOf("one"), "utf8")).to.equal("one");
  });

  it("is deleted once it has not been needed for a long time", async () => {
    const old = new Date(Date.now() - SIXTY_DAYS_MS);
    const [unused, used] = [await pathOf("unused"), await pathOf("used")];
    for (const path of [unused, used]) await utimes(path, old, old);
    // Files are looked through once a day.
    mock.timers.enable({ apis: ["Date"], now: Date.now() + DAY_MS });
    try {
      await pathOf("used");
      await pathOf("new");
    } finally {
      mock.timers.reset();
    }
    expect(await stat(unused).catch(() => undefined)).to.equal(undefined);
    expect(await readFile(used, "utf8")).to.equal("used");
  });

  it("is kept though the clock that stamps files is far behind", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() + SIXTY_DAYS_MS });
    try {
      const first = await pathOf("first");
      await pathOf("second");
      expect(await readFile(first, "utf8")).to.equal("first");
    } finally {
      mock.timers.reset();
    }
  });

  it("is a temporary file where the cache cannot be written", async () => {
    await writeFile(join(folder, "cache"), "a file where the folder would be");
    const path = await pathOf("one");
    expect(relative(folder, path)).to.match(/^\.\./);
    expect(await readFile(path, "utf8")).to.equal("one");
    await rm(join(path, ".."), { recursive: true });
  });
});
