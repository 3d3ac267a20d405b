// `npm run test:soak`: runs the tests of large numbers with the promised numbers, and every property over more, newly
// drawn values. Writes the results into bench/SOAK.md; `-- pages` runs one part and replaces its section only. A selection of a
// part stands beside others, so that a long one can run on several days: `-- pages --grep "seed ([1-9]|1.|2[0-5])$"`, later
// `-- pages --grep "seed (2[6-9]|3.|4.|50)$"`.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeMachine } from "../../bench/machine";
import { replaceBetween, textBetween } from "../../bench/table";
import { afterRun } from "./soakSection";

const ROOT = resolve(__dirname, "../..");
const PAGE = join(ROOT, "bench", "SOAK.md");

/** The tests of folders that the runner of mocha has to offer: those with numbers that grow with FULL, or with properties. */
const tests = (...folders: string[]) => [
  "mocha/bin/mocha.js",
  "--timeout",
  "600000",
  ...globSync(
    folders.map((folder) => `test/${folder}/**/*.test.ts`),
    { cwd: ROOT },
  )
    .filter((path) => /process\.env\.FULL|from "fast-check"|\bruns\(/.test(read(path)))
    .sort(),
];

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

const browser = (...files: string[]) => ["@playwright/test/cli", "test", "--reporter=list", ...files];

/** The program and arguments of each part, by the name of its section. All of them take hours, so each can run alone. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  rules: tests("domain", "rules", "tables"),
  database: tests("database"),
  faults: tests("faults"),
  handlers: tests("handlers"),
  security: tests("security"),
  graph: tests("graph"),
  local: tests("local"),
  load: tests("soak"),
  pages: browser("model.test.ts"),
  screens: browser(
    "pictures.test.ts",
    "screens.test.ts",
    "languages.test.ts",
    "manage.test.ts",
    "admin.test.ts",
  ),
};

const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();

/** The commit that is checked out, and whether its files are unchanged. */
function commit(): string {
  const changes = git("status", "--porcelain", "--untracked-files=no", "--", ":!bench/SOAK.md");
  return `\`${git("rev-parse", "HEAD")}\`${changes ? ", with changes" : ""}`;
}

/** Leaves out the metrics that functions under test print, as Lambda's do: they hide the few lines that a reader looks for. */
const withoutMetrics = (output: string) => output.replace(/^\{"_aws":.*\n/gm, "");

/** Runs a program to its end and returns its output, as a block of Markdown. A failure sets the exit code. */
async function run(program: string, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [require.resolve(program), ...args], {
    cwd: ROOT,
    env: { ...process.env, FULL: "1" },
    stdio: ["inherit", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const [code] = await once(child, "close");
  if (code !== 0) process.exitCode = 1;
  return `\`\`\`\n${withoutMetrics(output).trim()}\n\`\`\``;
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const named = given.filter((argument) => argument in PARTS);
  // Options of the part's own runner, such as `--grep "seed 7$"`.
  const options = given.filter((argument) => !(argument in PARTS));
  if (options.length > 0 && named.length !== 1) {
    throw new Error(`Name one of: ${Object.keys(PARTS).join(", ")}, then options of its runner.`);
  }
  for (const name of named.length > 0 ? named : Object.keys(PARTS)) {
    const [program = "", ...args] = PARTS[name] ?? [];
    const machine = `Commit ${commit()} on ${new Date().toISOString().slice(0, 10)}: ${describeMachine()}.`;
    const selection = options.join(" ");
    const heading = selection ? `${machine} Options: \`${selection}\`.` : machine;
    const output = await run(program, ...args, ...options);
    // Read anew: another part may have ended meanwhile.
    const page = read("bench/SOAK.md");
    const section = afterRun(textBetween(page, name), `${heading}\n\n${output}`, selection);
    writeFileSync(PAGE, replaceBetween(page, name, `\n${section}\n`));
  }
}

void main();
