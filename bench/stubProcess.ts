// The process that `stub.ts` starts.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { marshall } from "@aws-sdk/util-dynamodb";
import { indexKeys } from "../domain/expenses/expenseKeys";
import { listen } from "../local/engine/listen";
import { madeUp } from "./expenses";

/** Expenses in a page of a query: as many as fit into DynamoDB's 1 MB. */
const PAGE = 2500;

const UPLOAD = "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>";
const UPLOADED = "<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>";

let connections = 0;
let requests = 0;

const server = createServer((request, response) => {
  requests += 1;
  const action = request.headers["x-amz-target"]?.toString().split(".")[1];
  if (action === "Query" || action === "BatchGetItem") {
    const answer = action === "Query" ? page : profiles;
    bodyOf(request).then((body) => json(response, answer(JSON.parse(body))));
    return;
  }
  request.resume().on("end", () => {
    if (action === "GetItem") json(response, { Item: { ledgerId: { S: "there" } } });
    else if (action !== undefined) json(response, {});
    else answerUpload(request, response);
  });
});

interface Query {
  /** Absent for the changes of a ledger. */
  ExpressionAttributeValues: { ":list"?: { S: string } };
  ExclusiveStartKey?: { expenseId: { S: string } };
}

interface BatchGet {
  RequestItems: Record<string, { Keys: { ledgerId: { S: string }; sk: { S: string } }[] }>;
}

/** Every ledger has its profile, and no user an item. */
function profiles({ RequestItems }: BatchGet): object {
  const Responses = Object.fromEntries(
    Object.entries(RequestItems).map(([table, { Keys }]) => [
      table,
      Keys.filter(({ sk }) => sk.S === "profile").map((key) => ({ ...key, ...PROFILE })),
    ]),
  );
  return { Responses, UnprocessedKeys: {} };
}

const PROFILE = marshall({
  createdAt: "2026-11-01T00:00:00.000Z",
  settings: { currency: "EUR", timezone: "Europe/Berlin" },
  version: 1,
});

/** A page of a ledger that is named after its number of expenses; an expense's number is the end of its ID. */
function page({ ExpressionAttributeValues, ExclusiveStartKey }: Query): object {
  const ledger = ExpressionAttributeValues[":list"]?.S;
  // Nothing changes while it is read.
  if (ledger === undefined) return { Items: [], Count: 0, ScannedCount: 0 };
  const count = Number(ledger);
  const start = ExclusiveStartKey === undefined ? 0 : Number(ExclusiveStartKey.expenseId.S.slice(-8)) + 1;
  const end = Math.min(start + PAGE, count);
  const Items = Array.from({ length: end - start }, (_, offset) => {
    const item = madeUp(ledger, start + offset, count);
    return marshall({ ...item, ...indexKeys(item) });
  });
  const last = Items.at(-1);
  const next =
    end < count && last
      ? { expenseId: last.expenseId, listId: last.listId, listKey: last.listKey }
      : undefined;
  return { Items, Count: Items.length, ScannedCount: Items.length, LastEvaluatedKey: next };
}

/** The parts of a multipart upload, and its beginning and end. */
function answerUpload({ method, url = "" }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { etag: '"1"', "content-type": "application/xml" });
  if (method !== "POST") response.end();
  else response.end(url.includes("uploadId=") ? UPLOADED : UPLOAD);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function json(response: ServerResponse, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": text.length });
  response.end(text);
}

server.keepAliveTimeout = 120_000;
server.on("connection", () => {
  connections += 1;
});
process.on("message", () => process.send?.({ connections, requests }));
process.on("disconnect", () => process.exit());
listen(server, 0).then((port) => process.send?.({ port }));
