import * as z from "zod";

/** Response of the `/alerts/subscription` routes: off, waiting for confirmation by the link in the mail, or on. */
export const alertSubscription = z
  .strictObject({ state: z.enum(["off", "pending", "on"]), email: z.string().optional() })
  .meta({ id: "AlertSubscription" });
export type AlertSubscription = z.infer<typeof alertSubscription>;

const sentAlert = z.strictObject({
  alertId: z.string(),
  expenseId: z.string(),
  at: z.string().describe("When the expense crossed the threshold, UTC, ISO 8601."),
  amount: z.string().describe("Decimal in the currency."),
  currency: z.string(),
  description: z.string(),
  category: z.string(),
  date: z.string(),
  mailed: z
    .boolean()
    .optional()
    .describe("True if it was mailed to the user. Absent from alerts for which it was not recorded yet."),
});
/** An alert, with the expense as it was then. */
export type SentAlert = z.infer<typeof sentAlert>;

/** Response of `GET /alerts`: the ledger's last alerts, newest first. */
export const sentAlerts = z.strictObject({ alerts: z.array(sentAlert) }).meta({ id: "SentAlerts" });
