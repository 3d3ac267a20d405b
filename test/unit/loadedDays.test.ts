import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import * as ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/** Expressions that ask for the time. */
const ASKING = /^(new Date(\(\))?|Date\.now\(\)|performance\.now\(\)|dayIn\(.*\))$/s;

/** Calls whose function runs later, in a test or around one. */
const LATER = /^(test|it|before|after|beforeEach|afterEach)$|^test\.(?!describe)/;

describe("Browser tests", () => {
  it("ask for no time while they are loaded: at midnight, the tests would run on the day after", () => {
    const asking = globSync("test/site/**/*.ts", { cwd: ROOT }).flatMap((path) =>
      askedIn(readFileSync(join(ROOT, path), "utf8")).map((text) => `${path}: ${text}`),
    );
    expect(asking).to.deep.equal([]);
  });

  it("would be found if they did", () => {
    const source = `
      const today = dayIn("UTC", new Date());
      const later = () => Date.now();
      test.describe("a page", () => {
        const [month] = [1].map(() => new Date().toISOString());
        test.beforeEach(() => Date.now());
        test("has a day", () => new Date());
      });`;
    expect(askedIn(source)).to.deep.equal(['dayIn("UTC", new Date())', "new Date()", "new Date()"]);
  });
});

/** The expressions of a source text that ask for the time when it is loaded. */
function askedIn(source: string): string[] {
  const file = ts.createSourceFile("x.ts", source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !runsAtOnce(node)) return;
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ASKING.test(node.getText())) {
      const { arguments: given = [] } = node;
      if (!ts.isNewExpression(node) || given.length === 0) found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Returns true for a function that is given to a call which calls it, such as `describe` and `map`. */
function runsAtOnce(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) && parent.expression !== node && !LATER.test(parent.expression.getText())
  );
}
