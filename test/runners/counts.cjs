// Sums what ran, by the JSON reports that the runners write themselves. As a program it prints the sum, such as
// `1690 passed, 0 failed`.
const { existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { basename, join, relative } = require("node:path");
const { stripVTControlCharacters } = require("node:util");

const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, "test-results/counts");

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

/** The reports that runners have written, of those that begin so. */
const reports = (prefix) => counted(prefix).map((name) => JSON.parse(readFileSync(fileOf(name), "utf8")));

/** The sum of the reports that runners have written, in words. */
const sumOfCounts = (prefix = "") => sumInWords(reports(prefix));

/** The failed tests, in words: printed last, because the output of a run is thousands of lines long. */
const failuresOf = (prefix = "") => failuresInWords(reports(prefix));

/** The sum of reports, such as `1690 passed, 0 failed`. */
function sumInWords(reports) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) {
    for (const [outcome, count] of Object.entries(outcomesOf(report))) sum[outcome] += count;
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
  return `${sum.passed} passed, ${sum.failed} failed${skipped}`;
}

/** Enough of a failure's text to know what was expected, and where. */
const LINES = 20;

/** A paragraph for each test that failed: its file, its title and the beginning of its error. */
function failuresInWords(reports) {
  const failures = reports.flatMap((report) =>
    "suites" in report ? report.suites.flatMap((file) => failedSpecs(file)) : failedTests(report),
  );
  return failures
    .map(({ file, title, error }) => [`${file}: ${title}`, ...error.split("\n").slice(0, LINES)].join("\n  "))
    .join("\n\n");
}

/** The failed tests of a report of mocha. */
const failedTests = ({ failures }) =>
  failures.map(({ file, fullTitle, err }) => ({
    file: relative(ROOT, file),
    title: fullTitle,
    error: stripVTControlCharacters(err.stack ?? err.message),
  }));

/** The failed tests of a suite of Playwright and of the suites within it. */
const failedSpecs = ({ specs = [], suites = [] }, titles = []) => [
  ...specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => ({
      file: join("test/site", file),
      title: [...titles, title].join(" "),
      error: stripVTControlCharacters(firstError(tests)),
    })),
  ...suites.flatMap((suite) => failedSpecs(suite, [...titles, suite.title])),
];

const firstError = (tests) =>
  tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))[0]?.message ?? "No error.";

module.exports = { failuresInWords, failuresOf, fileOf, forgetCounts, hasCounted, sumInWords, sumOfCounts };

if (require.main === module) console.log(sumOfCounts());
