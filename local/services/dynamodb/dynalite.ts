import { EventEmitter } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import createDynalite from "dynalite";
import internals from "dynalite/db";
import * as deleteItem from "dynalite/validations/deleteItem";
import * as putItem from "dynalite/validations/putItem";
import * as updateItem from "dynalite/validations/updateItem";
import { contained } from "../../engine/containment";
import { noteOpening, stateOf } from "../../engine/level";
import { LocalCloudError } from "../../engine/localCloudError";
import { latchWrites } from "../../engine/writeLatch";
import type { Database } from "./changeIndexes";

interface Reply {
  status: number;
  headers: Record<string, string | number>;
  text: string;
}

type Json = Record<string, unknown>;

export interface Dynalite {
  /** The engine's storage. */
  readonly database: Database;
  /** Calls an action such as `PutItem`; an error of DynamoDB comes back as its status and body. */
  call(action: string, input: Json): Promise<{ status: number; body: Json }>;
  /** Calls an action that must succeed, and returns its output. */
  require(action: string, input: Json): Promise<Json>;
  /** Answers a client's request whose body has been read. */
  answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens dynalite over a LevelDB folder. Requests are handed to it in this process, with their bodies already read: dynalite
 * throws when a request is cut off midway, as happens when a function is killed, and that would end the local cloud.
 */
export async function openDynalite(folder: string): Promise<Dynalite> {
  await checkFolder(folder);
  const { server, database } = createServer(folder);
  await noteOpening(database).catch(async (error) => {
    await database.close();
    throw error;
  });

  async function call(action: string, input: Json) {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${action}`,
      "x-amz-date": "20000101T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20000101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    };
    const reply = await send(server, headers, Buffer.from(JSON.stringify(input)));
    return { status: reply.status, body: JSON.parse(reply.text) as Json };
  }

  return {
    database,
    call,
    async require(action, input) {
      const { status, body } = await call(action, input);
      if (status !== 200) throw new Error(`${action}: ${body.message ?? body.Message ?? body.__type}`);
      return body;
    },
    async answer(request, body, response) {
      // dynalite would let every origin read the answer.
      const { origin: _, ...headers } = request.headers;
      const reply = await send(server, headers, withoutNulls(body), request.method, request.url);
      response.writeHead(reply.status, reply.headers);
      response.end(reply.text);
    },
    // The server never listens, as its port would be open to everyone; its own `close` needs one that does.
    close: () => database.close(),
  };
}

function send(
  server: Server,
  headers: IncomingHttpHeaders,
  body: Buffer,
  method = "POST",
  url = "/",
): Promise<Reply> {
  // An error that dynalite throws rejects the promise, also one that it throws in a callback, as when LevelDB cannot write: the
  // request is sent within this call.
  return new Promise((resolve, reject) => {
    const reply: Reply = { status: 200, headers: {}, text: "" };
    const request = Object.assign(new EventEmitter(), { headers, method, url });
    const response = {
      set statusCode(status: number) {
        reply.status = status;
      },
      setHeader: (name: string, value: string | number) => Object.assign(reply.headers, { [name]: value }),
      end: (text = "") => resolve({ ...reply, text }),
    };
    contained(reject, () => {
      server.emit("request", request, response);
      if (body.length > 0) request.emit("data", body);
      request.emit("end");
    });
  });
}

/** DynamoDB takes a member that is null for absent; dynalite throws. What is not JSON is left for dynalite to refuse. */
function withoutNulls(body: Buffer): Buffer {
  if (!body.includes("null")) return body;
  try {
    const input = JSON.parse(body.toString("utf8"), (_, member) =>
      // A value that the reviver drops leaves a hole in an array, which `filter` skips.
      Array.isArray(member) ? member.filter(() => true) : (member ?? undefined),
    );
    return Buffer.from(JSON.stringify(input) ?? "");
  } catch {
    return body;
  }
}

/** Creates the server. It does not expose its database, so the database is taken from the function that opens it. */
function createServer(folder: string): { server: Server; database: Database } {
  const { create } = internals;
  const databases: Database[] = [];
  internals.create = (options) => {
    const store = create(options);
    databases.push(store.db);
    return store;
  };
  try {
    const server = createDynalite({ path: folder, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
    const database = databases[0] as Database;
    readInPlace(database);
    latchWrites(database);
    return { server, database };
  } finally {
    internals.create = create;
  }
}

type Get = (key: string, done?: (error: unknown, value?: unknown) => void) => Promise<unknown>;

/**
 * Lets dynalite read values on this thread. It reads one with each request at least, the table's definition, which LevelDB has in
 * memory: to have that done by a thread of the pool takes many times as long as the read.
 */
function readInPlace(database: Database): void {
  const inPool = database.get.bind(database) as Get;
  const get: Get = (key, done) => {
    // LevelDB calls this itself, with options, for reads from before it was open.
    if (typeof done !== "function" || database.status !== "open") return inPool(key, done);
    try {
      setImmediate(done, null, database.getSync(key));
    } catch (error) {
      setImmediate(done, error);
    }
    return Promise.resolve();
  };
  Object.assign(database, { get });
}

/**
 * Opens the folder's LevelDB and closes it again. LevelDB locks its folder, and the system releases the lock of a
 * process that dies, so this also detects a second local cloud over the same data.
 */
async function checkFolder(folder: string): Promise<void> {
  const state = await stateOf(folder);
  if (state === "locked") {
    throw new LocalCloudError(
      `The data in ${folder} is in use by another local cloud. Stop it, or choose another folder with --data.`,
    );
  }
  if (state !== "free") throw state;
}

/**
 * dynalite 4 does not support `ReturnValuesOnConditionCheckFailure`. Its condition check sees the item under the lock
 * of the write, so the item is added to the error there.
 */
function returnItemOnFailedCondition(): void {
  for (const { types } of [putItem, updateItem, deleteItem]) {
    types.ReturnValuesOnConditionCheckFailure = { type: "String", enum: ["ALL_OLD", "NONE"] };
  }
  const check = internals.checkConditional;
  internals.checkConditional = (request, existing) => {
    const failure = check(request, existing);
    if (failure && existing && request.ReturnValuesOnConditionCheckFailure === "ALL_OLD")
      failure.body.Item = existing;
    return failure;
  };
}

/** dynalite puts items with an empty key into an index; DynamoDB refuses to write them. */
function refuseEmptyIndexKeys(): void {
  const update = internals.updateIndexes;
  internals.updateIndexes = (store, table, existing, item, done) => {
    for (const { IndexName, KeySchema } of table.GlobalSecondaryIndexes ?? []) {
      const empty = KeySchema.find(({ AttributeName }) => isEmpty(item?.[AttributeName]));
      if (empty) {
        return done(
          internals.validationError(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. " +
              "The AttributeValue for a key attribute cannot contain an empty string value. " +
              `IndexName: ${IndexName}, IndexKey: ${empty.AttributeName}`,
          ),
        );
      }
    }
    update(store, table, existing, item, done);
  };
}

function isEmpty(value: unknown): boolean {
  const { S, B } = Object(value);
  return S === "" || B === "";
}

returnItemOnFailedCondition();
refuseEmptyIndexKeys();
