import { indexKeys } from "./expenseKeys";
import { detailKeys } from "./fields";
import type { ExpenseItem } from "./model";

// An expense as an item of the table. Its optional fields form one map, `details`: the projection of an index names at most 20
// attributes and is never changed in place, so that with an attribute for each field every new field would need a new index.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes

type ExpenseRecord = ExpenseItem & { details?: Partial<ExpenseItem> };

/** The item that the table holds, with the keys of its indexes. */
export function recordOf(item: ExpenseItem): Record<string, unknown> {
  const record: Record<string, unknown> = { ...item, ...indexKeys(item) };
  const details: Record<string, unknown> = {};
  for (const key of detailKeys) {
    if (item[key] !== undefined) details[key] = item[key];
    delete record[key];
  }
  return Object.keys(details).length === 0 ? record : { ...record, details };
}

/** The expense of an item of the table, or of one of its indexes. */
export function itemOf(record: Readonly<Record<string, unknown>>): ExpenseItem {
  const { details, ...fields } = record as unknown as ExpenseRecord;
  return { ...fields, ...details };
}
