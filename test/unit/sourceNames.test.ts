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

/** Anything that a file exports where it declares it. */
const ANY_EXPORT = /^export (?:abstract |async )?(?:class|function\*?|const|let|interface|type) (\w+)/gm;

/** The arguments of a component are exported with it, whether or not another file names them. */
const ARGS = /Args$/;

/** Has the exports of a module that it replaces in bundles. */
const STANDS_IN = ["components/bundling/leftOutOfMysql.ts"];

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

describe("Exports", () => {
  it("are used by another file, or by a test: what only its own file uses is no export", () => {
    const paths = globSync(
      ["*.ts", "{components,handlers,domain,site,local,policy,bench,docs,test}/**/*.{ts,tsx,cjs}"],
      {
        cwd: ROOT,
      },
    );
    const users = new Map<string, Set<string>>();
    for (const path of paths)
      for (const [word] of read(path).matchAll(/[A-Za-z_]\w*/g))
        users.set(word, (users.get(word) ?? new Set()).add(path));
    const exported = paths.flatMap((path) =>
      [...read(path).matchAll(ANY_EXPORT)].map(([, name = ""]) => ({ name, path })),
    );
    const unused = exported.filter(
      ({ name, path }) => users.get(name)?.size === 1 && !ARGS.test(name) && !STANDS_IN.includes(path),
    );
    expect(exported).to.have.length.above(1000);
    expect(unused.map(({ name, path }) => `${path}: ${name}`)).to.deep.equal([]);
  });
});

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The names that files of a room declare, each with its file. */
function declared(room: string, declaration: RegExp): Declaration[] {
  const paths = globSync(`${room}/**/*.{ts,tsx}`, { cwd: ROOT });
  return paths.flatMap((path) =>
    [...read(path).matchAll(declaration)].map(([, name = ""]) => ({
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
