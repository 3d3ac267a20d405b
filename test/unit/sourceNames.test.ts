import { globSync } from "node:fs";
import { basename, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");

/** Every folder has its index and its shared types under the same name. */
const PER_FOLDER = ["index.ts", "model.ts"];

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
});
