import type { TableInputs } from "./definition";

type Json = Record<string, unknown>;

interface Reply {
  status: number;
  body: Json;
}

/** The actions that read or need the settings. Others are not even parsed. */
export const SETTING_ACTIONS = ["DescribeTimeToLive", "DescribeTable", "DeleteTable"];

/**
 * Answers for settings that dynalite does not have: a table's TTL and its deletion protection.
 *
 * @param declared The inputs of the tables, by name.
 * @param describe Calls dynalite's `DescribeTable`.
 * @returns undefined for requests that dynalite answers.
 */
export async function answerSetting(
  action: string,
  input: Json,
  declared: ReadonlyMap<string, TableInputs>,
  describe: (input: Json) => Promise<Reply>,
): Promise<Reply | undefined> {
  const table = declared.get(nameOf(input.TableName));
  if (table === undefined) return undefined;
  if (action === "DescribeTimeToLive")
    return { status: 200, body: { TimeToLiveDescription: timeToLive(table) } };
  if (action === "DeleteTable" && table.deletionProtectionEnabled) {
    const message =
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";
    return { status: 400, body: { __type: "com.amazon.coral.validate#ValidationException", message } };
  }
  if (action !== "DescribeTable") return undefined;
  const { status, body } = await describe(input);
  if (status !== 200) return { status, body };
  const DeletionProtectionEnabled = table.deletionProtectionEnabled ?? false;
  return { status, body: { ...body, Table: { ...(body.Table as Json), DeletionProtectionEnabled } } };
}

function timeToLive({ ttl }: TableInputs): Json {
  if (!ttl?.attributeName || ttl.enabled === false) return { TimeToLiveStatus: "DISABLED" };
  return { TimeToLiveStatus: "ENABLED", AttributeName: ttl.attributeName };
}

/** The name of a table that is given by name or ARN. */
function nameOf(table: unknown): string {
  return typeof table === "string" ? (table.split("/").at(-1) ?? "") : "";
}
