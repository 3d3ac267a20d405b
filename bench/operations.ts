import { deployedText, writeModule } from "./handlers";
import type { Result, Run } from "./harness";
import { CONTEXT, CREDENTIALS, EVENT, requireCreated, withoutStdout } from "./logExpense";
import { withTable } from "./tables";

/** DynamoDB usage per operation, counted between the deployed code and the engine. */
export interface Operations {
  /** Requests to log one expense in a ledger that has some. */
  logRequests: number;
  /** Write units to log one expense, in the table and in each index that contains it. */
  logWriteUnits: number;
  /** Read units of a month's list with 100 expenses. */
  listReadUnits: number;
  /** Read units of one row of a report. */
  reportReadUnits: number;
  /** Read units of one change that is backed up. */
  backupReadUnits: number;
}

/** Counts what the other goals do not: one logged expense. */
export async function operations(run: Run, results: readonly Result[]): Promise<Operations> {
  const log = await withTable(1_000, run, async (wire) => {
    Object.assign(process.env, CREDENTIALS, { AWS_ENDPOINT_URL: wire.url });
    const { handler } = require(writeModule("logExpense.counted", await deployedText("logExpense")));
    const create = () => withoutStdout(() => handler(EVENT, CONTEXT).then(requireCreated));
    await create();
    return wire.counting(create);
  });
  return {
    logRequests: Object.values(log.requests).reduce((total, count) => total + count, 0),
    logWriteUnits: log.writeUnits,
    listReadUnits: detail(results, "10", "readUnitsInLarge"),
    reportReadUnits: detail(results, "9", "readUnits") / detail(results, "9", "rows"),
    backupReadUnits: detail(results, "8", "readUnitsOfLarge") / detail(results, "8", "readOfLarge"),
  };
}

function detail(results: readonly Result[], goal: string, name: string): number {
  return Number(results.find((result) => result.goal === goal)?.details[name]);
}
