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

async function main(): Promise<void> {
  const heading = `Commit ${commit()} on ${new Date().toISOString().slice(0, 10)}: ${describeMachine()}.`;
  const mocha = spawn(
    process.execPath,
    [require.resolve("mocha/bin/mocha.js"), "--timeout", "600000", ...files],
    {
      cwd: ROOT,
      env: { ...process.env, FULL: "1" },
      stdio: ["inherit", "pipe", "inherit"],
    },
  );
  let output = "";
  mocha.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const [code] = await once(mocha, "close");
  const text = ["# Soak run", "Written by `npm run test:soak`.", heading, `\`\`\`\n${output.trim()}\n\`\`\``];
  writeFileSync(join(ROOT, "bench/SOAK.md"), `${text.join("\n\n")}\n`);
  process.exitCode = code ?? 1;
}

void main();
