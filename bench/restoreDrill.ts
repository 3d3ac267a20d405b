// `npm run restore-drill`: tests on a local cloud of its own whether the backup restores everything.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { SingleBar } from "cli-progress";
import { itemOf, recordOf } from "../domain/expenses/expenseRecord";
import { createItem } from "../domain/expenses/expenseRules";
import type { ExpenseItem } from "../domain/expenses/model";
import { inBatches } from "../domain/values/batches";
import { type RunningCloud, startCloud } from "../local/cloud";
import { LocalCloudError } from "../local/engine/localCloudError";

const EXPENSES = 2000;
const LEDGER = "restore-drill";
const DEFAULTS = { currency: "USD", timezone: "UTC", thresholds: {} };
/** DynamoDB's maximum number of writes per call. */
const BATCH = 25;

type Items = Map<string, ExpenseItem>;

class Drill {
  private readonly db: DynamoDBDocumentClient;

  constructor(private readonly cloud: RunningCloud) {
    const { awsEndpointUrl: endpoint, credentials } = cloud.local;
    this.db = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "us-east-1", credentials }));
  }

  /** Expenses as `POST /expenses` stores them. */
  async fill(advance: (count: number) => void): Promise<void> {
    const items = Array.from({ length: EXPENSES }, (_, index) => {
      const body = { description: `Expense ${index} – größer als nötig`, amount: (index + 1) / 100 };
      const item = createItem(body, { userId: LEDGER, ledgerId: LEDGER, now: new Date() }, DEFAULTS);
      return recordOf(item);
    });
    await this.write(items, (Item) => ({ PutRequest: { Item } }), advance);
  }

  async empty(items: Items, advance: (count: number) => void): Promise<void> {
    await this.write(
      [...items.values()],
      ({ expenseId }) => ({ DeleteRequest: { Key: { expenseId } } }),
      advance,
    );
  }

  async read(): Promise<Items> {
    const items: Items = new Map();
    for await (const page of paginateScan({ client: this.db }, { TableName: this.table })) {
      for (const item of (page.Items ?? []).map(itemOf)) items.set(item.expenseId, item);
    }
    return items;
  }

  /** Calls a function of the program until it is finished. */
  async run(name: string): Promise<void> {
    let event: unknown = {};
    while (event !== undefined) {
      const { functionError, payload } = await this.cloud.lambda.invoke(name, event);
      if (functionError) throw new Error(`${name} failed: ${JSON.parse(payload).errorMessage}`);
      event = JSON.parse(payload).next;
    }
  }

  private get table(): string {
    return String(this.cloud.outputs.expensesTableName?.value);
  }

  private async write<T>(
    items: T[],
    toRequest: (item: T) => object,
    advance: (count: number) => void,
  ): Promise<void> {
    for (const batch of inBatches(items, BATCH)) {
      const requests = batch.map(toRequest);
      await this.db.send(new BatchWriteCommand({ RequestItems: { [this.table]: requests } }));
      advance(requests.length);
    }
  }
}

async function drill(cloud: RunningCloud): Promise<boolean> {
  const drill = new Drill(cloud);
  const bar = new SingleBar({
    format: "{bar} {percentage}% {task}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 2000,
  });
  // Each of the jobs counts as much as writing everything once.
  bar.start(EXPENSES * 5, 0, { task: "Logging expenses" });
  const advance = (count: number) => bar.increment(count);
  const job = async (task: string, name: string) => {
    bar.update({ task });
    await drill.run(name);
    bar.increment(EXPENSES);
  };
  try {
    await drill.fill(advance);
    const before = await drill.read();
    await job("Backing up", "backupToRds");
    await job("Comparing the backup with the table", "verifyBackup");
    bar.update({ task: "Emptying the table" });
    await drill.empty(before, advance);
    const emptied = await drill.read();
    await job("Restoring", "restoreFromRds");
    const after = await drill.read();
    return emptied.size === 0 && after.size === EXPENSES && isDeepStrictEqual(after, before);
  } finally {
    bar.stop();
  }
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "restore-drill-"));
  console.log("Starting a local cloud …");
  const cloud = await startCloud({ dataDir, config: { backup: "true" } });
  try {
    if (!cloud.resources.some(({ type }) => type === "aws:rds/instance:Instance")) {
      throw new LocalCloudError("The drill needs the backup, which is left out on this machine; see above.");
    }
    const same = await drill(cloud);
    console.log(
      same ? `All ${EXPENSES} expenses came back as they were.` : "What came back is not what there was.",
    );
    process.exitCode = same ? 0 : 1;
  } finally {
    await cloud.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error instanceof LocalCloudError ? error.message : error);
  process.exitCode = 1;
});
