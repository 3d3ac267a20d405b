import { suggestions } from "../../domain/suggestions/suggestionSchemas";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/** Suggestions for the form of an expense, from the ledger's habits. */
export const getSuggestions = operation({
  route: "GET /suggestions",
  summary: "List the usual descriptions with their categories and amounts, and the usual tags",
  role: "viewer",
  answers: { 200: suggestions },
  uses: SUMMING,
  settings: ["timezone"],
  // As long as API Gateway waits: months that were never summed take longest.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { suggestionMonths, suggestionsOf } = await import("../../domain/suggestions/habits.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const digests = monthDigestsOf(env);
    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (_event, { ledger }, hasTime) => {
      const now = new Date();
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const months = suggestionMonths(await expenses.firstDay(ledger.id), today);
      const sums = await digests.read(ledger.id, months, { now, hasTime });
      return { status: 200, body: suggestionsOf(sums, today) };
    });
  },
});
