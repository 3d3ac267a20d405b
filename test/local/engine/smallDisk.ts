// A process on a disk of its own, the folder of its argument: fills it, frees it, and prints what it stored and finds again. Its
// test starts it.
import { closeSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { failRequestOf } from "../../../local/engine/containment";
import { messageOf, reasonOf } from "../../../local/engine/localCloudError";
import { type Dynalite, openDynalite } from "../../../local/services/dynamodb/dynalite";
import { compareContents, type ObjectDatabase, openDatabase } from "../../../local/services/s3/database";
import type { StoredQueue } from "../../../local/services/sqs/model";
import { QueueStore } from "../../../local/services/sqs/store";

const disk = process.argv[2] ?? "";
const filler = join(disk, "filler");
const PAD = "p".repeat(600);
const queue = { name: "work", arn: "", settings: {}, createdAt: 1, messages: [] } as unknown as StoredQueue;

interface Opened {
  tables: Dynalite;
  objects: ObjectDatabase;
  queues: QueueStore;
}

async function open(): Promise<Opened> {
  const [tables, objects] = [
    await openDynalite(join(disk, "dynamodb")),
    await openDatabase(join(disk, "buckets")),
  ];
  return { tables, objects, queues: await QueueStore.open(disk) };
}

function fill(): void {
  const file = openSync(filler, "w");
  for (const size of [65_536, 4_096, 64, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch {
      // The next smaller piece may fit.
    }
  }
  closeSync(file);
}

/** Writes of each service, by text. */
const writes = ({ tables, objects, queues }: Opened) => ({
  dynamodb: (text: string) =>
    tables.require("PutItem", { TableName: "table", Item: { key: { S: text }, pad: { S: PAD } } }),
  async s3(text: string) {
    const file = await objects.files.receive(Readable.from([Buffer.from(text)]));
    const version = { isDeleteMarker: false, file, key: text, pad: PAD };
    await objects.files.keep(file, () => objects.versions.put(Buffer.from(text), version as never));
  },
  // Needs no file beside the entry.
  s3Marker: (text: string) =>
    objects.versions.put(Buffer.from(text), { isDeleteMarker: true, key: text, pad: PAD } as never),
  async sqs(text: string) {
    const times = { sentAt: 1, visibleAt: 0, receiveCount: 0 };
    const message = { id: text, order: queues.nextOrder(), body: PAD, attributes: {}, ...times };
    await queues.write([{ queue, saved: [message] }]);
  },
});

/** Every text that can be read, by service. */
async function read({ tables, objects, queues }: Opened): Promise<Record<string, string[]>> {
  const { Items } = (await tables.require("Scan", { TableName: "table" })) as {
    Items: { key: { S: string } }[];
  };
  const versions = await objects.versions.values().all();
  return {
    dynamodb: Items.map(({ key }) => key.S).sort(),
    s3: versions.flatMap((one) => (one.isDeleteMarker ? [] : [one.key])),
    s3Marker: versions.flatMap((one) => (one.isDeleteMarker ? [one.key] : [])),
    sqs: queues.queues.get("work")?.messages.map(({ id }) => id) ?? [],
  };
}

async function main(): Promise<void> {
  process.on("uncaughtException", (error) => {
    if (!failRequestOf(error)) process.exit(2);
  });
  const before = await open();
  await before.tables.require("CreateTable", {
    TableName: "table",
    AttributeDefinitions: [{ AttributeName: "key", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "key", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const isActive = async () => {
    const { Table } = await before.tables.require("DescribeTable", { TableName: "table" });
    return (Table as { TableStatus: string }).TableStatus === "ACTIVE";
  };
  while (!(await isActive())) await new Promise(setImmediate);
  await before.queues.declare(queue);

  const acknowledged: Record<string, string[]> = { dynamodb: [], s3: [], s3Marker: [], sqs: [] };
  const refusals: Record<string, string> = {};
  const writeAll = async (when: string, times: number) => {
    for (const [name, write] of Object.entries(writes(before)))
      for (let time = 0; time < times; time++)
        await write(`${name} ${when} ${time}`).then(
          () => acknowledged[name]?.push(`${name} ${when} ${time}`),
          (error) => {
            refusals[`${name} ${when}`] = reasonOf(error);
          },
        );
  };
  await writeAll("before", 3);
  fill();
  await writeAll("full", 12);
  rmSync(filler);
  await writeAll("later", 5);
  await Promise.all([before.tables.close(), before.objects.close(), before.queues.close()]);

  const after = await open();
  const found = await read(after);
  await compareContents(after.objects);
  const contents = readdirSync(join(disk, "buckets", "contents")).filter((name) => name.length === 26).length;
  console.log(JSON.stringify({ acknowledged, found, refusals, contents }));
  process.exit(0);
}

main().catch((error) => {
  console.error(messageOf(error));
  process.exit(1);
});
