import * as z from "zod";

/** Response of the `/alerts/subscription` routes: off, waiting for confirmation by the link in the email, or on. */
export const alertSubscription = z
  .strictObject({ state: z.enum(["off", "pending", "on"]), email: z.string().optional() })
  .meta({ id: "AlertSubscription" });
export type AlertSubscription = z.infer<typeof alertSubscription>;

const sentAlert = z.strictObject({
  alertId: z.string(),
  expenseId: z.string().optional().describe("Absent on an alert of a budget."),
  at: z.string().describe("When the threshold was crossed, UTC, ISO 8601."),
  amount: z
    .string()
    .describe("Decimal in the currency: of the expense, or the amount spent from the budget."),
  currency: z.string(),
  description: z.string().describe("Of the expense, or the name of the budget."),
  category: z.string().describe("Empty on an alert of a budget."),
  date: z.string(),
  budget: z
    .strictObject({
      id: z.string(),
      from: z.string().describe("First day of the period."),
      to: z.string().describe("Last day of the period."),
      threshold: z.int().describe("In percent."),
      available: z.string().describe("Decimal in the currency."),
    })
    .optional(),
  mailed: z
    .boolean()
    .optional()
    .describe("True if it was emailed to the user. Absent from alerts from before this was recorded."),
});
/** An alert, with the expense or the budget as it was then. */
export type SentAlert = z.infer<typeof sentAlert>;

/** Response of `GET /alerts`: the ledger's last alerts, newest first. */
export const sentAlerts = z.strictObject({ alerts: z.array(sentAlert) }).meta({ id: "SentAlerts" });
