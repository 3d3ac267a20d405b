import * as z from "zod";
import { MAX_HABITS, MAX_SUGGESTED_TAGS, MAX_SUGGESTION_MONTHS } from "../values/limits";

const habit = z.strictObject({
  description: z.string().describe("In its latest spelling."),
  category: z.string().describe("The likeliest one."),
  merchant: z.string().optional().describe("The last one."),
  currency: z.string().optional().describe("Absent if the amount is."),
  amount: z
    .string()
    .optional()
    .describe("Decimal. The usual amount; absent if no two of the last five expenses have the same amount."),
  count: z.int(),
  lastOn: z.string().describe("YYYY-MM-DD."),
});

/** Answer of `GET /suggestions`. */
export const suggestions = z
  .strictObject({
    habits: z.array(habit).describe(`The ledger's habits, the likeliest first, at most ${MAX_HABITS}.`),
    categories: z.array(z.string()).describe("The categories of its expenses, the likeliest first."),
    tags: z
      .array(z.string())
      .describe(`The tags of its expenses, the likeliest first, at most ${MAX_SUGGESTED_TAGS}.`),
  })
  .meta({
    id: "Suggestions",
    description: `Drawn from the last ${MAX_SUGGESTION_MONTHS} months, and of each day from its twelve largest expenses in each currency.`,
  });

export type Suggestions = z.infer<typeof suggestions>;

/** Expenses that recur in a ledger. */
export type Habit = Suggestions["habits"][number];
