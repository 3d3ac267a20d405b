import { randomUUID } from "node:crypto";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { RefusalCode } from "../../domain/values/refusals";
import { requestTo } from "../helpers/requestTo";
import { endsSession, nameOf, type Route } from "../helpers/routes";

// One request for each route that it grants, and the order in which one user can send them all.

/** Answers to admitted callers, where the route does not succeed: what it names does not exist. */
export const ABSENT: Record<string, RefusalCode> = {
  "PATCH /admin/users/{id}": "user.notFound",
  "DELETE /admin/users/{id}": "user.notFound",
  "POST /admin/deadLetters/{queue}/replay": "queue.notFound",
  "GET /calendar.ics": "calendar.notFound",
  "GET /receipts/{id}": "receipt.notFound",
  "GET /receipts/{id}/picture": "receipt.notFound",
  "POST /receipts/{id}/confirm": "receipt.notFound",
  "POST /receipts/{id}/detach": "receipt.notFound",
  "POST /receipts/{id}/read": "receipt.notFound",
  "DELETE /receipts/{id}": "receipt.notFound",
  "PATCH /recurring/{id}": "rule.notFound",
  "POST /recurring/{id}/occurrences": "rule.notFound",
  "DELETE /recurring/{id}": "rule.notFound",
  "POST /recurring/{id}/restore": "rule.notFound",
  "GET /exports/{id}": "export.notFound",
  "GET /reports/{month}": "report.notFound",
  "POST /reports/{month}/retrieval": "report.notFound",
  "POST /secondFactorReset": "recovery.refused",
  "POST /ledgers/{id}/restore": "ledger.notFound",
  "POST /memberships": "invitation.notFound",
  "POST /invitations/lookup": "invitation.notFound",
  "GET /budgets/{id}/periods": "budget.notFound",
  "DELETE /budgets/{id}": "budget.notFound",
  // Nobody shares or deletes their own ledger; `ledgerAccess.test.ts` covers ledgers that can be.
  "DELETE /ledger": "ledger.own",
  "PATCH /ledger/members/{id}": "member.notFound",
  "DELETE /ledger/members/{id}": "member.notFound",
  "POST /ledger/invitations": "ledger.own",
  "DELETE /ledger/invitations/{id}": "invitation.notFound",
};

/** Answers to admitted callers without a second factor. */
export const WITHOUT_SECOND_FACTOR: Record<string, RefusalCode> = {
  "PUT /account/secondFactor": "secondFactor.notVerified",
  "POST /account/recoveryCodes": "secondFactor.off",
};

export const isOfExpense = ({ path }: Route) => path.startsWith("/expenses/{id}");

/** A request that the route grants to whom it lets in. */
export function requestOf(route: Route, id?: string): { path: string; body?: unknown; version: string } {
  const { path, body } = requestTo(route, id);
  switch (nameOf(route)) {
    case "GET /expenses/changes":
      return { path: `/expenses/changes?since=${new Date().toISOString()}`, version: "1" };
    case "POST /expenses/search":
      // A document cannot say which cursors and days there are.
      return { path, body: { month: "2026-06" }, version: "1" };
    case "POST /expenses":
      // A document cannot say that parts make up an amount.
      return { path, body: { description: "Desk", amount: 1 }, version: "1" };
    case "POST /expenses/batch":
      return {
        path,
        body: { action: "delete", expenses: [{ id: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }] },
        version: "1",
      };
    case "PATCH /expenses/{id}":
      return { path, body: { amount: 2 }, version: "1" };
    case "POST /expenses/{id}/undo":
      // The change that `PATCH` made, which comes before.
      return { path, body: { version: 2 }, version: "2" };
    case "POST /recurring":
      return {
        path,
        body: {
          description: "Rent",
          amount: 1,
          schedule: { every: 1, unit: "months", start: new Date().toISOString().slice(0, 10) },
        },
        version: "1",
      };
    case "PATCH /recurring/{id}":
      return { path, body: { paused: true }, version: "1" };
    case "POST /receipts/{id}/confirm":
      return { path, body: { description: "Lunch", amount: 1 }, version: "1" };
    case "POST /recurring/{id}/occurrences":
      return { path, body: { day: "2026-06-01", action: "skip" }, version: "1" };
    case "PATCH /ledger":
      return { path, body: { name: "Home" }, version: "1" };
    case "PUT /budgets/{id}":
      return {
        path: `/budgets/${newExpenseId(new Date())}`,
        body: { name: "Food", amount: "400", currency: "EUR", period: "month" },
        version: "0",
      };
    case "PUT /account/settings":
      return { path, body, version: "0" };
    case "PUT /ledger/settings":
      return { path, body: { currency: "EUR" }, version: "0" };
    case "PUT /settings":
      // That of the ledger comes before.
      return { path, body: { currency: "USD" }, version: "1" };
    case "POST /secondFactorReset":
      return { path, body: { ...Object(body), email: `${randomUUID()}@example.com` }, version: "1" };
    case "PUT /account/email":
      return { path, body: { email: `${randomUUID()}@example.com` }, version: "1" };
    default:
      return { path, body, version: "1" };
  }
}

/** Routes that come after all others, in this order: they take away or change what others need, or undo it. */
const LATE = [
  "PATCH /ledger",
  "POST /expenses/{id}/undo",
  "DELETE /expenses/{id}",
  "POST /expenses/{id}/restore",
  "DELETE /account/secondFactor",
];

/** Routes that end a session come after {@link LATE}, the end of the account last. */
export function rank(route: Route): number {
  const late = LATE.indexOf(nameOf(route)) + 1;
  return late + (LATE.length + 1) * Number(endsSession(route)) + Number(route.path === "/account");
}
