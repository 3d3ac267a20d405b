import { budget, budgetBody } from "../../domain/budgets/budgetSchemas";
import { IF_MATCH } from "../../domain/http/route";
import { operation } from "../operation";
import { SUMMING } from "../summing";

/**
 * Creates a budget, changes the version of it that If-Match names, or restores a deleted one; `"0"` is the version
 * before the first.
 */
export const saveBudget = operation({
  route: "PUT /budgets/{id}",
  summary: "Create or replace a budget; changes apply from the current period on",
  role: "editor",
  headers: [IF_MATCH],
  body: budgetBody,
  answers: { 200: budget },
  refusals: [404, 409, 412, 428],
  uses: { ...SUMMING, ledgers: ["PutItem", "UpdateItem"] },
  settings: ["timezone"],
  // As long as API Gateway waits: the months in which a category is searched may never have been summed.
  timeoutSeconds: 29,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { shownBudget } = await import("../../domain/budgets/budgetAnswers.js");
    const { newCategories, wantedBudget, withBudget } = await import("../../domain/budgets/budgetBook.js");
    const { budgetBody } = await import("../../domain/budgets/budgetSchemas.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { requireCountedCategories } = await import("../../domain/budgets/countedCategories.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { isExpenseId } = await import("../../domain/expenses/expenseKeys.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { etagOf, versionOf } = await import("../../domain/http/etag.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const db = documentClient();
    const ledgers = new LedgerRepository(db, env.ledgers);
    const store = new BudgetStore(db, env.ledgers);
    const digests = monthDigestsOf(env);

    return apiHandler(env, async (event, { user, ledger }, hasTime) => {
      const now = new Date();
      const id = event.pathParameters?.id ?? "";
      const wanted = wantedBudget(parseBody(event, budgetBody), ledger.settings.monthStartsOn);
      const version = versionOf(header(event, "If-Match"));
      if (!isExpenseId(id)) throw new ApiError("budget.notFound");
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const named = newCategories(await store.read(ledger.id), id, wanted, today);
      const read = (months: readonly string[]) => digests.read(ledger.id, months, { now, hasTime });
      await requireCountedCategories(named, ledger.settings, today, read);
      if (!ledger.exists) await ledgers.make(ledger, now);
      const change = { id, version, by: user.id, now, today };
      const book = await store.change(ledger.id, (before) => withBudget(before, wanted, change));
      await store.fileAct(ledger.id, book);
      const saved = book.budgets[id];
      if (saved === undefined) throw new ApiError("budget.notFound");
      return {
        status: 200,
        body: shownBudget(id, saved, today),
        headers: { ETag: etagOf(saved.version) },
      };
    });
  },
});
