import * as z from "zod";
import { expense } from "../expenses/expense";
import { changeList } from "../expenses/historyAnswers";
import { cursorOf, limitOf } from "../http/schemas";
import { ACTIVITY_CHANGES, MAX_ACTIVITY_PAGE } from "../values/limits";
import { LEDGER_CHANGES } from "./model";

/** Query of `GET /activity`. */
export const activityQuery = z.strictObject({
  limit: limitOf(MAX_ACTIVITY_PAGE, 25),
  cursor: cursorOf(400),
});

const ledgerChange = z.strictObject({
  type: z.enum(LEDGER_CHANGES),
  member: z.string().optional().describe("ID of the user whom it is about."),
  before: z.string().optional().describe("The name, the role, the currency or another value, as it was."),
  after: z.string().optional(),
});

const entry = z.strictObject({
  at: z.string().describe("UTC. Of an expense: when it last changed."),
  expense: z
    .strictObject({
      expense,
      changes: changeList.describe(
        `Newest first, the last ${ACTIVITY_CHANGES} at most. Empty if it was logged and not changed since.`,
      ),
    })
    .optional()
    .describe("An expense that was logged or changed, as it is now; those in the trash have `deletedAt`."),
  ledger: z
    .strictObject({ by: z.string().describe("ID of the user."), changes: z.array(ledgerChange) })
    .optional()
    .describe("What was done to the ledger."),
});
export type ActivityEntry = z.infer<typeof entry>;

/** Answer of `GET /activity`. */
export const activityPage = z
  .strictObject({
    entries: z.array(entry).describe("Newest first. Each has an expense or what was done to the ledger."),
    cursor: z
      .string()
      .optional()
      .describe("Ask for the next page with it; absent on the last page. A page with it may be empty."),
  })
  .meta({ id: "ActivityPage" });
export type ActivityPage = z.infer<typeof activityPage>;
