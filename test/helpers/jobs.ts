import { setTimeout as delay } from "node:timers/promises";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { recordOf } from "../../domain/expenses/expenseRecord";
import type { ExpenseItem } from "../../domain/expenses/model";
import { clientOf, databaseOf, type TestCloud } from "./cloud";

/** Response of a function: its result or its failure. */
export interface JobOutcome {
  result?: Record<string, unknown>;
  error?: { errorType: string; errorMessage: string };
}

/** Calls a deployed function and waits for its answer. */
export async function runFunction(cloud: TestCloud, name: string, event: unknown = {}): Promise<JobOutcome> {
  const { functionError, payload } = await cloud.lambda.invoke(name, event);
  return functionError ? { error: JSON.parse(payload) } : { result: JSON.parse(payload) };
}

/** Runs a state machine to its end. */
export async function runMachine(cloud: TestCloud, output: string, input: unknown = {}) {
  const client = new SFNClient(clientOf(cloud));
  const stateMachineArn = cloud.output(output);
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  for (;;) {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== "RUNNING") {
      return { status: execution.status, output: JSON.parse(execution.output ?? "null") };
    }
    await delay(50);
  }
}

/**
 * A connection to the database that replaces RDS, as the user that changes its schema: nobody knows the master user's password.
 */
export async function mysqlOf(cloud: TestCloud): Promise<{
  query(sql: string, values?: unknown[]): Promise<RowDataPacket[]>;
  close(): void;
}> {
  const instance = cloud.resources.find(({ type }) => type === "aws:rds/instance:Instance");
  const { address: socketPath, dbName: database } = instance?.state ?? {};
  const settings = {
    socketPath,
    database,
    user: "expenses_migrator",
    dateStrings: true,
    multipleStatements: true,
  };
  const connection: Connection = await createConnection(settings as Parameters<typeof createConnection>[0]);
  return {
    query: async (sql, values) => (await connection.query<RowDataPacket[]>(sql, values))[0],
    close: () => connection.destroy(),
  };
}

/** Puts expenses into the table as they are, with the keys of the indexes. */
export async function putItems(cloud: TestCloud, items: readonly ExpenseItem[]): Promise<void> {
  const db = databaseOf(cloud);
  for (let start = 0; start < items.length; start += 25) {
    const requests = items.slice(start, start + 25).map((item) => ({
      PutRequest: { Item: recordOf(item) },
    }));
    await db.send(new BatchWriteCommand({ RequestItems: { Expenses: requests } }));
  }
}

/** Deletes expenses as if the table had been lost. */
export async function loseItems(cloud: TestCloud, ids: readonly string[]): Promise<void> {
  const db = databaseOf(cloud);
  for (let start = 0; start < ids.length; start += 25) {
    const requests = ids
      .slice(start, start + 25)
      .map((expenseId) => ({ DeleteRequest: { Key: { expenseId } } }));
    await db.send(new BatchWriteCommand({ RequestItems: { Expenses: requests } }));
  }
}
