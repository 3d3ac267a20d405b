import { expect } from "chai";

const { sumInWords } = require("../runners/counts.cjs");

describe("the last line of a run", () => {
  const mocha = (passes: number, failures: number, pending = 0) => ({ stats: { passes, failures, pending } });

  it("is the sum of what the runners counted themselves", () => {
    const playwright = { stats: { expected: 30, unexpected: 0, flaky: 0, skipped: 0 } };
    expect(sumInWords([mocha(1_600, 0), mocha(60, 0), playwright])).to.equal("1690 passed, 0 failed");
    expect(sumInWords([])).to.equal("0 passed, 0 failed");
  });

  it("names what was skipped, and counts as failed what passed on a second try only", () => {
    const playwright = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } };
    expect(sumInWords([mocha(10, 4, 1), playwright])).to.equal("15 passed, 7 failed, 4 skipped");
  });
});
