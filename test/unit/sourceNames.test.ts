import { globSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");

/** Every folder has its index and its shared types under the same name. */
const PER_FOLDER = ["index.ts", "model.ts"];

/** An exported name with an initial capital. */
const EXPORTED = /^export (?:abstract |async )?(?:class|function|interface|type) ([A-Z]\w*)/gm;

describe("Source files", () => {
  it("have a name of their own in the whole program, so that one name means one thing", () => {
    const paths = globSync("{components,handlers,domain}/**/*.ts", { cwd: ROOT });
    const byName = Object.groupBy(paths, (path) => basename(path));
    const shared = Object.entries(byName).filter(
      ([name, found = []]) => found.length > 1 && !PER_FOLDER.includes(name),
    );
    expect(paths).to.not.be.empty;
    expect(Object.fromEntries(shared)).to.deep.equal({});
  });

  for (const room of ["components", "domain", "handlers", "local", "policy", "site"]) {
    it(`export each type, class and component of ${room}/ under a name of its own`, () => {
      const paths = globSync(`${room}/**/*.{ts,tsx}`, { cwd: ROOT });
      const exported = paths.flatMap((path) =>
        [...readFileSync(join(ROOT, path), "utf8").matchAll(EXPORTED)].map(([, name]) => ({ name, path })),
      );
      const byName = Object.groupBy(exported, ({ name = "" }) => name);
      const shared = Object.entries(byName).filter(([, found = []]) => found.length > 1);
      expect(exported).to.not.be.empty;
      expect(shared.map(([name, found]) => [name, found?.map(({ path }) => path)])).to.deep.equal([]);
    });
  }
});
