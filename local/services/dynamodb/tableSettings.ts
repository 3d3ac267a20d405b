import type { Database } from "./changeIndexes";
import type { StoredTable, TableInputs } from "./definition";

type Json = Record<string, unknown>;

interface Reply {
  status: number;
  body: Json;
}

/** Places that the settings of a table are in. */
interface SettingSources {
  /** The inputs of the program's tables, by name. */
  declared: ReadonlyMap<string, TableInputs>;
  database: Database;
  /** Calls dynalite's `DescribeTable`. */
  describe(input: Json): Promise<Reply>;
}

/** The actions that read, need or change the settings. Others are not even parsed. */
export const SETTING_ACTIONS = ["DescribeTimeToLive", "DescribeTable", "DeleteTable", "UpdateTable"];

/**
 * Answers for settings that dynalite does not have: a table's TTL and its deletion protection.
 *
 * @param body The parsed body of the request.
 * @returns undefined for requests that dynalite answers.
 */
export async function answerSetting(
  action: string,
  body: unknown,
  sources: SettingSources,
): Promise<Reply | undefined> {
  if (typeof body !== "object" || body === null) return undefined;
  const input = withoutNulls(body);
  switch (action) {
    case "DescribeTimeToLive":
      return describeTimeToLive(input, sources);
    case "DescribeTable":
      return describeTable(input, sources);
    case "DeleteTable":
      return refuseProtected(input, sources);
    case "UpdateTable":
      return updateTable(input, sources);
    default:
      return undefined;
  }
}

/**
 * Stores the deletion protection of a table in its definition, where it also holds for a table that the program no longer has.
 * The program's declaration is stored at each start, as by `pulumi up --refresh`.
 */
export async function setProtection(database: Database, name: string, isProtected: boolean): Promise<void> {
  const key = `table~${name}`;
  const stored = (await database.get(key)) as StoredTable;
  if ((stored.DeletionProtectionEnabled ?? false) === isProtected) return;
  await database.put(key, { ...stored, DeletionProtectionEnabled: isProtected });
}

function describeTimeToLive({ TableName }: Json, { declared }: SettingSources): Reply | undefined {
  const table = declared.get(nameOf(TableName));
  return table && { status: 200, body: { TimeToLiveDescription: timeToLive(table) } };
}

async function describeTable(input: Json, { describe }: SettingSources): Promise<Reply> {
  const { status, body } = await describe(input);
  if (status !== 200) return { status, body };
  return { status, body: { ...body, Table: { DeletionProtectionEnabled: false, ...(body.Table as Json) } } };
}

async function refuseProtected(
  { TableName }: Json,
  { describe }: SettingSources,
): Promise<Reply | undefined> {
  const { body } = await describe({ TableName: nameOf(TableName) });
  if (!(body.Table as StoredTable | undefined)?.DeletionProtectionEnabled) return undefined;
  return invalid(
    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
  );
}

/** Changes the deletion protection. What else dynalite accepts it does not do, and the program changes only indexes, at its start. */
async function updateTable(input: Json, { database, describe }: SettingSources): Promise<Reply | undefined> {
  const { TableName, DeletionProtectionEnabled: wanted, ...others } = input;
  const [other] = Object.keys(others);
  if (other !== undefined)
    return invalid(`The local cloud does not support the parameter ${other} of UpdateTable.`);
  if (wanted === undefined) return undefined;
  if (typeof wanted !== "boolean") return invalid("DeletionProtectionEnabled must be true or false.");
  const { status, body } = await describe({ TableName });
  if (status !== 200) return { status, body };
  const table = body.Table as StoredTable;
  await setProtection(database, table.TableName, wanted);
  return { status, body: { TableDescription: { ...table, DeletionProtectionEnabled: wanted } } };
}

function timeToLive({ ttl }: TableInputs): Json {
  if (!ttl?.attributeName || ttl.enabled === false) return { TimeToLiveStatus: "DISABLED" };
  return { TimeToLiveStatus: "ENABLED", AttributeName: ttl.attributeName };
}

function invalid(message: string): Reply {
  return { status: 400, body: { __type: "com.amazon.coral.validate#ValidationException", message } };
}

/** DynamoDB takes a member that is null for absent. */
function withoutNulls(input: object): Json {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

/** The name of a table that is given by name or ARN. */
function nameOf(table: unknown): string {
  return typeof table === "string" ? (table.split("/").at(-1) ?? "") : "";
}
