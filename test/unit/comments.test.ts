import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";

/** A comment that opens with a dangling clause, such as the start of a question. */
const CLAUSE = /(\/\*\*?|^\s*\*|\/\/|--) (What|How|Whether|Of|Why|Who(?:ever|se|m)|Those) .*/gm;

/** Openers that a doc comment must not have either; in other comments they begin a condition. */
const DOC_CLAUSE = /\/\*\* (When|Where|Which|Since when|Until when) .*/g;
const ROOMS = "{components,docs,domain,handlers,local,policy,site,test,bench}";

describe("Comments", () => {
  it("open with the thing they are about, and not with a clause", () => {
    const files = globSync(["index.ts", "schema.sql", `${ROOMS}/**/*.{ts,tsx,cjs,css}`]);
    expect(files.length).to.be.above(1000);
    const found = files.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const lines = [CLAUSE, DOC_CLAUSE].flatMap((clause) => [...text.matchAll(clause)]);
      return lines.map(([line]) => `${file}: ${line.trim()}`);
    });
    expect(found).to.deep.equal([]);
  });
});
