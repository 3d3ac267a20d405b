// Sums what ran, by the JSON reports that the runners write themselves. As a program it prints the sum, such as
// `1690 passed, 0 failed`.
const { existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { basename, join } = require("node:path");

const FOLDER = join(__dirname, "../../test-results/counts");

/** The file of a runner's report. */
const fileOf = (name) => join(FOLDER, `${name}.json`);

/** The names of the runners that have written their reports, among those that begin so. */
function counted(prefix) {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return files.filter((file) => file.startsWith(prefix)).map((file) => basename(file, ".json"));
}

/** Forgets the reports of earlier runs. */
function forgetCounts(prefix = "") {
  for (const name of counted(prefix)) rmSync(fileOf(name));
}

/** Returns true if a runner has written its report. */
const hasCounted = (name) => existsSync(fileOf(name));

/** The outcomes of one report. Playwright's statistics speak of outcomes that were expected or not, mocha's of passes and failures. */
function outcomesOf({ stats }) {
  return "expected" in stats
    ? { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
    : { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}

/** The sum of the reports that runners have written, in words. */
function sumOfCounts(prefix = "") {
  return sumInWords(counted(prefix).map((name) => JSON.parse(readFileSync(fileOf(name), "utf8"))));
}

/** The sum of reports, such as `1690 passed, 0 failed`. */
function sumInWords(reports) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) {
    for (const [outcome, count] of Object.entries(outcomesOf(report))) sum[outcome] += count;
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
  return `${sum.passed} passed, ${sum.failed} failed${skipped}`;
}

module.exports = { fileOf, forgetCounts, hasCounted, sumInWords, sumOfCounts };

if (require.main === module) console.log(sumOfCounts());
