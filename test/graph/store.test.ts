import { expect } from "chai";
import { LEAST } from "../helpers/configurations";
import { type Graph, programGraph } from "../helpers/graph";

const TABLE = "aws:dynamodb/table:Table";
const KEPT = {
  billingMode: "PAY_PER_REQUEST",
  pointInTimeRecovery: { enabled: true },
  serverSideEncryption: { enabled: true },
  deletionProtectionEnabled: true,
};

const keys = (...names: string[]) => names.map((name) => ({ name, type: "S" }));
const index = (name: string, hashKey: string, rangeKey: string, projectionType = "ALL") => ({
  name,
  hashKey,
  rangeKey,
  projectionType,
});

// A projection is never changed in place: DynamoDB would drop the index. What needs another one needs another index.
const LISTS = {
  ...index("ledgerLists", "listId", "listKey", "INCLUDE"),
  nonKeyAttributes: [
    ...["ledgerId", "description", "amount", "currency", "date", "category", "createdBy", "createdAt"],
    ...["updatedAt", "version", "details", "deletedAt", "expiresAt"],
  ],
};

describe("the tables of the graph", () => {
  let graph: Graph;
  before(async function () {
    this.timeout(300_000);
    graph = await programGraph();
  });

  it("Expenses has the key expenseId, its four indexes and an end to its trash", () => {
    expect(graph.inputs(TABLE, "Expenses")).to.deep.equal({
      hashKey: "expenseId",
      attributes: keys(
        "expenseId",
        "listId",
        "listKey",
        "changeShard",
        "updatedAt",
        "ledgerId",
        "alertState",
        "alertAt",
      ),
      globalSecondaryIndexes: [
        LISTS,
        index("byChange", "changeShard", "updatedAt"),
        index("byPendingAlert", "alertState", "alertAt"),
        index("ledgerChanges", "ledgerId", "updatedAt", "KEYS_ONLY"),
      ],
      ttl: { attributeName: "expiresAt", enabled: true },
      ...KEPT,
    });
  });

  it("Expenses keeps the list index of the release before for as long as a setting says so", async () => {
    const upgraded = await programGraph({ formerListIndex: "true" });
    const { globalSecondaryIndexes } = upgraded.inputs(TABLE, "Expenses");
    expect(globalSecondaryIndexes)
      .to.be.an("array")
      .with.length(5)
      .and.deep.include(index("byLedger", "listId", "listKey"))
      .and.deep.include(LISTS);
  });

  it("Ledgers holds one item per ledger and kind", () => {
    expect(graph.inputs(TABLE, "Ledgers")).to.deep.equal({
      hashKey: "ledgerId",
      rangeKey: "sk",
      attributes: keys("ledgerId", "sk", "dueQueue", "dueAt"),
      globalSecondaryIndexes: [
        index("byKind", "sk", "ledgerId"),
        index("byDue", "dueQueue", "dueAt", "KEYS_ONLY"),
      ],
      ttl: { attributeName: "expiresAt", enabled: true },
      ...KEPT,
    });
  });

  it("lets everything be deleted once protectData is off", async () => {
    const unprotected = await programGraph(LEAST);
    for (const { name, inputs } of unprotected.ofType(TABLE)) {
      expect(inputs.deletionProtectionEnabled, name).to.equal(false);
    }
    for (const { name, inputs } of unprotected.ofType("aws:s3/bucket:Bucket")) {
      expect(inputs.forceDestroy, name).to.equal(true);
    }
    const pool = unprotected.inputs("aws:cognito/userPool:UserPool", "users");
    expect(pool.deletionProtection).to.equal("INACTIVE");
    expect(protectedIn(unprotected)).to.deep.equal([]);
  });

  it("lets nothing be deleted by default but the page, which is made anew for another access", () => {
    const emptied = graph.ofType("aws:s3/bucket:Bucket").filter(({ inputs }) => inputs.forceDestroy);
    expect(emptied.map(({ name }) => name)).to.deep.equal(["site"]);
    expect(graph.inputs("aws:cognito/userPool:UserPool", "users").deletionProtection).to.equal("ACTIVE");
    expect(protectedIn(graph)).to.have.members([
      "aws:dynamodb/table:Table Expenses",
      "aws:dynamodb/table:Table Ledgers",
      "aws:cognito/userPool:UserPool users",
      "aws:s3/bucket:Bucket access-logs",
      "aws:s3/bucket:Bucket reports-files",
      "aws:s3/bucket:Bucket receipts-files",
      "aws:rds/instance:Instance backup",
    ]);
  });

  it("raises an alarm on throttled writes of each table and of each of its indexes", () => {
    for (const [alarm, table] of [
      ["monitoring-table-throttles", "Expenses"],
      ["monitoring-ledger-throttles", "Ledgers"],
    ] as const) {
      const { metricQueries, ...inputs } = graph.inputs("aws:cloudwatch/metricAlarm:MetricAlarm", alarm);
      // AWS refuses a metric beside queries.
      expect(inputs, alarm).to.not.have.any.keys(
        "metricName",
        "namespace",
        "dimensions",
        "statistic",
        "period",
      );
      const [total, ...metrics] = metricQueries as { id: string; metric: { dimensions: object } }[];
      const indexes = graph.inputs(TABLE, table).globalSecondaryIndexes as { name: string }[];
      expect(metrics.map(({ metric }) => metric.dimensions)).to.have.deep.members([
        { TableName: table },
        ...indexes.map(({ name }) => ({ TableName: table, GlobalSecondaryIndexName: name })),
      ]);
      expect(metrics[0]?.metric).to.deep.include({
        ...{ namespace: "AWS/DynamoDB", metricName: "WriteThrottleEvents", stat: "Sum", period: 300 },
      });
      // An index that was never throttled has no values, and a sum with one of those has none either.
      const expression = metrics.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
      expect(total).to.include({ expression, returnData: true });
    }
  });
});

/** Resources that the engine refuses to delete or to replace. */
function protectedIn({ registrations }: Graph): string[] {
  return registrations.filter(({ protect }) => protect).map(({ type, name }) => `${type} ${name}`);
}
