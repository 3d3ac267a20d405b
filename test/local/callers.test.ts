import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { OPERATIONS as S3_OPERATIONS } from "../../local/services/s3/operations";
import { OPERATIONS } from "./apiShapes";
import { type Fixture, startFixture } from "./fixture";
import { signedCall } from "./signedCall";

/** The actions that a caller needs, by caller. */
interface Callers {
  /** Functions, by a command or a paginator of the SDK. */
  program?: string[];
  /** Functions, by `Upload` of `@aws-sdk/lib-storage`. */
  upload?: string[];
  page?: string[];
  /** The runbook or the README, by a command of the AWS CLI. */
  runbook?: string[];
  /** Operators at a terminal, and their scripts. */
  operator?: string[];
}

/** Callers of every action that the local cloud answers, by service. An action without a caller is not emulated. */
const CALLERS: Record<string, Callers> = {
  dynamodb: {
    program: ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"],
    runbook: ["DeleteTable", "DescribeTable", "ListTables", "Scan", "UpdateTable"],
    operator: [
      ...["BatchWriteItem", "CreateTable", "DescribeTimeToLive"],
      ...["ListTagsOfResource", "TagResource", "UntagResource"],
    ],
  },
  sqs: {
    program: ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"],
    operator: ["GetQueueUrl", "ListQueues", "PurgeQueue", "SendMessage"],
  },
  states: {
    program: ["StartExecution"],
    runbook: ["ListExecutions", "ListStateMachines"],
    operator: ["DescribeExecution", "DescribeStateMachine", "GetExecutionHistory", "StopExecution"],
  },
  "cognito-idp": {
    program: [
      ...["AdminAddUserToGroup", "AdminCreateUser", "AdminDeleteUser", "AdminDisableUser", "AdminEnableUser"],
      ...["AdminGetUser", "AdminRemoveUserFromGroup", "AdminSetUserMFAPreference", "AdminSetUserPassword"],
      ...["AdminUpdateUserAttributes", "AdminUserGlobalSignOut", "ForgotPassword", "ListUsers"],
    ],
    page: [
      ...["ConfirmForgotPassword", "GetTokensFromRefreshToken", "InitiateAuth", "RespondToAuthChallenge"],
      ...["RevokeToken", "VerifyUserAttribute"],
    ],
    operator: [
      ...["AdminInitiateAuth", "AdminListGroupsForUser", "AdminRespondToAuthChallenge", "ChangePassword"],
      ...["AssociateSoftwareToken", "DeleteUser", "GetUser", "GlobalSignOut", "ListUserPools"],
      ...[
        "ListUsersInGroup",
        "SetUserMFAPreference",
        "SignUp",
        "UpdateUserAttributes",
        "VerifySoftwareToken",
      ],
    ],
  },
  monitoring: { program: ["DescribeAlarms"] },
  sns: {
    program: ["GetSubscriptionAttributes", "Publish", "Subscribe", "Unsubscribe"],
    runbook: ["ConfirmSubscription", "GetTopicAttributes", "ListSubscriptionsByTopic"],
    operator: ["ListSubscriptions", "ListTopics"],
  },
  s3: {
    program: [
      ...["AbortMultipartUpload", "DeleteObject", "DeleteObjects", "GetObject", "HeadObject"],
      ...["ListMultipartUploads", "ListObjectsV2", "ListObjectVersions", "RestoreObject"],
    ],
    upload: ["CompleteMultipartUpload", "CreateMultipartUpload", "PutObject", "UploadPart"],
    operator: [
      ...["CopyObject", "GetBucketCors", "GetBucketLifecycleConfiguration", "GetBucketLocation"],
      ...["GetBucketVersioning", "HeadBucket", "ListObjects", "ListParts", "PostObject", "UploadPartCopy"],
    ],
  },
};

const ROOT = join(__dirname, "../..");
const sourcesOf = (...patterns: string[]) =>
  globSync(patterns, { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
    .join("\n");

/** The sources in which a caller names its actions, and the way in which it does. */
const EVIDENCE: Record<
  Exclude<keyof Callers, "operator">,
  [sources: string[], pattern: (name: string) => string]
> = {
  program: [
    ["domain/**/*.ts", "handlers/**/*.ts"],
    (name) => `\\b(${name.replace("Item", "(Item)?")}Command|paginate${name})\\b`,
  ],
  upload: [["domain/**/*.ts"], () => 'Upload.* from "@aws-sdk/lib-storage"'],
  page: [["site/**/*.ts"], (name) => `"${name}"`],
  runbook: [["docs/runbook.md", "README.md"], (name) => `aws \\S+ ${kebab(name)}\\b`],
};

function kebab(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

describe("the actions of the local cloud", () => {
  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  /** The actions that a service answers other than by saying that they are not here. */
  async function answered(scope: string): Promise<string[]> {
    if (scope === "s3") return Object.keys(S3_OPERATIONS);
    const { awsEndpointUrl: url, credentials } = cloud.local;
    const names: string[] = [];
    for (const { name, target, version } of OPERATIONS.filter((one) => one.scope === scope)) {
      const call =
        target === undefined
          ? { service: scope, body: `Action=${name}&Version=${version}` }
          : { service: scope, target: `${target}.${name}`, body: "{}" };
      const { body } = await signedCall({ url, credentials }, call);
      if (!/UnknownOperationException"|<Code>InvalidAction</.test(body)) names.push(name);
    }
    return names;
  }

  for (const [scope, callers] of Object.entries(CALLERS)) {
    it(`have a caller each: ${scope}`, async () => {
      expect(Object.values(callers).flat()).to.have.members(await answered(scope));
    });
  }

  for (const [caller, [sources, pattern]] of Object.entries(EVIDENCE)) {
    it(`are named where they are called: by the ${caller}`, () => {
      const text = sourcesOf(...sources);
      const actions = Object.values(CALLERS).flatMap((callers) => callers[caller as keyof Callers] ?? []);
      expect(actions.filter((name) => !new RegExp(pattern(name)).test(text))).to.deep.equal([]);
    });
  }
});
