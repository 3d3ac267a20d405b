import { expect } from "chai";
import { jobs, operations } from "../../handlers/catalogue";
import { documentOf, type Graph, PLACE, programGraph } from "../helpers/graph";

const FUNCTION = "aws:lambda/function:Function";
const EXPENSES = `arn:aws:dynamodb:${PLACE.region}:${PLACE.accountId}:table/Expenses`;
const LEDGERS = `arn:aws:dynamodb:${PLACE.region}:${PLACE.accountId}:table/Ledgers`;
const ALERTS = `arn:aws:sns:${PLACE.region}:${PLACE.accountId}:topic/alerts`;
const KEY = `arn:aws:kms:${PLACE.region}:${PLACE.accountId}:key/notifications`;

/** Every operation looks up the user and the ledger of its request. */
const access = { "dynamodb:BatchGetItem": [LEDGERS] };
/** Action by action, on which resources: all that each function may do besides its log and its traces. */
const change = { ...access, "dynamodb:GetItem": [EXPENSES], "dynamodb:PutItem": [EXPENSES] };
const list = { ...access, "dynamodb:Query": [`${EXPENSES}/index/byLedger`] };
const sendAlert = {
  "dynamodb:PutItem": [EXPENSES, LEDGERS],
  "dynamodb:UpdateItem": [EXPENSES],
  "sns:Publish": [ALERTS],
  "kms:Decrypt": [KEY],
  "kms:GenerateDataKey": [KEY],
};
const RIGHTS: Record<string, Record<string, string[]>> = {
  logExpense: { ...change, ...sendAlert, "dynamodb:UpdateItem": [EXPENSES, LEDGERS] },
  updateExpense: { ...change, ...sendAlert },
  deleteExpense: change,
  restoreExpense: change,
  getExpense: { ...access, "dynamodb:GetItem": [EXPENSES] },
  listExpenses: list,
  listChanges: {
    "dynamodb:Query": [`${EXPENSES}/index/ledgerChanges`],
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
  },
  listTrash: list,
  getSummary: list,
  getSettings: access,
  saveSettings: { ...access, "dynamodb:UpdateItem": [LEDGERS] },
  listAlerts: { ...access, "dynamodb:Query": [LEDGERS] },
  getAlertSubscription: {
    ...access,
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "sns:GetSubscriptionAttributes": ["*"],
    "sns:Unsubscribe": ["*"],
  },
  subscribeToAlerts: {
    ...access,
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "sns:Subscribe": [ALERTS],
    "sns:GetSubscriptionAttributes": ["*"],
    "sns:Unsubscribe": ["*"],
  },
  unsubscribeFromAlerts: {
    ...access,
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "sns:Unsubscribe": ["*"],
  },
};

const FILES = `arn:aws:s3:${PLACE.region}:${PLACE.accountId}:bucket/reports-files`;
const start = (name: string) => ({
  "lambda:InvokeFunction": [`arn:aws:lambda:${PLACE.region}:${PLACE.accountId}:function/${name}`],
});
const arn = (service: string, rest: string) =>
  `arn:aws:${service}:${PLACE.region}:${PLACE.accountId}:${rest}`;
const USERS = [arn("cognito", "userPool/users")];
/** A change of rights takes the lease, writes the user's item and gives the lease back. */
const changesOfRights = {
  "dynamodb:PutItem": [LEDGERS],
  "dynamodb:UpdateItem": [LEDGERS],
  "dynamodb:DeleteItem": [LEDGERS],
};
const ACCOUNT_RIGHTS: typeof RIGHTS = {
  requestExport: { ...access, "dynamodb:PutItem": [LEDGERS], ...start("exportLedger") },
  getExport: { ...access, "dynamodb:GetItem": [LEDGERS], "s3:GetObject": [`${FILES}/exports/*`] },
  closeAccount: {
    ...access,
    ...changesOfRights,
    "cognito-idp:ListUsersInGroup": USERS,
    ...start("eraseAccount"),
  },
};
const EXPORTER_RIGHTS = {
  "dynamodb:Query": [`${EXPENSES}/index/byLedger`],
  "dynamodb:BatchGetItem": [LEDGERS],
  "dynamodb:PutItem": [LEDGERS],
  "s3:PutObject": [`${FILES}/exports/*`],
  "s3:AbortMultipartUpload": [`${FILES}/exports/*`],
};
const ERASER_RIGHTS = {
  "dynamodb:Query": [`${EXPENSES}/index/byLedger`, LEDGERS],
  "dynamodb:GetItem": [EXPENSES, LEDGERS],
  "dynamodb:PutItem": [EXPENSES, LEDGERS],
  "dynamodb:UpdateItem": [LEDGERS],
  "dynamodb:DeleteItem": [LEDGERS],
  "s3:ListBucket": [FILES],
  "s3:DeleteObject": [`${FILES}/*`],
  "sns:Unsubscribe": ["*"],
  "cognito-idp:AdminDisableUser": USERS,
  "cognito-idp:AdminUserGlobalSignOut": USERS,
  "cognito-idp:AdminDeleteUser": USERS,
};
const REPORT_RIGHTS: typeof RIGHTS = {
  listReports: { ...access, "s3:ListBucket": [FILES], "dynamodb:Query": [LEDGERS] },
  requestReport: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    ...start("generateReport"),
  },
  downloadReport: {
    ...access,
    "s3:ListBucket": [FILES],
    "s3:GetObject": [`${FILES}/*`],
    "dynamodb:Query": [LEDGERS],
  },
  retrieveReport: {
    ...access,
    "s3:ListBucket": [FILES],
    "s3:GetObject": [`${FILES}/*`],
    "s3:RestoreObject": [`${FILES}/*`],
  },
};

const QUEUES = [
  "eraseAccount-failures",
  "sweepAlerts-failures",
  "alert-sweep-undelivered",
  "exportLedger-failures",
  "generateReport-failures",
  "reports-undelivered",
  "backup-undelivered",
  "verify-undelivered",
].map((queue) => arn("sqs", `queue/${queue}`));
/** The functions whose events, or whose schedule's, the queues hold. */
const REPLAYED = ["eraseAccount", "sweepAlerts", "sweepAlerts", "exportLedger", "generateReport"];
const ADMIN_RIGHTS: typeof RIGHTS = {
  getAlarms: { ...access, "cloudwatch:DescribeAlarms": [arn("cloudwatch", "alarm:*")] },
  getJobs: { ...access, "dynamodb:GetItem": [LEDGERS] },
  getTotals: { ...access, "dynamodb:Query": [`${EXPENSES}/index/byLedger`, `${LEDGERS}/index/byKind`] },
  listUsers: { ...access, "cognito-idp:ListUsers": USERS, "cognito-idp:ListUsersInGroup": USERS },
  changeUser: {
    ...access,
    ...changesOfRights,
    "cognito-idp:ListUsers": USERS,
    "cognito-idp:ListUsersInGroup": USERS,
    "cognito-idp:AdminAddUserToGroup": USERS,
    "cognito-idp:AdminRemoveUserFromGroup": USERS,
    "cognito-idp:AdminDisableUser": USERS,
    "cognito-idp:AdminEnableUser": USERS,
    "cognito-idp:AdminUserGlobalSignOut": USERS,
  },
  getDeadLetters: { ...access, "sqs:GetQueueAttributes": QUEUES, "sqs:ReceiveMessage": QUEUES },
  replayDeadLetters: {
    ...access,
    "sqs:ReceiveMessage": QUEUES,
    "sqs:DeleteMessage": QUEUES,
    "lambda:InvokeFunction": REPLAYED.map((name) => arn("lambda", `function/${name}`)),
    "states:StartExecution": ["reports", "backup", "verify"].map((name) =>
      arn("sfn", `stateMachine/${name}`),
    ),
  },
};

/** Rights of jobs, which run asynchronously. */
const JOB_RIGHTS: typeof RIGHTS = {
  exportLedger: EXPORTER_RIGHTS,
  eraseAccount: ERASER_RIGHTS,
  sweepAlerts: {
    "dynamodb:Query": [`${EXPENSES}/index/byPendingAlert`],
    "dynamodb:BatchGetItem": [EXPENSES],
    "dynamodb:UpdateItem": [EXPENSES],
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "sns:Publish": [ALERTS],
    "kms:Decrypt": [KEY],
    "kms:GenerateDataKey": [KEY],
  },
};

describe("the functions of the graph", function () {
  this.timeout(120_000);
  let graph: Graph;
  before(async () => {
    graph = await programGraph();
  });

  for (const [name, rights] of Object.entries({
    ...RIGHTS,
    ...ACCOUNT_RIGHTS,
    ...REPORT_RIGHTS,
    ...ADMIN_RIGHTS,
  })) {
    it(`${name} may do what it needs and nothing else`, () => {
      expect(rightsOf(graph, name)).to.deep.equal({ ...rights, ...logging(name) });
    });
  }

  it("have their rights in these tables, each of them", () => {
    const names = [RIGHTS, ACCOUNT_RIGHTS, REPORT_RIGHTS, ADMIN_RIGHTS, JOB_RIGHTS].flatMap(Object.keys);
    const background = jobs.filter(({ pipeline }) => pipeline === "background");
    expect(names).to.have.members([...operations, ...background].map(({ name }) => name));
  });

  for (const name of Object.keys({ ...RIGHTS, ...ACCOUNT_RIGHTS })) {
    it(`${name} runs as every function does`, () => {
      const { code: _code, description, ...inputs } = graph.inputs(FUNCTION, name);
      expect(description).to.be.a("string").that.is.not.empty;
      expect(inputs).to.deep.equal({
        handler: "index.handler",
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        role: `arn:aws:iam::${PLACE.accountId}:role/${name}`,
        timeout: 15,
        memorySize: 512,
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: `/expenses/test/${name}`, systemLogLevel: "WARN" },
      });
      expect(graph.inputs("aws:cloudwatch/logGroup:LogGroup", name)).to.deep.equal({
        name: `/expenses/test/${name}`,
        retentionInDays: 30,
      });
    });
  }

  for (const [name, rights] of Object.entries(JOB_RIGHTS)) {
    it(`${name}, which runs asynchronously, may also put events that failed into its queue`, () => {
      const queue = `arn:aws:sqs:${PLACE.region}:${PLACE.accountId}:queue/${name}-failures`;
      expect(rightsOf(graph, name)).to.deep.equal({
        ...rights,
        ...logging(name),
        "sqs:SendMessage": [queue],
      });
    });
  }

  it("each have a role that only Lambda can assume, with one inline policy and no managed one", () => {
    for (const { name } of graph.ofType(FUNCTION)) {
      const { assumeRolePolicy, ...others } = graph.inputs("aws:iam/role:Role", name);
      expect(others, name).to.deep.equal({});
      expect(documentOf(assumeRolePolicy).Statement, name).to.deep.equal([
        {
          Sid: "AllowAssumeRole",
          Action: "sts:AssumeRole",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
        },
      ]);
      const policies = graph
        .ofType("aws:iam/rolePolicy:RolePolicy")
        .filter(({ inputs }) => inputs.role === name);
      expect(policies, name).to.have.length(1);
    }
    expect(graph.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).to.deep.equal([]);
  });

  it("have no environment, so that nothing can be put or read there", () => {
    for (const { name, inputs } of graph.ofType(FUNCTION)) {
      expect(inputs, name).not.to.have.property("environment");
    }
  });

  it("send events that failed to a queue, where they are invoked asynchronously", () => {
    expect(
      graph.inputs("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "sweepAlerts"),
    ).to.deep.equal({
      functionName: "sweepAlerts",
      maximumRetryAttempts: 2,
      destinationConfig: {
        onFailure: {
          destination: `arn:aws:sqs:${PLACE.region}:${PLACE.accountId}:queue/sweepAlerts-failures`,
        },
      },
    });
    expect(graph.inputs("aws:sqs/queue:Queue", "sweepAlerts-failures")).to.deep.equal({
      messageRetentionSeconds: 1209600,
      sqsManagedSseEnabled: true,
    });
  });

  it("wait for their role's policy", () => {
    for (const { name } of graph.ofType(FUNCTION)) {
      expect(graph.dependencies(FUNCTION, name), name).to.include(`aws:iam/rolePolicy:RolePolicy ${name}`);
    }
  });
});

/** Permissions of every function. */
function logging(name: string): Record<string, string[]> {
  const log = `arn:aws:logs:${PLACE.region}:${PLACE.accountId}:log-group:/expenses/test/${name}:*`;
  return {
    "logs:CreateLogStream": [log],
    "logs:PutLogEvents": [log],
    "xray:PutTraceSegments": ["*"],
    "xray:PutTelemetryRecords": ["*"],
  };
}

/** Which resources each action is allowed on, over all statements of a role's policy. */
function rightsOf(graph: Graph, role: string): Record<string, string[]> {
  const rights: Record<string, string[]> = {};
  for (const statement of graph.statements(role)) {
    expect(Object.keys(statement).sort()).to.deep.equal(["Action", "Effect", "Resource"]);
    expect(statement.Effect).to.equal("Allow");
    for (const action of [statement.Action].flat()) {
      rights[action] = [...(rights[action] ?? []), ...[statement.Resource].flat()];
    }
  }
  return rights;
}
