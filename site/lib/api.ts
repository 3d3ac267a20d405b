import type { AlertSubscription } from "../../domain/alerts/alertSchemas";
import type { Expense, ExpenseChanges, ExpensePage, NewExpense } from "../../domain/expenses/expense";
import type { Summary } from "../../domain/expenses/summary";
import { t } from "../i18n";
import { config } from "./config";
import { RequestError } from "./errors";
import { reach } from "./reach";
import { endOfSession, idToken } from "./session";

interface RequestOptions {
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the API as the signed-in user. A refused token is renewed once; what is still refused ends the session. */
export async function respond(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  let response = await send(method, path, options, await idToken());
  if (response.status === 401) response = await send(method, path, options, await idToken({ renew: true }));
  if (response.status === 401) throw endOfSession();
  if (!response.ok) throw await refusal(response);
  return response;
}

/** Calls the API as {@link respond} does, for the body of the answer. */
export async function request<Answer>(
  method: string,
  path: string,
  options?: RequestOptions,
): Promise<Answer> {
  const response = await respond(method, path, options);
  return response.status === 204 ? (undefined as Answer) : response.json();
}

async function send(
  method: string,
  path: string,
  { query = {}, body, headers }: RequestOptions,
  token: string,
): Promise<Response> {
  const url = new URL(config().apiUrl + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
  }
  return reach(url, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function refusal(response: Response): Promise<RequestError> {
  // A proxy on the way may answer HTML; then the status alone has to do.
  const { message, field } = await response.json().catch(() => ({}));
  const text = response.status >= 500 || !message ? t("app.serverFailed") : message;
  return new RequestError(response.status, text, field);
}

const pathOf = (id: string) => `/expenses/${encodeURIComponent(id)}`;

export const listExpenses = (query: {
  month?: string;
  category?: string;
  q?: string;
  limit?: number;
  cursor?: string;
}) => request<ExpensePage>("GET", "/expenses", { query });

export const listTrash = (query: { limit?: number; cursor?: string }) =>
  request<ExpensePage>("GET", "/expenses/trash", { query });

/** @param key the Idempotency-Key: sending the same again stores it once. */
export const createExpense = (body: NewExpense, key: string) =>
  request<Expense>("POST", "/expenses", { body, headers: { "Idempotency-Key": key } });

export const readExpense = (id: string) => request<Expense>("GET", pathOf(id));

export const updateExpense = ({ expenseId, version }: Expense, body: ExpenseChanges) =>
  request<Expense>("PATCH", pathOf(expenseId), { body, headers: { "If-Match": `"${version}"` } });

export const deleteExpense = (id: string) => request<void>("DELETE", pathOf(id));

export const restoreExpense = (id: string) => request<Expense>("POST", `${pathOf(id)}/restore`);

export const getSummary = (month: string) => request<Summary>("GET", "/summary", { query: { month } });

const SUBSCRIPTION = "/alerts/subscription";
export const getAlerts = () => request<AlertSubscription>("GET", SUBSCRIPTION);
export const subscribe = () => request<AlertSubscription>("POST", SUBSCRIPTION);
export const unsubscribe = () => request<AlertSubscription>("DELETE", SUBSCRIPTION);
