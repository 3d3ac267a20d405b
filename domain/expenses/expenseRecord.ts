import { indexKeys } from "./expenseKeys";
import { detailKeys } from "./fields";
import type { ExpenseItem } from "./model";

// An expense as an item of the table. Its optional fields form one map, `details`: the projection of an index names at most 20
// attributes and is never changed in place, so that with an attribute for each field every new field would need a new index.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes

type ExpenseRecord = ExpenseItem & { details?: Partial<ExpenseItem> };

const isDetail: ReadonlySet<string> = new Set(detailKeys);

/** The item that the table holds, with the keys of its indexes. */
export function recordOf(item: ExpenseItem): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const details: Record<string, unknown> = {};
  for (const [key, value] of Object.entries({ ...item, ...indexKeys(item) })) {
    if (!isDetail.has(key)) record[key] = value;
    else if (value !== undefined) details[key] = value;
  }
  return Object.keys(details).length === 0 ? record : { ...record, details };
}

/** The expense of an item of the table, or of one of its indexes. */
export function itemOf(record: Readonly<Record<string, unknown>>): ExpenseItem {
  const { details, ...fields } = record as unknown as ExpenseRecord;
  return { ...fields, ...details };
}
