import type { Audience } from "../../handlers/operation";

/**
 * The methods of every path by the least role that may call them, written down once more: tests that took the roles from the
 * definitions would agree with any that somebody writes there.
 */
const METHODS: Readonly<Record<Audience, Readonly<Record<string, string>>>> = {
  public: {
    "/calendar.ics": "GET",
    "/passwordReset": "POST",
    "/secondFactorReset": "POST",
    "/signup": "POST",
  },
  user: {
    "/account": "DELETE",
    "/account/device-key": "GET",
    "/account/email": "PUT",
    "/account/password": "PUT",
    "/account/recoveryCodes": "POST",
    "/account/secondFactor": "GET PUT DELETE",
    "/account/sessions": "DELETE",
    "/account/settings": "GET PUT",
    "/alerts/subscription": "GET POST DELETE",
    "/ledgers": "GET POST",
    "/ledgers/{id}/restore": "POST",
    "/invitations/lookup": "POST",
    "/memberships": "POST",
  },
  viewer: {
    "/activity": "GET",
    "/alerts": "GET",
    "/budgets": "GET",
    "/budgets/{id}/periods": "GET",
    "/calendar": "GET POST DELETE",
    "/expenses": "GET",
    "/expenses/changes": "GET",
    "/expenses/search": "POST",
    "/expenses/trash": "GET",
    "/expenses/{id}": "GET",
    "/expenses/{id}/history": "GET",
    "/exports": "POST",
    "/exports/{id}": "GET",
    "/insights": "GET",
    "/ledger/members": "GET",
    "/ledger/members/{id}": "DELETE",
    "/ledger/settings": "GET",
    "/receipts": "GET",
    "/receipts/{id}": "GET",
    "/receipts/{id}/picture": "GET",
    "/recurring": "GET",
    "/reports": "GET",
    "/reports/{month}": "GET POST",
    "/reports/{month}/retrieval": "POST",
    "/settings": "GET",
    "/suggestions": "GET",
    "/summary": "GET",
    "/trends": "GET",
  },
  contributor: {
    "/expenses": "POST",
    "/expenses/batch": "POST",
    "/expenses/{id}": "PATCH DELETE",
    "/expenses/{id}/restore": "POST",
    "/expenses/{id}/undo": "POST",
    "/logexpense": "POST",
    "/receipts": "POST",
    "/receipts/{id}": "DELETE",
    "/receipts/{id}/confirm": "POST",
    "/receipts/{id}/detach": "POST",
    "/receipts/{id}/read": "POST",
  },
  editor: {
    "/budgets/{id}": "PUT DELETE",
    "/ledger/categories/rename": "POST",
    "/recurring": "POST",
    "/recurring/{id}": "PATCH DELETE",
    "/recurring/{id}/occurrences": "POST",
    "/recurring/{id}/restore": "POST",
  },
  owner: {
    "/ledger": "PATCH DELETE",
    "/ledger/invitations": "GET POST",
    "/ledger/invitations/{id}": "DELETE",
    "/ledger/members/{id}": "PATCH",
    "/ledger/settings": "PUT",
    "/settings": "PUT",
  },
  admin: {
    "/admin/alarms": "GET",
    "/admin/deadLetters": "GET",
    "/admin/deadLetters/{queue}/replay": "POST",
    "/admin/jobs": "GET",
    "/admin/totals": "GET",
    "/admin/users": "GET POST",
    "/admin/users/{id}": "PATCH DELETE",
  },
};

/** The routes that require a recent sign-in. */
export const RECENT = [
  "DELETE /account",
  "PUT /account/email",
  "PUT /account/password",
  "POST /account/recoveryCodes",
  "PUT /account/secondFactor",
  "DELETE /account/secondFactor",
  "DELETE /ledger",
  "PATCH /admin/users/{id}",
  "DELETE /admin/users/{id}",
];

/** The audience of every route, by its method and path. */
export const audiences: ReadonlyMap<string, Audience> = new Map(
  (Object.keys(METHODS) as Audience[]).flatMap((audience) =>
    Object.entries(METHODS[audience]).flatMap(([path, methods]) =>
      methods.split(" ").map((method) => [`${method} ${path}`, audience] as const),
    ),
  ),
);
