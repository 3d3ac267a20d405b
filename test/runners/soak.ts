// `npm run test:soak`: runs the tests of large numbers with those that are promised, and every property over more values, drawn
// anew. Writes what came out into bench/SOAK.md.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeMachine } from "../../bench/machine";

const ROOT = resolve(__dirname, "../..");

/** The test files that have something to add: numbers that grow with FULL, or properties. */
const files = globSync("test/**/*.test.ts", { cwd: ROOT, exclude: ["test/site/**"] })
  .filter((path) => /process\.env\.FULL|from "fast-check"/.test(readFileSync(join(ROOT, path), "utf8")))
  .sort();

const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();

/** The commit that is checked out, and whether the files are still those of it. */
function commit(): string {
  const changes = git("status", "--porcelain", "--untracked-files=no", "--", ":!bench/SOAK.md");
  return `\`${git("rev-parse", "HEAD")}\`${changes ? ", with changes" : ""}`;
}

/** Runs a program to its end and returns what it printed, as a block of Markdown. A failure sets the exit code. */
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
  return `\`\`\`\n${output.trim()}\n\`\`\``;
}

async function main(): Promise<void> {
  const heading = `Commit ${commit()} on ${new Date().toISOString().slice(0, 10)}: ${describeMachine()}.`;
  const outputs = [
    await run("mocha/bin/mocha.js", "--timeout", "600000", ...files),
    await run("@playwright/test/cli", "test", "--reporter=list", "model.test.ts"),
  ];
  const text = ["# Soak run", "Written by `npm run test:soak`.", heading, ...outputs];
  writeFileSync(join(ROOT, "bench/SOAK.md"), `${text.join("\n\n")}\n`);
}

void main();
