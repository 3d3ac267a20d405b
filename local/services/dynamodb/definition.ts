import { isDeepStrictEqual } from "node:util";
import { LocalCloudError } from "../../engine/localCloudError";

/** The inputs of `aws.dynamodb.Table` that matter here. */
export interface TableInputs {
  attributes?: { name: string; type: string }[];
  hashKey: string;
  rangeKey?: string;
  globalSecondaryIndexes?: IndexInputs[];
  ttl?: { attributeName?: string; enabled?: boolean };
  deletionProtectionEnabled?: boolean;
}

interface IndexInputs {
  name: string;
  hashKey: string;
  rangeKey?: string;
  projectionType: string;
  nonKeyAttributes?: string[];
}

/** The part of a table that both `CreateTable` takes and `DescribeTable` returns. */
export interface TableDefinition {
  TableName: string;
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  KeySchema: KeyElement[];
  GlobalSecondaryIndexes?: IndexDefinition[];
}

/** Further properties that `DescribeTable` returns. */
export interface StoredTable extends TableDefinition {
  TableArn: string;
  DeletionProtectionEnabled?: boolean;
  TableStatus: string;
}

export interface IndexDefinition {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
}

interface KeyElement {
  AttributeName: string;
  KeyType: string;
}

/** Indexes of a table to add and to drop. */
export interface IndexChanges {
  added: IndexDefinition[];
  removed: IndexDefinition[];
}

/** The definition of a Pulumi table. */
export function tableDefinition(name: string, inputs: TableInputs): TableDefinition {
  const { attributes = [], globalSecondaryIndexes = [] } = inputs;
  return {
    TableName: name,
    AttributeDefinitions: attributes.map((one) => ({ AttributeName: one.name, AttributeType: one.type })),
    KeySchema: keySchema(inputs),
    // DynamoDB refuses an empty list.
    ...(globalSecondaryIndexes.length > 0 && {
      GlobalSecondaryIndexes: globalSecondaryIndexes.map(indexDefinition),
    }),
  };
}

function indexDefinition(inputs: IndexInputs): IndexDefinition {
  const { name, projectionType, nonKeyAttributes = [] } = inputs;
  return {
    IndexName: name,
    KeySchema: keySchema(inputs),
    Projection: {
      ProjectionType: projectionType,
      ...(nonKeyAttributes.length > 0 && { NonKeyAttributes: nonKeyAttributes }),
    },
  };
}

function keySchema({ hashKey, rangeKey }: { hashKey: string; rangeKey?: string }): KeyElement[] {
  const schema = [{ AttributeName: hashKey, KeyType: "HASH" }];
  if (rangeKey) schema.push({ AttributeName: rangeKey, KeyType: "RANGE" });
  return schema;
}

/**
 * Compares a stored table with the one that the program declares.
 *
 * @throws LocalCloudError if they differ in more than indexes that only one of them has. On AWS, another key replaces the
 * table, and another key or projection of an index replaces the index.
 */
export function indexChanges(found: TableDefinition, wanted: TableDefinition): IndexChanges {
  if (!isDeepStrictEqual(common(found, wanted), common(wanted, found))) {
    throw new LocalCloudError(
      `The table ${wanted.TableName} in the local data has another key, or an index with another key or projection, ` +
        "than the program declares. Start with --fresh to delete the data.",
    );
  }
  return { added: indexesNotIn(found, wanted), removed: indexesNotIn(wanted, found) };
}

/** The parts of a table that are compared with another, by the names of attributes and indexes. */
function common(table: TableDefinition, other: TableDefinition): unknown {
  const attributes = new Set(other.AttributeDefinitions.map(({ AttributeName }) => AttributeName));
  const onlyHere = new Set(indexesNotIn(other, table));
  return {
    key: table.KeySchema,
    attributeTypes: new Map(
      table.AttributeDefinitions.filter(({ AttributeName }) => attributes.has(AttributeName)).map(
        ({ AttributeName, AttributeType }) => [AttributeName, AttributeType],
      ),
    ),
    indexes: new Map(
      indexesOf(table)
        .filter((index) => !onlyHere.has(index))
        .map(({ IndexName, KeySchema, Projection }) => [IndexName, { KeySchema, Projection }]),
    ),
  };
}

function indexesNotIn(other: TableDefinition, table: TableDefinition): IndexDefinition[] {
  const names = new Set(indexesOf(other).map(({ IndexName }) => IndexName));
  return indexesOf(table).filter(({ IndexName }) => !names.has(IndexName));
}

function indexesOf({ GlobalSecondaryIndexes = [] }: TableDefinition): IndexDefinition[] {
  return GlobalSecondaryIndexes;
}
