// Sums what ran, by the JSON reports that the runners write themselves. As a program it prints the sum, such as
// `1690 passed, 0 failed`.
const { existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { join } = require("node:path");

const FOLDER = join(__dirname, "../../test-results/counts");

/** Forgets the reports of earlier runs. */
const forgetCounts = () => rmSync(FOLDER, { recursive: true, force: true });

/** Whether a runner has written its report. */
const hasCounted = (name) => existsSync(join(FOLDER, `${name}.json`));

/** Reads one report. Playwright's statistics speak of outcomes that were expected or not, mocha's of passes and failures. */
function read(file) {
  const { stats } = JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
  return "expected" in stats
    ? { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
    : { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
}

/** The sum of all reports, in words. */
function sumOfCounts() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  for (const file of files) {
    for (const [outcome, count] of Object.entries(read(file))) sum[outcome] += count;
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
  return `${sum.passed} passed, ${sum.failed} failed${skipped}`;
}

module.exports = { forgetCounts, hasCounted, sumOfCounts };

if (require.main === module) console.log(sumOfCounts());
