import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { clientConfig } from "../../clients";
import { type Fixture, startFixture } from "../../fixture";

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
