import { expensePage, expenseSearch, listQuery } from "../../domain/expenses/expense";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/**
 * The ledger newest first, filtered by month or days, names and text. An address takes 10,240 bytes with its headers, and a name
 * of another script nine per character: a filter by more of them is sent as the body of a search.
 */
export const listExpenses = operation({
  route: "GET /expenses",
  summary: "List expenses, newest first",
  role: "viewer",
  query: listQuery,
  answers: { 200: expensePage },
  also: [
    {
      route: "POST /expenses/search",
      summary: "List expenses by filters that are too long for an address",
      body: expenseSearch,
      answers: { 200: expensePage },
    },
  ],
  uses: SUMMING,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { readMonth } = await import("../../domain/digests/monthPage.js");
    const { daysOf, readPage } = await import("../../domain/expenses/expensePages.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { idsOf } = await import("../../domain/ledgers/roles.js");
    const { parseBody, parseQuery } = await import("../../domain/http/requests.js");
    const { expenseSearch, listQuery } = await import("../../domain/expenses/expense.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);
    const digests = monthDigestsOf(env);

    return apiHandler(env, async (event, { ledger }, hasTime) => {
      const isSearch = event.httpMethod === "POST";
      const { month, sums, createdBy, ...query } = isSearch
        ? parseBody(event, expenseSearch)
        : parseQuery(event, listQuery);
      const authors = createdBy && [createdBy].flat().flatMap((id) => idsOf(ledger, id));
      const request = { ...query, ...(authors && { createdBy: authors }) };
      const days = daysOf({ month, ...request });
      const reading = { now: new Date(), hasTime };
      if (sums && month === undefined) throw new ApiError("parameter.missing", { field: "month" });
      const body =
        sums && month !== undefined && request.cursor === undefined
          ? await readMonth({ expenses, digests }, ledger.id, month, request, reading)
          : await readPage(expenses, { listId: ledger.id, month, days }, request, reading);
      return { status: 200, body };
    });
  },
});
