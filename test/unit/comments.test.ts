import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";

/** A comment that opens with a dangling clause, such as the start of a question. */
const CLAUSE = /(\/\*\*|^\s*\*|\/\/) (What|How|Whether|Of|Why|Who(?:ever|se|m)|Those) .*/gm;
const ROOMS = "{components,docs,domain,handlers,local,policy,site,test,bench}";

describe("Comments", () => {
  it("open with the thing they are about, and not with a clause", () => {
    const files = globSync(["index.ts", `${ROOMS}/**/*.{ts,tsx,cjs}`]);
    expect(files.length).to.be.above(1000);
    const found = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(CLAUSE)].map(([line]) => `${file}: ${line.trim()}`),
    );
    expect(found).to.deep.equal([]);
  });
});
