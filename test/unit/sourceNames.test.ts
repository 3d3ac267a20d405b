import { globSync, readFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");

/** Every folder has its index and its shared types under the same name. */
const PER_FOLDER = ["index", "model"];

/** An exported name with an initial capital. */
const EXPORTED = /^export (?:abstract |async )?(?:class|function|interface|type) ([A-Z]\w*)/gm;

/** A type that only its file knows. */
const OWN_TYPE = /^(?:class|interface|type) ([A-Z]\w*)/gm;

interface Declaration {
  name: string;
  path: string;
}

describe("Source files", () => {
  it("have a name of their own in the whole program, so that one name means one thing", () => {
    const paths = globSync("{components,handlers,domain,site}/**/*.{ts,tsx}", {
      cwd: ROOT,
      exclude: ["site/i18n/**"], // A file of texts has the same name in each language.
    });
    const byName = Object.groupBy(paths, (path) => basename(path, extname(path)));
    const shared = Object.entries(byName).filter(
      ([name, found = []]) => found.length > 1 && !PER_FOLDER.includes(name),
    );
    expect(paths).to.not.be.empty;
    expect(Object.fromEntries(shared)).to.deep.equal({});
  });

  // The program's rooms import each other's types: a reader meets all of them.
  for (const room of ["{components,handlers,domain,site}", "local", "policy"]) {
    it(`export each type, class and component of ${room}/ under a name of its own`, () => {
      const exported = declared(room, EXPORTED);
      expect(exported).to.not.be.empty;
      expect(sharedNames(exported)).to.deep.equal([]);
    });
  }

  it("name no type of a file of the page as the domain names one that it exports", () => {
    const own = declared("site", OWN_TYPE);
    const ofDomain = new Set(declared("domain", EXPORTED).map(({ name }) => name));
    expect(own).to.not.be.empty;
    expect(own.filter(({ name }) => ofDomain.has(name))).to.deep.equal([]);
  });
});

/** The names that files of a room declare, each with its file. */
function declared(room: string, declaration: RegExp): Declaration[] {
  const paths = globSync(`${room}/**/*.{ts,tsx}`, { cwd: ROOT });
  return paths.flatMap((path) =>
    [...readFileSync(join(ROOT, path), "utf8").matchAll(declaration)].map(([, name = ""]) => ({
      name,
      path,
    })),
  );
}

/** The names that several files declare, with those files. */
function sharedNames(declarations: readonly Declaration[]): [string, string[]][] {
  const byName = Map.groupBy(declarations, ({ name }) => name);
  return [...byName]
    .filter(([, found]) => found.length > 1)
    .map(([name, found]) => [name, found.map(({ path }) => path)]);
}
