import { readFileSync } from "node:fs";
import { join } from "node:path";
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

  // The CLI ranks both above a configuration.
  it("use no credentials of an operator's own on this machine", () => {
    for (const document of DOCUMENTS) {
      const text = read(document);
      expect(text, document).to.match(/^unset AWS_PROFILE .*\bAWS_ACCESS_KEY_ID\b/m);
      expect(text, document).to.match(/^export AWS_CONFIG_FILE=(\S+) AWS_SHARED_CREDENTIALS_FILE=\1$/m);
    }
  });

  it("are excepted only where the local cloud does not answer them", () => {
    const commands = [...RUNBOOK.matchAll(/\baws ([a-z][\w-]*) ([a-z][\w-]*)/g)];
    for (const name of exceptions()) {
      const meant = commands.filter(([, service, command]) => service === name || command === name);
      expect(meant, name).to.have.length.above(0);
      for (const [text, service = "", command = ""] of meant)
        expect(isAnswered(service, command), text).to.equal(false);
    }
  });
});
