import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { expect } from "chai";
import { LateCallError } from "../../../domain/aws/callLimit";
import { clientDefaults } from "../../../domain/aws/clientDefaults";
import { httpHandler } from "../../../domain/http/httpHandler";
import { useQuietLog } from "../../helpers/quietLog";

const Key = { id: { S: "1" } };
const EVENT = { httpMethod: "POST", resource: "/x", requestContext: { requestId: "1" } };
const event = EVENT as unknown as APIGatewayProxyEvent;
/** Leaves an operation that many milliseconds before it is abandoned. */
const context = (ms: number) =>
  ({ awsRequestId: "1", getRemainingTimeInMillis: () => 1000 + ms }) as unknown as Context;

describe("an operation that takes too long", () => {
  const calls: string[] = [];
  const held: ServerResponse[] = [];
  const service = createServer(({ headers }, response) => {
    calls.push(String(headers["x-amz-target"]).split(".")[1] ?? "");
    held.push(response);
  });
  let db: DynamoDBClient;

  before(async () => {
    service.listen(0, "127.0.0.1");
    await once(service, "listening");
    db = new DynamoDBClient({
      ...clientDefaults,
      endpoint: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
  });
  after(() => {
    db.destroy();
    service.close();
  });
  const logged = useQuietLog();
  beforeEach(() => {
    calls.length = 0;
    held.length = 0;
  });
  afterEach(() => {
    expect(logged()).to.have.length(1);
    expect(logged()[0]).to.include({ message: "A dependency is unavailable", route: "POST /x" });
  });

  const letGo = () => held.splice(0).map((response) => response.writeHead(200).end("{}"));

  it("is abandoned: thawed an hour later, it reads and writes nothing more", async () => {
    let operation: Promise<unknown> = Promise.resolve();
    const handler = httpHandler("https://example.com", () => {
      const work = async () => {
        await db.send(new GetItemCommand({ TableName: "t", Key }));
        await db.send(new PutItemCommand({ TableName: "t", Item: Key }));
        return { status: 201 };
      };
      const running = work();
      operation = running.catch((error) => error);
      return running;
    });
    expect((await handler(event, context(500))).statusCode).to.equal(503);
    expect(calls).to.deep.equal(["GetItem"]);
    letGo();
    expect(await operation).to.be.instanceOf(LateCallError);
    expect(calls).to.deep.equal(["GetItem"]);
  });

  it("leaves the next event of its instance alone", async () => {
    const handler = httpHandler("https://example.com", async () => {
      await db.send(new GetItemCommand({ TableName: "t", Key }));
      return { status: 200 };
    });
    expect((await handler(event, context(10))).statusCode).to.equal(503);
    const next = handler(event, context(10_000));
    while (calls.length < 2) await once(service, "request");
    letGo();
    expect((await next).statusCode).to.equal(200);
  });
});

describe("an operation that asks whether there is time", () => {
  it("has time until five seconds before its function is stopped", async () => {
    const asked: boolean[] = [];
    const handler = httpHandler("https://example.com", async (_event, hasTime) => {
      asked.push(hasTime());
      return { status: 200 };
    });
    for (const left of [5_001, 5_000]) await handler(event, context(left - 1_000));
    expect(asked).to.deep.equal([true, false]);
  });
});
