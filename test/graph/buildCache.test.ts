import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { expect } from "chai";
import { BuildCache } from "../../components/bundling/buildCache";

const ROOT = resolve(__dirname, "../..");

describe("the cache of builds", () => {
  let folder: string;
  let source: string;
  const open = () => new BuildCache("tests", [relative(ROOT, source)]);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "expenses-test-"));
    process.env.BUILD_CACHE = join(folder, "cache");
    source = join(folder, "source.ts");
    await writeFile(source, "export const one = 1;");
  });
  afterEach(async () => {
    delete process.env.BUILD_CACHE;
    await rm(folder, { recursive: true });
  });

  it("gives back what was built of the same input and sources", () => {
    open().set("input", "output");
    expect(String(open().get("input"))).to.equal("output");
    expect(open().get("another input")).to.equal(undefined);
  });

  it("forgets what was built of other sources", async () => {
    open().set("input", "output");
    await writeFile(source, "export const one = 2;");
    expect(open().get("input")).to.equal(undefined);
    open().set("input", "new output");
    expect(String(open().get("input"))).to.equal("new output");
    expect(await readdir(join(folder, "cache", "tests"))).to.have.length(1);
  });

  it("notices a file that comes, goes or is renamed in a folder of sources", async () => {
    const cache = () => new BuildCache("tests", [relative(ROOT, folder)]);
    process.env.BUILD_CACHE = await mkdtemp(join(tmpdir(), "expenses-test-"));
    try {
      cache().set("input", "output");
      await writeFile(join(folder, "another.ts"), "");
      expect(cache().get("input")).to.equal(undefined);
      await rm(join(folder, "another.ts"));
      expect(String(cache().get("input"))).to.equal("output");
    } finally {
      await rm(process.env.BUILD_CACHE, { recursive: true });
    }
  });

  it("is no more than slow where nothing can be written", async () => {
    await writeFile(join(folder, "cache"), "a file where the folder would be");
    open().set("input", "output");
    expect(open().get("input")).to.equal(undefined);
  });
});
