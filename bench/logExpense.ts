import { Agent, request } from "node:http";
import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyResult } from "aws-lambda";
import { CREDENTIALS as KEYS } from "../test/helpers/endpoint";
import { deployedText, writeModule } from "./handlers";
import { exactly, interleave, type Result, type Run, ratioOf, spreadOf, TURNS } from "./harness";
import { type Stub, startStub } from "./stub";
import { withTable } from "./tables";

/** Calls per turn; the turn's figure is their median. */
const CALLS = 500;
/** AWS Region and credentials in the environment of the function. */
export const CREDENTIALS = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
};

/** A request that logs an expense. */
export const EVENT = {
  httpMethod: "POST",
  resource: "/expenses",
  headers: { "Content-Type": "application/json" },
  requestContext: {
    path: "/prod/expenses",
    authorizer: { claims: { sub: "b9d2c1e0-0000-4000-8000-000000000000", "cognito:username": "bench" } },
  },
  body: JSON.stringify({ description: "Lunch with the team", amount: "12.50", category: "Food" }),
};
/** Lambda context of an invocation. */
export const CONTEXT = { awsRequestId: "bench", getRemainingTimeInMillis: () => 15_000 };

/** The item that the event creates in the table. */
const PUT: PutItemCommandInput = {
  TableName: "Expenses",
  Item: {
    ...Object.fromEntries(
      Object.entries({
        expenseId: "01M838KVK0Z74CJ95RQJW5R3MB",
        ledgerId: "b9d2c1e0-0000-4000-8000-000000000000",
        currency: "USD",
        date: "2026-11-23",
        description: "Lunch with the team",
        category: "Food",
        createdBy: "b9d2c1e0-0000-4000-8000-000000000000",
        createdAt: "2026-11-23T03:53:52.480Z",
        updatedAt: "2026-11-23T03:53:52.480Z",
        requestHash: "Vb9Zx0cQ1mJ4sT7wE2rY5uI8oP3aS6dF9gH0jK1lZ2x",
        listId: "b9d2c1e0-0000-4000-8000-000000000000",
        listKey: "2026-11-23#2026-11-23T03:53:52.480Z#01M838KVK0Z74CJ95RQJW5R3MB",
        changeShard: "2026-11-23#3",
      }).map(([name, text]) => [name, { S: text }]),
    ),
    amount: { N: "1250" },
    version: { N: "1" },
  },
  ConditionExpression: "attribute_not_exists(expenseId)",
};

/** The items that a create reads: the user and the ledger. */
const GET: BatchGetItemCommandInput = {
  RequestItems: {
    Ledgers: {
      ConsistentRead: true,
      Keys: ["user", "profile"].map((sk) => ({
        ledgerId: { S: "b9d2c1e0-0000-4000-8000-000000000000" },
        sk: { S: sk },
      })),
    },
  },
};

/** Goals 5, 5b and 5d: the time of logging an expense besides its two unavoidable requests, and what it asks of DynamoDB. */
export async function logExpense(run: Run): Promise<Result[]> {
  return [...(await connectionsAndTime(run)), await unitsOf(run)];
}

async function connectionsAndTime({ quick, say }: Run): Promise<Result[]> {
  const stub = await startStub();
  Object.assign(process.env, CREDENTIALS, { AWS_ENDPOINT_URL: stub.url });
  try {
    const { handler } = require(writeModule("logExpense.deployed", await deployedText("logExpense")));
    const log = () => withoutStdout(() => handler(EVENT, CONTEXT).then(requireCreated));
    await log();
    say("Counting the connections of 1,000 expenses");
    const connections = await connectionsOf(log, stub);
    if (quick) return [connections];
    say("Logging expenses, and making the two calls without more");
    return [await timeOf(log, stub), connections];
  } finally {
    stub.stop();
  }
}

/** A refusal would be faster. */
function requireCreated({ statusCode, body }: APIGatewayProxyResult): void {
  if (statusCode !== 201) throw new Error(`logExpense answered ${statusCode}: ${body}`);
}

async function connectionsOf(log: () => Promise<unknown>, stub: Stub): Promise<Result> {
  const before = await stub.counts();
  for (let call = 0; call < 1000; call += 1) await log();
  const after = await stub.counts();
  return {
    goal: "5b",
    what: "connections of 1,000 expenses logged one after the other, beyond that of the first",
    kind: "count",
    figure: exactly(after.connections - before.connections),
    unit: "",
    limit: { atMost: 1 },
    details: { requestsPerExpense: (after.requests - before.requests) / 1000 },
  };
}

/** Counts the requests and write units of an expense of nearly 1 KB, in a ledger that has some. */
async function unitsOf(run: Run): Promise<Result> {
  const notes = "Eight of us, at the place beside the station. ".repeat(7);
  const event = { ...EVENT, body: JSON.stringify({ ...JSON.parse(EVENT.body), notes }) };
  const counted = await withTable(1_000, run, async (wire) => {
    Object.assign(process.env, CREDENTIALS, { AWS_ENDPOINT_URL: wire.url });
    const { handler } = require(writeModule("logExpense.counted", await deployedText("logExpense")));
    const create = () => withoutStdout(() => handler(event, CONTEXT).then(requireCreated));
    await create();
    return wire.counting(create);
  });
  const requests = Object.values(counted.requests).reduce((total, count) => total + count, 0);
  return {
    goal: "5d",
    what: "write units of a create of 1 KB, in the table and its three indexes",
    kind: "count",
    figure: exactly(counted.writeUnits),
    unit: "",
    limit: { atMost: 4 },
    details: { requests, writeUnits: counted.writeUnits },
  };
}

async function timeOf(log: () => Promise<unknown>, stub: Stub): Promise<Result> {
  const client = new DynamoDBClient({});
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify(PUT);
  const samples = await interleave(TURNS, {
    log: p50(log),
    calls: p50(async () => {
      await client.send(new BatchGetItemCommand(GET));
      await client.send(new PutItemCommand(PUT));
    }),
    put: p50(() => client.send(new PutItemCommand(PUT))),
    http: p50(() => roundTrip(stub.url, agent, body)),
  });
  agent.destroy();
  return {
    goal: "5",
    what: "create: p50 against the two bare SDK calls (BatchGetItem, PutItem) in one run",
    kind: "time",
    figure: ratioOf(samples.log, samples.calls),
    unit: "×",
    limit: { atMost: 1.1 },
    details: {
      logMs: spreadOf(samples.log).median,
      callsMs: spreadOf(samples.calls).median,
      putMs: spreadOf(samples.put).median,
      httpMs: spreadOf(samples.http).median,
      timesHttp: ratioOf(samples.log, samples.http).median,
      putTimesHttp: ratioOf(samples.put, samples.http).median,
    },
  };
}

function p50(call: () => Promise<unknown>): () => Promise<number> {
  return async () => {
    const milliseconds: number[] = [];
    for (let count = 0; count < CALLS; count += 1) {
      const start = performance.now();
      await call();
      milliseconds.push(performance.now() - start);
    }
    return spreadOf(milliseconds).median;
  };
}

function roundTrip(url: string, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/x-amz-json-1.0",
      "Content-Length": Buffer.byteLength(body),
    };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume().on("end", resolve);
    });
    sent.on("error", reject).end(body);
  });
}

/** The function writes its metrics to stdout, which here is the table of the results. */
export async function withoutStdout<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
