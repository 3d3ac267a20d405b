import type { Result } from "./harness";

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

/** The counts among the results. */
export function operations(results: readonly Result[]): Operations {
  return {
    logRequests: detail(results, "5d", "requests"),
    logWriteUnits: detail(results, "5d", "writeUnits"),
    listReadUnits: detail(results, "10", "readUnitsInLarge"),
    reportReadUnits: detail(results, "9", "readUnits") / detail(results, "9", "rows"),
    backupReadUnits: detail(results, "8", "readUnitsOfLarge") / detail(results, "8", "readOfLarge"),
  };
}

function detail(results: readonly Result[], goal: string, name: string): number {
  return Number(results.find((result) => result.goal === goal)?.details[name]);
}
