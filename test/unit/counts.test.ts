import { resolve } from "node:path";
import { expect } from "chai";

const { failuresInWords, sumInWords } = require("../runners/counts.cjs");

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

describe("the failures of a run", () => {
  it("are told with file, title and error, whichever runner found them", () => {
    const mocha = {
      failures: [
        {
          file: resolve("test/unit/a.test.ts"),
          fullTitle: "a sum is right",
          err: { stack: "AssertionError: 1\n    at a" },
        },
      ],
    };
    const failed = { errors: [{ message: "\u001b[31mError: no button\u001b[39m" }] };
    const specs = [
      { file: "b.test.ts", title: "adds", ok: false, tests: [{ results: [failed] }] },
      { file: "b.test.ts", title: "edits", ok: true, tests: [{ results: [{ errors: [] }] }] },
    ];
    const playwright = { suites: [{ title: "b.test.ts", suites: [{ title: "the form", specs }] }] };
    expect(failuresInWords([mocha, { failures: [] }, playwright])).to.equal(
      [
        "test/unit/a.test.ts: a sum is right\n  AssertionError: 1\n      at a",
        "test/site/b.test.ts: the form adds\n  Error: no button",
      ].join("\n\n"),
    );
  });
});
