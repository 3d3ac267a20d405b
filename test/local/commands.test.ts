import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { actionsOf, COMMANDS, DOCUMENTS, kebab } from "./callers";

const read = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const RUNBOOK = read("docs/runbook.md");

/** Services whose name in the AWS CLI is not that in credential scopes. */
const SCOPES: Record<string, string> = { stepfunctions: "states", cloudwatch: "monitoring" };

/** Services and commands that the local cloud does not support, as the runbook says. */
function exceptions(): string[] {
  const [, sentence = ""] = /The local cloud does not support ([^.]+)\./.exec(RUNBOOK) ?? [];
  return [...sentence.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

function isAnswered(service: string, command: string): boolean {
  const scope = SCOPES[service] ?? service;
  const called = COMMANDS[scope]?.[command] ?? [];
  const actions = actionsOf(scope);
  return called.length > 0
    ? called.every((action) => actions.includes(action))
    : actions.some((action) => kebab(action) === command);
}

/**
 * The AWS CLI of an account in which nothing is: lists are empty, and the first of an empty list prints as "None". Tells of calls
 * that the real one refuses whatever there is.
 */
const EMPTY_ACCOUNT = `
aws() {
  local argument
  for argument in "$@"; do [ -n "$argument" ] || echo "empty argument: aws $*" >&3; done
  case "$*" in *--cli-binary-format*) echo "unknown to version 1: aws $*" >&3;; *"| [0]"*) echo None;; esac
}
out() { echo output; }
fn() { echo function; }
npx() { :; }
npm() { :; }
`;

describe("the documents' commands", () => {
  for (const document of DOCUMENTS) {
    it(`are answered by the local cloud, or said not to be: ${document}`, () => {
      const commands = [...read(document).matchAll(/\baws ([a-z][\w-]*) ([a-z][\w-]*)/g)];
      expect(commands).to.have.length.above(3);
      const without = exceptions();
      const unknown = commands.filter(
        ([, service = "", command = ""]) =>
          !isAnswered(service, command) && !without.includes(service) && !without.includes(command),
      );
      expect(unknown.map(([command]) => command)).to.deep.equal([]);
    });
  }

  it("are excepted only where the local cloud does not answer them", () => {
    const commands = [...RUNBOOK.matchAll(/\baws ([a-z][\w-]*) ([a-z][\w-]*)/g)];
    for (const name of exceptions()) {
      const meant = commands.filter(([, service, command]) => service === name || command === name);
      expect(meant, name).to.have.length.above(0);
      for (const [text, service = "", command = ""] of meant)
        expect(isAnswered(service, command), text).to.equal(false);
    }
  });

  it("are complete in an empty account, and known to both versions of the AWS CLI", async () => {
    const [, ...sections] = RUNBOOK.split(/^## /m);
    const blocks = [...sections.join("").matchAll(/^```bash\n(.*?)^```/gms)].map(([, block]) => block);
    expect(blocks).to.have.length.above(20);
    const cwd = mkdtempSync(join(tmpdir(), "runbook-"));
    try {
      const bash = spawn("bash", ["-s"], { cwd, stdio: ["pipe", "ignore", "ignore", "pipe"] });
      const complaints = text(bash.stdio[3] as NodeJS.ReadableStream);
      bash.stdin?.end([EMPTY_ACCOUNT, ...blocks].join("\n"));
      await once(bash, "close");
      expect(await complaints).to.equal("");
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  });
});
