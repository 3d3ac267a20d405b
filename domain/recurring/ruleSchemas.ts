import * as z from "zod";
import { expense, newExpense } from "../expenses/expense";
import { isExpenseId } from "../expenses/expenseKeys";
import { refuses } from "../http/refuses";
import { day, month } from "../http/schemas";
import { RULE_MODES } from "./modes";
import { schedule } from "./scheduleSchema";

const MODE = refuses("rule.modeInvalid");
const FLAG = refuses("flag.invalid", { name: "paused" });

/** `{id}` of the routes of a rule. */
export const rulePath = z.strictObject({ id: z.string().refine(isExpenseId, refuses("rule.notFound")) });

/** Body of `POST /recurring`. */
export const newRuleBody = newExpense
  .omit({ date: true })
  .extend({
    schedule,
    mode: z
      .enum(RULE_MODES, MODE)
      .default("post")
      .describe("`post`: due occurrences become expenses. `propose`: they wait to be confirmed."),
  })
  .meta({ id: "NewRecurringExpense" });

/** Body of `PATCH /recurring/{id}`: at least one property. */
export const ruleChanges = newExpense
  .omit({ date: true })
  .partial()
  .extend({
    schedule: schedule.optional(),
    mode: z.enum(RULE_MODES, MODE).optional(),
    paused: z
      .boolean(FLAG)
      .optional()
      .describe("Occurrences that are due while it is paused are skipped. Not with `from`."),
    from: day
      .optional()
      .describe(
        "The day of a future occurrence: the changes apply from it on, and earlier occurrences stay unchanged. Default: all future occurrences. If the schedule moves to another day of the same months or weeks, it is still due once in each.",
      ),
  })
  .refine(({ from: _from, ...changes }) => Object.keys(changes).length > 0, refuses("changes.empty"))
  .refine(({ from, paused }) => from === undefined || paused === undefined, {
    error: refuses("rule.pausedFrom"),
    path: ["from"],
  })
  .meta({ id: "RecurringChanges" });

/** Body of `POST /recurring/{id}/occurrences`. */
export const decisionBody = z
  .strictObject({
    day: day.describe("The day of an occurrence that is proposed, or due within a year."),
    action: z
      .enum(["post", "skip", "unskip", "unpost"], refuses("occurrence.actionInvalid"))
      .describe(
        "`post` creates its expense now, `skip` creates none. Before the day, `unskip` and `unpost` take that back: `unpost` deletes the expense, unless it was changed.",
      ),
    changes: newExpense
      .partial()
      .optional()
      .describe("With `post`: what differs in this expense from the others, also its day."),
  })
  .refine(({ action, changes }) => action === "post" || changes === undefined, {
    error: refuses("occurrence.skippedChange"),
    path: ["changes"],
  })
  .meta({ id: "OccurrenceDecision" });

/** Query of `GET /recurring`. */
export const rulesQuery = z.strictObject({
  month: month.optional().describe("YYYY-MM. Also lists the occurrences of this month."),
});

const shownOccurrence = z.strictObject({
  day: z.string(),
  state: z.enum(["upcoming", "skipped", "posted"]).describe("`posted`: before it was due."),
});

const decidedDay = z.strictObject({ day: z.string(), state: z.enum(["skipped", "posted"]) });

/** A recurring expense as the API shows it. */
export const recurringExpense = z
  .strictObject({
    id: z.string(),
    ...expense.omit({
      expenseId: true,
      date: true,
      source: true,
      sourceId: true,
      deletedAt: true,
    }).shape,
    schedule,
    mode: z.enum(RULE_MODES),
    pausedAt: z.string().optional().describe("UTC. Present while it is paused."),
    upcoming: z
      .array(z.string())
      .describe("The days of the next occurrences; none if it has ended or is paused."),
    proposals: z.array(z.string()).describe("The days of the occurrences that wait to be confirmed."),
    decided: z
      .array(decidedDay)
      .optional()
      .describe("The days that were decided before they are due; absent if there are none."),
    occurrences: z
      .array(shownOccurrence)
      .optional()
      .describe("The occurrences of the requested month, from the next due one on."),
    yearly: z
      .strictObject({ count: z.int(), amount: z.string().describe("Decimal, in the currency.") })
      .describe("Occurrences within a year from today, without skipped ones, and their total."),
  })
  .meta({ id: "RecurringExpense" });
export type RecurringExpense = z.infer<typeof recurringExpense>;

/** Answer of `GET /recurring`. */
export const recurringList = z
  .strictObject({
    rules: z.array(recurringExpense).describe("The next due first."),
    yearly: z
      .array(z.strictObject({ currency: z.string(), spending: z.string(), income: z.string() }))
      .describe("Total of all occurrences within a year from today, by currency; refunds are subtracted."),
  })
  .meta({ id: "RecurringList" });
export type RecurringList = z.infer<typeof recurringList>;

/** Answer of `POST /recurring/{id}/occurrences`. */
export const decidedOccurrence = z
  .strictObject({ rule: recurringExpense, expense: expense.optional().describe("The posted expense.") })
  .meta({ id: "DecidedOccurrence" });
