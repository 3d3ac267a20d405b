import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";

const RUNBOOK = join(__dirname, "../../docs/runbook.md");

/** Names that commands list, by the member of their answer, for example `QueueUrls`. */
export type Listed = Record<string, readonly string[]>;

interface RunbookAccount {
  /** The folder in which `outputs.json` is. */
  dataDir: string;
  listed: Listed;
  /** The endpoint that each command must name; undefined on AWS. */
  endpointUrl?: string;
}

/**
 * The AWS CLI of an account in which the stack is and nothing else: lists are empty. Tells of calls that the real one refuses
 * whatever there is. "None" is how it prints a member that is absent, and "undefined" how Node.js does.
 */
const AWS = `#!/bin/bash
if [ -n "$ENDPOINT" ]; then
  [ "$1 $2" = "--endpoint-url $ENDPOINT" ] || echo "other endpoint: aws $*" >&3
fi
for argument in "$@"; do
  case "$argument" in
    ""|None|undefined) echo "without an argument: aws $*" >&3;;
    *"| [0]") grep -F -- "$argument" lookups | cut -f 2;;
  esac
done
case "$*" in *--cli-binary-format*) echo "unknown to version 1: aws $*" >&3;; esac
`;

/** Prints the outputs for `npx pulumi stack output`, and does nothing otherwise. */
const NPX = '#!/bin/bash\n[ "$*" != "pulumi stack output --json" ] || cat .local/outputs.json\n';

/** Runs every command of the runbook, with its preface, and returns what an AWS CLI would have refused. */
export async function runbookComplaints({ dataDir, listed, endpointUrl }: RunbookAccount): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), "runbook-"));
  try {
    await symlink(dataDir, join(cwd, ".local"));
    const bin = join(cwd, "bin");
    await mkdir(bin);
    for (const [name, script] of Object.entries({ aws: AWS, npx: NPX, npm: "#!/bin/bash\n" })) {
      await writeFile(join(bin, name), script);
      await chmod(join(bin, name), 0o755);
    }
    const runbook = await readFile(RUNBOOK, "utf8");
    await writeFile(join(cwd, "lookups"), lookups(runbook, listed));
    const env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      ENDPOINT: endpointUrl ?? "",
    };
    const bash = spawn("bash", ["-s"], { cwd, env, stdio: ["pipe", "ignore", "ignore", "pipe"] });
    const complaints = text(bash.stdio[3] as NodeJS.ReadableStream);
    bash.stdin?.end(commands(runbook, endpointUrl !== undefined));
    await once(bash, "close");
    return await complaints;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** The preface of AWS or of this machine, and all other commands. */
function commands(runbook: string, isLocal: boolean): string {
  const blocks = [...runbook.matchAll(/^```bash\n(.*?)^```/gms)].map(([, block]) => block);
  const [onAws, local, ...others] = blocks;
  if (others.length < 20) throw new Error("The runbook's commands were not found.");
  // In a folder of this test instead of one that everybody shares.
  return [isLocal ? local : onAws?.replace("/tmp/", "$PWD/"), ...others].join("\n");
}

/** Answers of the queries for one name, as lines of query and name. */
function lookups(runbook: string, listed: Listed): string {
  const queries = [...runbook.matchAll(/--query '([^']*\| \[0\])'/g)].map(([, query = ""]) => query);
  if (queries.length === 0) throw new Error("The runbook's queries for a name were not found.");
  return queries.map((query) => `${query}\t${answerOf(query, listed)}\n`).join("");
}

/** Evaluates a query such as ``QueueUrls[?contains(@, `/receipts`)] | [0]``. */
function answerOf(query: string, listed: Listed): string {
  const [, member = "", test, part = ""] =
    /^(\w+)\[\?(contains|starts_with)\(@, `(.+)`\)\]/.exec(query) ?? [];
  const names = listed[member];
  if (names === undefined) throw new Error(`The query ${query} is for another list.`);
  const found = names.filter((name) => (test === "contains" ? name.includes(part) : name.startsWith(part)));
  if (found.length > 1) throw new Error(`The query ${query} is answered by each of ${found.join(", ")}.`);
  return found[0] ?? "None";
}
