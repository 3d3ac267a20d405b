import * as z from "zod";
import { refuses } from "../http/refuses";
import { utcTime } from "../http/schemas";
import { fieldList } from "./fields";
import type { ExpenseItem } from "./model";
import { SOURCES } from "./sources";
import { type Frozen, type StoredChange, shownValue } from "./storedHistory";

const VERSION = refuses("version.invalid");

/** Body of `POST /expenses/{id}/undo`. */
export const undoRequest = z
  .strictObject({
    version: z
      .int(VERSION)
      .min(1, VERSION)
      .max(2 ** 32 - 1, VERSION)
      .describe("The version that the change produced."),
  })
  .meta({ id: "Undo" });

const value = shownValue.optional();
type Value = z.infer<typeof value>;

const changedField = z.strictObject({
  field: z
    .string()
    .describe(
      "A property of the expense. `deletedAt` was set if the expense was deleted, and removed if it was restored.",
    ),
  before: value.describe("Absent if there was none."),
  after: value.describe("Absent if there is none."),
});

const change = z.strictObject({
  version: z.int().describe("The version that the change produced."),
  at: utcTime,
  by: z.string().describe("ID of the user."),
  via: z.enum(SOURCES),
  undoes: z.int().optional().describe("The version of the change that this one has undone."),
  changes: z
    .array(changedField)
    .describe(
      "What changed, as it was. An amount always comes with its currency and its parts, if it has any.",
    ),
});
export type Change = z.infer<typeof change>;

/** Changes, newest first. */
export const changeList = z.array(change);

/** Answer of `GET /expenses/{id}/history`. */
export const history = z
  .strictObject({
    createdAt: utcTime,
    createdBy: z.string().describe("ID of the user."),
    source: z.enum(SOURCES).optional(),
    version: z.int().describe("The current version of the expense."),
    changes: changeList.describe(
      "Newest first, at most the last 50. Changes from before histories were introduced are not included.",
    ),
  })
  .meta({ id: "History" });
export type History = z.infer<typeof history>;

/** The changes of an expense as the API shows them. */
export function changesOf({ history: stored = [] }: Pick<ExpenseItem, "history">): Change[] {
  return stored.map(toChange).reverse();
}

/** The history of an expense as the API shows it. */
export function historyOf(item: ExpenseItem): History {
  const { createdAt, createdBy, source, version } = item;
  return { createdAt, createdBy, ...(source && { source }), version, changes: changesOf(item) };
}

const FIELDS: readonly string[] = fieldList.map(({ key }) => key);

function toChange({ changes, ...change }: StoredChange): Change {
  const fields = Object.entries(changes).map(([field, [before, after]]) => ({
    field,
    ...given("before", before),
    ...given("after", after),
  }));
  // Neither a map of DynamoDB nor an object in MySQL, from where a change may have been restored, has an order.
  fields.sort((a, b) => FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field));
  return { ...change, changes: fields };
}

function given<Name extends string>(name: Name, value: Frozen): { [Key in Name]?: Value } {
  return value === null ? {} : ({ [name]: value } as { [Key in Name]?: Value });
}
