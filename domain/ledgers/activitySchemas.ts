import * as z from "zod";
import { expense } from "../expenses/expense";
import { changeList } from "../expenses/historyAnswers";
import { cursorOf, limitOf, utcTime } from "../http/schemas";
import { ACTIVITY_CHANGES, MAX_ACTIVITY_PAGE } from "../values/limits";
import { LEDGER_CHANGES } from "./model";

/** Query of `GET /activity`. */
export const activityQuery = z.strictObject({
  limit: limitOf(MAX_ACTIVITY_PAGE, 25),
  cursor: cursorOf(400),
});

const ledgerChange = z.strictObject({
  type: z.enum(LEDGER_CHANGES),
  member: z.string().optional().describe("ID of the user it is about."),
  before: z
    .string()
    .optional()
    .describe("The name, the role, the currency or another value, as it was at that time."),
  after: z.string().optional(),
});

const entry = z.strictObject({
  at: z.string().describe("UTC. For an expense, when it last changed."),
  expense: z
    .strictObject({
      expense,
      changes: changeList.describe(
        `Newest first, at most the last ${ACTIVITY_CHANGES}. Empty if it was not changed since it was logged.`,
      ),
      earlier: z
        .array(z.strictObject({ by: z.string().describe("ID of the user."), at: utcTime }))
        .optional()
        .describe("Others who made earlier changes, and when last. Absent if there are none."),
    })
    .optional()
    .describe(
      "The current state of an expense that was logged or changed; one in the trash has `deletedAt`.",
    ),
  ledger: z
    .strictObject({ by: z.string().describe("ID of the user."), changes: z.array(ledgerChange) })
    .optional()
    .describe("An act on the ledger."),
});
export type ActivityEntry = z.infer<typeof entry>;

/** Answer of `GET /activity`. */
export const activityPage = z
  .strictObject({
    entries: z.array(entry).describe("Newest first. Each entry has an expense or an act on the ledger."),
    cursor: z
      .string()
      .optional()
      .describe("Cursor of the next page; absent on the last page. A page with a cursor may be empty."),
  })
  .meta({ id: "ActivityPage" });
export type ActivityPage = z.infer<typeof activityPage>;
