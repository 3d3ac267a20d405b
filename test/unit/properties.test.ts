import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { runs } from "../helpers/runs";

const ROOT = resolve(__dirname, "../..");

/** A number of random values that is the same in every run. That of an example that is drawn, such as a body, is no property's. */
const FIXED_NUMBER = /numRuns: (?!1\b)\d.*/g;

/** Numbers that no seed repeats. */
const UNSEEDED = /Math\.random\(|\brandomInt\b/;

/** They do not decide what is tested: the pauses of users under load, and values of functions that are run. */
const ANY_NUMBERS = ["test/soak/polling.test.ts", "test/local/program/functions.ts"];

describe("Properties and models", () => {
  const files = globSync("test/**/*.ts", { cwd: ROOT, exclude: ["test/unit/properties.test.ts"] });
  const found = (pattern: RegExp) =>
    files.flatMap((path) => {
      const [match] = readFileSync(join(ROOT, path), "utf8").match(pattern) ?? [];
      return match ? [`${path}: ${match}`] : [];
    });

  it("are tried on a thousand random values or more in the soak run, unless one takes too long", () => {
    expect(found(FIXED_NUMBER)).to.deep.equal([]);
    const before = process.env.FULL;
    try {
      process.env.FULL = "1";
      expect([runs(20), runs(2_000), runs(3, 50)]).to.deep.equal([1_000, 2_000, 50]);
      delete process.env.FULL;
      expect([runs(20), runs(3, 50)]).to.deep.equal([20, 3]);
    } finally {
      if (before !== undefined) process.env.FULL = before;
    }
  });

  it("draw the same values in each run of npm test", () => {
    const unseeded = found(UNSEEDED).filter((one) => !ANY_NUMBERS.some((path) => one.startsWith(path)));
    expect(unseeded).to.deep.equal([]);
  });
});
