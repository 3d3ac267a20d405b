import internals, { type Item } from "dynalite/db";
import type { Level } from "level";
import type { IndexChanges, IndexDefinition, StoredTable, TableDefinition } from "./definition";

/** dynalite's database: every key begins with what it belongs to, for example `item-Expenses~`. */
export type Database = Level<string, unknown>;

/** Entries that are written at a time. */
const BATCH_SIZE = 500;

const STEP_INTERVAL_MS = 1000;

/**
 * Adds indexes to a stored table and fills them from its items, and deletes others, as `UpdateTable` does on AWS. dynalite
 * accepts that request and does nothing.
 *
 * The one write of the table's definition decides: until then its indexes are as they were, and what an interrupted change
 * has written is cleared by the next. The table must not be written to meanwhile.
 *
 * @param onStep Called once a second if it takes longer than that.
 */
export async function changeIndexes(
  database: Database,
  wanted: TableDefinition,
  { added, removed }: IndexChanges,
  onStep: (text: string) => void = () => {},
): Promise<void> {
  const name = wanted.TableName;
  const stored = (await database.get(`table~${name}`)) as StoredTable;
  const table = {
    ...stored,
    // A table that was cut off while it was created is empty and was never used.
    TableStatus: "ACTIVE",
    AttributeDefinitions: wanted.AttributeDefinitions,
    GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes?.map((index) => described(index, stored)),
  };
  await clear(database, name, added);
  if (added.length > 0) await fill(database, table, added, onStep);
  await database.put(`table~${name}`, table);
  await clear(database, name, removed);
}

/** An index as dynalite stores it in a table's definition. */
function described(index: IndexDefinition, { TableArn }: StoredTable): IndexDefinition {
  return {
    ...index,
    IndexArn: `${TableArn}/index/${index.IndexName}`,
    IndexStatus: "ACTIVE",
    IndexSizeBytes: 0,
    ItemCount: 0,
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
  } as IndexDefinition;
}

async function clear(database: Database, table: string, indexes: readonly IndexDefinition[]): Promise<void> {
  for (const { IndexName } of indexes) await database.clear(startingWith(entryPrefix(table, IndexName)));
}

async function fill(
  database: Database,
  table: TableDefinition,
  indexes: readonly IndexDefinition[],
  onStep: (text: string) => void,
): Promise<void> {
  const names = indexes.map(({ IndexName }) => IndexName).join(", ");
  let steppedAt = Date.now();
  let count = 0;
  let batch: { type: "put"; key: string; value: Item }[] = [];
  for await (const item of database.values(startingWith(`item-${table.TableName}~`)) as AsyncIterable<Item>) {
    count++;
    const fitting = indexes.filter((index) => fits(item, index, table));
    for (const { index, key, item: entry } of internals.getIndexActions(fitting, undefined, item, table).puts)
      batch.push({ type: "put", key: `${entryPrefix(table.TableName, index)}${key}`, value: entry });
    if (batch.length >= BATCH_SIZE) {
      await database.batch(batch);
      batch = [];
    }
    if (Date.now() - steppedAt >= STEP_INTERVAL_MS) {
      steppedAt = Date.now();
      onStep(`Adding the index ${names} to the table ${table.TableName} (${count} items)`);
    }
  }
  await database.batch(batch);
}

/** Returns true if the item can be in the index: DynamoDB leaves out items without a valid key, and reports no error. */
function fits(item: Item, { KeySchema }: IndexDefinition, table: TableDefinition): boolean {
  return !internals.traverseKey(table, KeySchema, (attribute, type, isHash) =>
    internals.validateKeyPiece(item, attribute, type, isHash),
  );
}

function entryPrefix(table: string, index: string): string {
  return `index-global~${table}~${index}~`;
}

/** The range of keys with a prefix, as dynalite reads it. */
function startingWith(prefix: string): { gte: string; lt: string } {
  return { gte: prefix, lt: `${prefix}\xff` };
}
