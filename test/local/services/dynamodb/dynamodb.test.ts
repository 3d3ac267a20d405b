import {
  ConditionalCheckFailedException,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { clientConfig } from "../../clients";
import { type Fixture, startFixture } from "../../fixture";
import { refused } from "../../refused";
import { signedCall } from "../../signedCall";

const TableName = "Things";

describe("local DynamoDB", () => {
  let cloud: Fixture;
  let client: DynamoDBClient;
  before(async () => {
    cloud = await startFixture();
    client = new DynamoDBClient(clientConfig(cloud));
  });
  after(async () => {
    client.destroy();
    await cloud.stop();
  });

  async function put(id: string, more: Record<string, { S: string } | { N: string }> = {}): Promise<void> {
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, kind: { S: "a" }, ...more } }));
  }

  async function exists(id: string): Promise<boolean> {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
    return Item !== undefined;
  }

  it("tells and holds the table's settings", async () => {
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).to.deep.equal({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table).to.deep.include({ TableName, TableStatus: "ACTIVE", DeletionProtectionEnabled: true });
    await refused(
      client.send(new DeleteTableCommand({ TableName })),
      "ValidationException",
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  });

  it("refuses empty keys of an index, and consistent reads of one", async () => {
    const message =
      "One or more parameter values are not valid. A value specified for a secondary index key is not supported. " +
      "The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-kind, IndexKey: kind";
    await refused(put("empty", { kind: { S: "" } }), "ValidationException", message);
    await put("filled");
    const update = new UpdateItemCommand({
      TableName,
      Key: { id: { S: "filled" } },
      UpdateExpression: "SET kind = :k",
      ExpressionAttributeValues: { ":k": { S: "" } },
    });
    await refused(client.send(update), "ValidationException", message);
    const query = new QueryCommand({
      ...{ TableName, IndexName: "by-kind", ConsistentRead: true, KeyConditionExpression: "kind = :k" },
      ExpressionAttributeValues: { ":k": { S: "a" } },
    });
    await refused(
      client.send(query),
      "ValidationException",
      "Consistent reads are not supported on global secondary indexes",
    );
  });

  const BROKEN = [
    "null",
    "[]",
    "1",
    '{"TableName":null}',
    '{"TableName":"Things","Item":null}',
    '{"TableName":"Things","Item":{"id":null}}',
    '{"TableName":"Things","Item":{"id":{"S":null}}}',
    '{"TableName":"Things","Key":{"id":{"S":null}}}',
    '{"TableName":"Things","Item":{"id":{"S":"1"},"list":{"L":[null]}},"ExpressionAttributeNames":null}',
    '{"TableName":"Things","Item":{"id":{"L":5}}}',
    '{"RequestItems":{"Things":null}}',
    '{"RequestItems":{"Things":[null]}}',
    '{"RequestItems":{"Things":{"Keys":[{"id":null}]}}}',
    '{"TableName":"Things","KeyConditions":{"id":null}}',
    '{"TableName":"Things","KeyConditions":{"id":{"ComparisonOperator":"EQ","AttributeValueList":[null]}}}',
  ];
  const ACTIONS = [
    "PutItem",
    "GetItem",
    "DeleteItem",
    "UpdateItem",
    "Query",
    "Scan",
    "BatchGetItem",
    "BatchWriteItem",
  ];

  it("refuses requests that its engine does not expect, and goes on", async () => {
    const { awsEndpointUrl: url, credentials } = cloud.local;
    for (const action of ACTIONS) {
      for (const body of BROKEN) {
        const call = { service: "dynamodb", target: `DynamoDB_20120810.${action}`, body };
        const answer = await signedCall({ url, credentials }, call);
        expect(answer.status, `${action} ${body}: ${answer.body}`).to.be.oneOf([200, 400]);
        if (answer.status === 400)
          expect(JSON.parse(answer.body), `${action} ${body}`).to.have.property("__type");
      }
    }
    await put("1");
    expect(await exists("1")).to.equal(true);
  });

  it("returns the item that failed a condition, if requested", async () => {
    await put("taken", { owner: { S: "first" } });
    const conditional = {
      TableName,
      Item: { id: { S: "taken" } },
      ConditionExpression: "attribute_not_exists(id)",
    };
    for (const [ReturnValuesOnConditionCheckFailure, item] of [
      ["ALL_OLD", { id: { S: "taken" }, kind: { S: "a" }, owner: { S: "first" } }],
      ["NONE", undefined],
    ] as const) {
      const error = await client
        .send(new PutItemCommand({ ...conditional, ReturnValuesOnConditionCheckFailure }))
        .then(
          () => expect.fail("The condition held."),
          (reason) => reason,
        );
      expect(error).to.be.instanceOf(ConditionalCheckFailedException);
      expect(error.Item).to.deep.equal(item);
    }
    const update = new UpdateItemCommand({
      TableName,
      Key: { id: { S: "taken" } },
      UpdateExpression: "SET kind = :k",
      ConditionExpression: "kind = :k",
      ExpressionAttributeValues: { ":k": { S: "b" } },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    const error = await client.send(update).catch((reason) => reason);
    expect(error.Item).to.deep.include({ owner: { S: "first" } });
  });

  it("deletes what has expired, and nothing else", async () => {
    const now = Math.floor(Date.now() / 1000);
    await put("past", { expiresAt: { N: String(now - 1) } });
    await put("future", { expiresAt: { N: String(now + 60) } });
    await put("never");
    await put("no number", { expiresAt: { S: "1" } });
    await cloud.dynamodb.deleteExpired();
    const left = await Promise.all(["past", "future", "never", "no number"].map(exists));
    expect(left).to.deep.equal([false, true, true, true]);
  });

  it("accepts a hundred concurrent writes without throttling, and finds them by the index", async () => {
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => put(`many-${index}`, { kind: { S: "many" } })),
    );
    const { Count } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "by-kind",
        KeyConditionExpression: "kind = :kind",
        ExpressionAttributeValues: { ":kind": { S: "many" } },
      }),
    );
    expect(Count).to.equal(100);
  });

  it("keeps its data, its address and the user over a restart", async () => {
    await put("kept");
    const { local } = cloud;
    cloud = await cloud.restart();
    expect(cloud.local).to.deep.equal(local);
    expect(await exists("kept")).to.equal(true);
  });

  it("adds an index that the program has come to declare, and drops the other", async () => {
    await put("indexed", { colour: { S: "red" } });
    cloud = await cloud.restart({ indexKey: "colour" });
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "by-colour",
        KeyConditionExpression: "colour = :colour",
        ExpressionAttributeValues: { ":colour": { S: "red" } },
      }),
    );
    expect(Items).to.deep.equal([{ id: { S: "indexed" }, kind: { S: "a" }, colour: { S: "red" } }]);
  });
});
