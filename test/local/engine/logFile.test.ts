import { appendFile, cp, mkdtemp, readdir, readFile, rename, rm, symlink, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { LogFile } from "../../../local/engine/logFile";

describe("a log", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "log-file-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A run that writes these lines to the log. */
  async function run(...lines: string[]): Promise<void> {
    const log = new LogFile(join(folder, "function.log"), expect.fail);
    for (const line of lines) log.add(line);
    await log.close();
  }

  const read = (name: string) => readFile(join(folder, name), "utf8");

  it("of the run before stays until a further run has written one", async () => {
    await run("first");
    await run("crash");
    expect(await read("function.log")).to.equal("crash\n");
    await run();
    await run();
    expect(await read("function.1.log")).to.equal("crash\n");
    await run("last");
    await run("now");
    expect([await read("function.1.log"), await read("function.log")]).to.deep.equal(["last\n", "now\n"]);
    expect(await readdir(folder)).to.have.members(["function.1.log", "function.log"]);
  });

  const changes: [what: string, change: (path: string) => Promise<void>][] = [
    ["was deleted", (path) => rm(path)],
    ["was deleted with its folder", (path) => rm(dirname(path), { recursive: true })],
    ["was emptied", (path) => truncate(path)],
    ["was cut short", (path) => truncate(path, 100)],
    [
      "was replaced by another",
      async (path) => {
        await cp(path, `${path}.new`);
        await rename(`${path}.new`, path);
      },
    ],
    ["was written to by others", (path) => appendFile(path, "foreign\n")],
  ];
  for (const [what, change] of changes)
    it(`is written anew with its last lines when it is read after it ${what}`, async () => {
      const path = join(folder, "logs", "function.log");
      const log = new LogFile(path, expect.fail);
      const lines = Array.from({ length: 2100 }, (_, index) => String(index));
      for (const line of lines) log.add(line);
      const found = async () => {
        const events: [number, string][] = [];
        for await (const { index, message } of log.events()) events.push([index, message]);
        return events;
      };
      const expected = [...lines, "later"].map((line, index) => [index, line]);
      expect(await found()).to.deep.equal(expected.slice(0, -1));
      await change(path);
      log.add("later");
      expect(await found()).to.deep.equal(expected.slice(101));
      log.add("last");
      expect(await found()).to.deep.equal([...expected.slice(101), [2101, "last"]]);
      await log.close();
      expect(await readFile(path, "utf8")).to.match(/^101\n(\d+\n)+later\nlast\n$/);
    });

  it("goes on at its new end if it was emptied", async () => {
    const path = join(folder, "function.log");
    const log = new LogFile(path, expect.fail);
    log.add("first");
    for await (const _ of log.events());
    await truncate(path);
    log.add("second");
    await log.close();
    expect(await read("function.log")).to.equal("second\n");
  });

  it("on a full disk reports that once, and keeps its last lines", async () => {
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
