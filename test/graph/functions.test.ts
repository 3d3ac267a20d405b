import { expect } from "chai";
import { jobs, operations } from "../../handlers/catalogue";
import { documentOf, type Graph, PLACE, programGraph } from "../helpers/graph";
import { ACCOUNT_RIGHTS, LEDGER_RIGHTS, REPORT_RIGHTS, RIGHTS, TRIGGER_RIGHTS } from "./functionRights";
import { ADMIN_RIGHTS, CALLED_RIGHTS, JOB_RIGHTS } from "./jobRights";
import { RECEIPT_RIGHTS } from "./receiptRights";

const FUNCTION = "aws:lambda/function:Function";
/** Have as long as API Gateway waits: they sum months that were never summed. */
const SUMMING = [
  "getSummary",
  "getTrends",
  "getSuggestions",
  "getInsights",
  "listBudgets",
  "listBudgetPeriods",
  "saveBudget",
];

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
    ...LEDGER_RIGHTS,
    ...RECEIPT_RIGHTS,
    ...ADMIN_RIGHTS,
    ...CALLED_RIGHTS,
  })) {
    it(`${name} may do what it needs and nothing else`, () => {
      expect(rightsOf(graph, name)).to.deep.equal({ ...rights, ...logging(name) });
    });
  }

  for (const [name, { own, onPool }] of Object.entries(TRIGGER_RIGHTS)) {
    it(`${name}, which the user pool calls, may also do what it needs there`, () => {
      expect(rightsOf(graph, name)).to.deep.equal({ ...own, ...logging(name) });
      if (onPool) expect(rightsOf(graph, `${name}-pool`)).to.deep.equal(onPool);
    });
  }

  it("have their rights in these tables, each of them", () => {
    const tables = [
      RIGHTS,
      ACCOUNT_RIGHTS,
      REPORT_RIGHTS,
      LEDGER_RIGHTS,
      RECEIPT_RIGHTS,
      ADMIN_RIGHTS,
      CALLED_RIGHTS,
      JOB_RIGHTS,
      TRIGGER_RIGHTS,
    ];
    const others = jobs.filter(({ pipeline }) => pipeline === "background" || pipeline === "users");
    expect(tables.flatMap(Object.keys)).to.have.members([...operations, ...others].map(({ name }) => name));
  });

  it("are those of the catalogue, each of them deployed", () => {
    const names = graph.ofType(FUNCTION).map(({ name }) => name);
    // Only a setting adds the model of letters.
    const own = jobs.filter(({ pipeline }) => pipeline !== "letters");
    expect(names).to.have.members([...operations, ...own].map(({ name }) => name));
  });

  for (const name of Object.keys({ ...RIGHTS, ...ACCOUNT_RIGHTS, ...LEDGER_RIGHTS, ...RECEIPT_RIGHTS })) {
    it(`${name} runs as every function does`, () => {
      const { code: _code, description, ...inputs } = graph.inputs(FUNCTION, name);
      expect(description).to.be.a("string").that.is.not.empty;
      expect(inputs).to.deep.equal({
        handler: "index.handler",
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        role: `arn:aws:iam::${PLACE.accountId}:role/${name}`,
        timeout: SUMMING.includes(name) ? 29 : 15,
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

  it("each have a role that only Lambda can assume, with inline policies and no managed one", () => {
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
      expect(policies, name).to.have.length(TRIGGER_RIGHTS[name]?.onPool ? 2 : 1);
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

/** The resources that each action is allowed on, over all statements of a role's policy. */
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
