import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { LogGroups } from "../../local/engine/logGroups";
import { logActions } from "../../local/services/logs/actions";
import { OPERATIONS as S3_OPERATIONS } from "../../local/services/s3/operations";
import { stsActions } from "../../local/services/sts";
import { OPERATIONS, type Operation } from "./apiShapes";
import { type Fixture, startFixture } from "./fixture";
import { type ServiceCall, signedCall } from "./signedCall";

const PLACE = { region: "us-east-1", accountId: "000000000000" };

/** The actions that a caller needs, by caller. */
interface Callers {
  /** Functions, by a command or a paginator of the SDK. */
  program?: string[];
  /** Functions, by `Upload` of `@aws-sdk/lib-storage`. */
  upload?: string[];
  page?: string[];
  /** Other services of AWS, by a permission that the program gives them. */
  services?: string[];
  /** Whoever holds a user's token, or knows the pool's client. What they can do is part of the program's security. */
  strangers?: string[];
  /** `npm run bench` and `npm run restore-drill`. */
  bench?: string[];
  /** Operators, by a command of the AWS CLI in the runbook or a README. */
  operator?: string[];
  /** Operators, by a command that is not named after the action: the command by the action. */
  command?: Record<string, string>;
  /** Functions to come: receipts are uploaded by a form that the API presigns. */
  planned?: string[];
}

/** Callers of every action that the local cloud answers, by service. An action without a caller is not emulated. */
const CALLERS: Record<string, Callers> = {
  dynamodb: {
    program: ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"],
    bench: ["BatchWriteItem"],
    operator: ["DeleteTable", "DescribeTable", "DescribeTimeToLive", "ListTables", "Scan", "UpdateTable"],
  },
  sqs: { program: ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"], services: ["SendMessage"] },
  states: {
    program: ["StartExecution"],
    operator: [
      ...["DescribeExecution", "GetExecutionHistory", "ListExecutions", "ListStateMachines", "StopExecution"],
    ],
  },
  "cognito-idp": {
    program: [
      ...["AdminAddUserToGroup", "AdminCreateUser", "AdminDeleteUser", "AdminDisableUser", "AdminEnableUser"],
      ...["AdminGetUser", "AdminInitiateAuth", "AdminRemoveUserFromGroup", "AdminSetUserMFAPreference"],
      ...["AdminSetUserPassword", "AdminUpdateUserAttributes", "AdminUserGlobalSignOut", "ForgotPassword"],
      ...["ListUsers", "ListUsersInGroup"],
    ],
    page: [
      ...["AssociateSoftwareToken", "ConfirmForgotPassword", "GetTokensFromRefreshToken", "InitiateAuth"],
      ...["RespondToAuthChallenge", "RevokeToken", "VerifySoftwareToken", "VerifyUserAttribute"],
    ],
    strangers: [
      ...["ChangePassword", "DeleteUser", "GetUser", "GlobalSignOut", "SetUserMFAPreference", "SignUp"],
      "UpdateUserAttributes",
    ],
    operator: ["DescribeUserPool"],
  },
  monitoring: { program: ["DescribeAlarms"] },
  sns: {
    program: ["GetSubscriptionAttributes", "Publish", "Subscribe", "Unsubscribe"],
    operator: ["ConfirmSubscription", "GetTopicAttributes", "ListSubscriptionsByTopic"],
  },
  s3: {
    program: [
      ...["AbortMultipartUpload", "DeleteObject", "DeleteObjects", "GetObject", "HeadObject"],
      ...["ListMultipartUploads", "ListObjectsV2", "ListObjectVersions", "RestoreObject"],
    ],
    upload: ["CompleteMultipartUpload", "CreateMultipartUpload", "PutObject", "UploadPart"],
    command: {
      CopyObject: "aws s3 mv",
      GetObjectTagging: "aws s3 mv",
      ListBuckets: "aws s3 ls",
      UploadPartCopy: "aws s3 mv",
    },
    planned: ["PostObject"],
  },
  lambda: { operator: ["GetFunctionConfiguration", "Invoke"] },
  scheduler: { operator: ["ListSchedules"] },
  logs: { operator: ["DescribeLogGroups", "DescribeLogStreams", "FilterLogEvents", "GetLogEvents"] },
  textract: { program: ["AnalyzeExpense", "GetExpenseAnalysis", "StartExpenseAnalysis"] },
  sts: { operator: ["GetCallerIdentity"] },
};

const ROOT = join(__dirname, "../..");
const sourcesOf = (...patterns: string[]) =>
  globSync(patterns, { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
    .join("\n");

/** Documents for operators. */
const DOCUMENTS = ["docs/runbook.md", "README.md", "local/README.md"];

/** The sources in which a caller names its actions, and the way in which it does. */
const EVIDENCE: Record<
  Exclude<keyof Callers, "command" | "planned">,
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
  operator: [DOCUMENTS, (name) => `aws [\\w-]+ ${kebab(name)}\\b`],
};

function kebab(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

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

  for (const [scope, callers] of Object.entries(CALLERS)) {
    it(`have a caller each: ${scope}`, async () => {
      const { command = {}, ...named } = callers;
      const actions = [...Object.values(named).flat(), ...Object.keys(command)];
      expect(actions).to.have.members(await answered(scope));
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
    const commands = Object.values(CALLERS).flatMap(({ command = {} }) => Object.values(command));
    expect(commands.filter((command) => !text.includes(command))).to.deep.equal([]);
  });

  it("are listed for every service", () => {
    const scopes = sourcesOf("local/services/*/index.ts").matchAll(/scopes: \["(.+)"\]/g);
    expect(Object.keys(CALLERS)).to.have.members([...scopes].map(([, scope]) => scope));
  });
});
