import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import createDynalite from "dynalite";
import internals from "dynalite/db";
import * as deleteItem from "dynalite/validations/deleteItem";
import * as putItem from "dynalite/validations/putItem";
import * as updateItem from "dynalite/validations/updateItem";
import { Level } from "level";
import { codeOf, LocalCloudError, messageOf } from "../../engine/localCloudError";
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
  // dynalite's `close` closes the database only if its server listened. The port is not used.
  await once(server.listen(0, "127.0.0.1"), "listening");

  function send(headers: IncomingHttpHeaders, body: Buffer, method = "POST", url = "/"): Promise<Reply> {
    return new Promise((resolve) => {
      const reply: Reply = { status: 200, headers: {}, text: "" };
      const request = Object.assign(Readable.from(body.length > 0 ? [body] : []), { headers, method, url });
      server.emit("request", request, {
        set statusCode(status: number) {
          reply.status = status;
        },
        setHeader: (name: string, value: string | number) => Object.assign(reply.headers, { [name]: value }),
        end: (text = "") => resolve({ ...reply, text }),
      });
    });
  }

  async function call(action: string, input: Json) {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${action}`,
      "x-amz-date": "20000101T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20000101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    };
    const reply = await send(headers, Buffer.from(JSON.stringify(input)));
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
      const reply = await send(request.headers, body, request.method, request.url);
      response.writeHead(reply.status, reply.headers);
      response.end(reply.text);
    },
    close: promisify(server.close.bind(server)),
  };
}

/** Creates the server. It keeps its database to itself, so the database is taken from the function that opens it. */
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
    return { server, database: databases[0] as Database };
  } finally {
    internals.create = create;
  }
}

/**
 * Opens the folder's LevelDB and closes it again. LevelDB locks its folder, and the system lifts the lock of a process
 * that dies, so this is also how a second local cloud over the same data is noticed.
 *
 * @throws LocalCloudError when another process has it open, or it is damaged.
 */
async function checkFolder(folder: string): Promise<void> {
  const state = await folderState(folder);
  if (state === "locked") {
    throw new LocalCloudError(
      `The data in ${folder} is in use by another local cloud. Stop it, or choose another folder with --data.`,
    );
  }
  if (state !== "free") {
    throw new LocalCloudError(
      `The data in ${folder} cannot be opened (${state.damage}). Start with --fresh to delete it.`,
    );
  }
}

/** Returns whether a dynalite folder can be opened. */
export async function folderState(folder: string): Promise<"free" | "locked" | { damage: string }> {
  mkdirSync(folder, { recursive: true });
  const database = new Level(folder);
  try {
    await database.open();
    await database.close();
    return "free";
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return codeOf(cause) === "LEVEL_LOCKED" ? "locked" : { damage: messageOf(cause) };
  }
}

/**
 * dynalite 4 does not know `ReturnValuesOnConditionCheckFailure`. Its condition check sees the item under the lock of the
 * write, so the item is added to the error there.
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

returnItemOnFailedCondition();
