import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { CONCURRENT_REQUESTS } from "../aws/clientDefaults";
import { inBatches } from "../values/batches";
import type { ItemMigration } from "./dataMigrations";
import type { DataVersion } from "./dataVersion";
import { LEDGER_KIND_INDEX } from "./ledgerKeys";

const PAGE_SIZE = 250;

/** Result of a run. */
interface DataMigrationResult {
  /** The current version of the data. */
  version: number;
  /** The versions that this run finished. */
  applied: number[];
  /** False if time ran out: the next run continues there. */
  finished: boolean;
}

interface DataMigratorOptions {
  db: DynamoDBDocumentClient;
  /** Name of the `Ledgers` table. */
  table: string;
  version: DataVersion;
  migrations: readonly ItemMigration[];
}

/**
 * Migrates the stored data, page by page, ordered by ledger. The position is recorded after each page, so that a run
 * that is cut off continues there. Two concurrent runs do the same work twice, which changes nothing.
 */
export class DataMigrator {
  constructor(private readonly options: DataMigratorOptions) {}

  async run(hasTime: () => boolean, now: Date): Promise<DataMigrationResult> {
    const { version: stored, migrations } = this.options;
    const applied: number[] = [];
    for (;;) {
      const { version, position } = await stored.read();
      const due = migrations.find((migration) => migration.version > version);
      if (due === undefined) return { version, applied, finished: true };
      if (!(await this.apply(due, { version, position }, hasTime, now)))
        return { version, applied, finished: false };
      if (await stored.move(version, { version: due.version })) applied.push(due.version);
    }
  }

  /** @returns false if time ran out. */
  private async apply(
    { kind, migrate }: ItemMigration,
    { version, position }: { version: number; position: string | undefined },
    hasTime: () => boolean,
    now: Date,
  ): Promise<boolean> {
    for await (const ids of this.pages(kind, position)) {
      for (const batch of inBatches(ids, CONCURRENT_REQUESTS)) {
        await Promise.all(batch.map((id) => migrate(id, now)));
      }
      const last = ids.at(-1);
      if (last !== undefined) await this.options.version.move(version, { version, position: last });
      if (!hasTime()) return false;
    }
    return true;
  }

  private async *pages(kind: string, after: string | undefined): AsyncGenerator<string[]> {
    const query = {
      TableName: this.options.table,
      IndexName: LEDGER_KIND_INDEX,
      KeyConditionExpression: "sk = :kind",
      ExpressionAttributeValues: { ":kind": kind },
      ProjectionExpression: "ledgerId",
      ExclusiveStartKey: after === undefined ? undefined : { ledgerId: after, sk: kind },
    };
    const pages = paginateQuery({ client: this.options.db, pageSize: PAGE_SIZE }, query);
    for await (const { Items = [] } of pages) yield Items.map(({ ledgerId }) => String(ledgerId));
  }
}
