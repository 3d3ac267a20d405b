import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { LogGroups } from "../../local/engine/logGroups";
import { logActions } from "../../local/services/logs/actions";
import { OPERATIONS as S3_OPERATIONS } from "../../local/services/s3/operations";
import { stsActions } from "../../local/services/sts";
import { OPERATIONS, type Operation } from "./apiShapes";
import { actionsOf, CALLERS, type Callers, COMMANDS, DOCUMENTS, kebab } from "./callers";
import { type Fixture, startFixture } from "./fixture";
import { type ServiceCall, signedCall } from "./signedCall";

const PLACE = { region: "us-east-1", accountId: "000000000000" };

const ROOT = join(__dirname, "../..");
const sourcesOf = (...patterns: string[]) =>
  globSync(patterns, { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
    .join("\n");

/** The sources in which a caller names its actions, and the way in which it does. */
const EVIDENCE: Record<
  Exclude<keyof Callers, "command">,
  [sources: string[], pattern: (name: string) => string]
> = {
  program: [
    ["domain/**/*.ts", "handlers/**/*.ts"],
    (name) => `\\b(${name.replace("Item", "(Item)?")}Command|paginate${name})\\b`,
  ],
  upload: [["domain/**/*.ts"], () => 'Upload.* from "@aws-sdk/lib-storage"'],
  page: [["site/**/*.ts"], (name) => `"${name}"`],
  services: [["components/**/*.ts"], (name) => `"\\w+:${name}"`],
  strangers: [["docs/security.md", "test/security/**/*.ts"], (name) => `\\b${name}(Command)?\\b`],
  bench: [["bench/**/*.ts"], (name) => `\\b${name.replace("Item", "(Item)?")}Command\\b`],
  form: [["domain/**/*.ts"], () => "\\bcreatePresignedPost\\("],
  operator: [DOCUMENTS, (name) => `aws [\\w-]+ ${kebab(name)}\\b`],
};

/** The actions of services for which there is no SDK client here, or whose requests depend on more than their path. */
const OWN_ACTIONS: Record<string, string[]> = {
  s3: [...Object.keys(S3_OPERATIONS), "ListBuckets"],
  logs: Object.keys(logActions(PLACE, new LogGroups("", () => {}))),
  sts: Object.keys(stsActions(PLACE)),
};

/** A request of an operation without any input. */
function emptyCall({ scope: service, name, target, version, http: [method, path] }: Operation): ServiceCall {
  if (target !== undefined) return { service, target: `${target}.${name}`, body: "{}" };
  if (version !== undefined) return { service, body: `Action=${name}&Version=${version}` };
  const [bare = "/"] = path.replaceAll(/\{\w+\}/g, "x").split("?");
  return { service, http: [method, bare], body: method === "GET" || method === "HEAD" ? undefined : "{}" };
}

/** Returns true if the answer is that the operation is not here, in whatever protocol. */
function isUnknown({ body, errorType }: { body: string; errorType: string | null }): boolean {
  return /UnknownOperationException/.test(`${body} ${errorType}`) || body.includes("<Code>InvalidAction<");
}

describe("the actions of the local cloud", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  /** The actions that a service answers other than by saying that they are not here. */
  async function answered(scope: string): Promise<string[]> {
    if (scope in OWN_ACTIONS) return OWN_ACTIONS[scope] ?? [];
    const { awsEndpointUrl: url, credentials } = cloud.local;
    const names: string[] = [];
    for (const operation of OPERATIONS.filter((one) => one.scope === scope)) {
      const answer = await signedCall({ url, credentials }, emptyCall(operation));
      if (!isUnknown(answer)) names.push(operation.name);
    }
    return names;
  }

  for (const scope of Object.keys(CALLERS)) {
    it(`have a caller each: ${scope}`, async () => {
      expect(actionsOf(scope)).to.have.members(await answered(scope));
    });
  }

  for (const [caller, [sources, pattern]] of Object.entries(EVIDENCE)) {
    it(`are named where they are called: by the ${caller}`, () => {
      const text = sourcesOf(...sources);
      const actions = Object.values(CALLERS).flatMap(
        (callers) => callers[caller as keyof typeof EVIDENCE] ?? [],
      );
      expect(actions.filter((name) => !new RegExp(pattern(name)).test(text))).to.deep.equal([]);
    });
  }

  it("are reached by commands that the documents name", () => {
    const text = sourcesOf(...DOCUMENTS);
    for (const [scope, { command = [] }] of Object.entries(CALLERS)) {
      const documented = Object.entries(COMMANDS[scope] ?? {}).filter(([name]) =>
        new RegExp(`aws ${scope} ${name}\\b`).test(text),
      );
      expect(documented.flatMap(([, actions]) => actions)).to.include.members(command);
    }
  });

  it("are listed for every service", () => {
    const scopes = sourcesOf("local/services/*/index.ts").matchAll(/scopes: \["(.+)"\]/g);
    expect(Object.keys(CALLERS)).to.have.members([...scopes].map(([, scope]) => scope));
  });
});
