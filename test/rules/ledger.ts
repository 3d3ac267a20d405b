import type { BatchAnswer, BatchRequest } from "../../domain/expenses/batchSchemas";
import { watermarkAt } from "../../domain/expenses/changesSince";
import type { Expense } from "../../domain/expenses/expense";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { contentChanges } from "../../domain/expenses/expenseRules";
import { partsOf, showParts } from "../../domain/expenses/partFields";
import { namesAfter, recategorised } from "../../domain/expenses/recategorise";
import { matching } from "../../domain/expenses/search";
import { Summariser, type SummaryRow } from "../../domain/expenses/summary";
import { ApiError } from "../../domain/http/apiError";
import { addMonths } from "../../domain/values/day";
import { formatAmount, parseAmount } from "../../domain/values/money";
import type { Counted } from "../../site/data/expenses/expenseSums";
import { compareNewest } from "../../site/data/lists/listQuery";
import { problem } from "../helpers/problem";
import { FakeChanges } from "./fakeChanges";
import type { Server } from "./page";

/** Values of an expense that a test chooses. */
export type Chosen = Partial<
  Pick<Expense, "description" | "amount" | "currency" | "category" | "date" | "parts">
>;

/** A ledger as the API shows it, small enough to be plainly right. */
export class FakeLedger {
  readonly expenses = new Map<string, Expense>();
  /** Expenses that are gone for good as they were, and when. */
  private readonly gone = new Map<string, { at: string; version: number }>();
  /** Expenses as they were, by id and version. */
  private readonly versions = new Map<string, Expense>();
  /** Requests by method and path. */
  readonly requests: string[] = [];
  private readonly index = new FakeChanges();
  /** The contents of the indexes. */
  private listed = this.expenses;
  private entries: { id: string; at: string }[] | undefined;
  private now = Date.parse("2026-11-20T08:00:00.000Z");
  /** Expenses that a filtered page examines at most. */
  examined = 5;
  /** True if the changes since a time are known. */
  knowsChanges = true;

  /** Another device adds an expense. */
  add(expenseId: string, chosen: Chosen = {}): Expense {
    const at = this.tick();
    const expense: Expense = {
      expenseId,
      description: expenseId,
      amount: "1.00",
      currency: "USD",
      date: "2026-11-20",
      category: "Other",
      createdBy: "ada",
      ...chosen,
      createdAt: at,
      updatedAt: at,
      version: 1 + (this.gone.get(expenseId)?.version ?? 0),
    };
    this.gone.delete(expenseId);
    this.expenses.set(expenseId, expense);
    return expense;
  }

  /** Another device changes, deletes (`deletedAt`) or restores an expense. */
  change(expenseId: string, changes: Chosen & { deletedAt?: string | undefined }): void {
    const before = this.expenses.get(expenseId);
    if (!before) return;
    this.versions.set(`${expenseId} ${before.version}`, before);
    const { deletedAt, parts, ...after } = {
      ...before,
      ...changes,
      updatedAt: this.tick(),
      version: before.version + 1,
    };
    const given = { ...(deletedAt !== undefined && { deletedAt }), ...(parts?.length && { parts }) };
    const fields = Object.entries({ ...after, ...given }).filter(([, value]) => value !== undefined);
    this.expenses.set(expenseId, Object.fromEntries(fields) as unknown as Expense);
  }

  /** Another device erases an expense from its trash. */
  forget(expenseId: string): void {
    const version = 1 + (this.expenses.get(expenseId)?.version ?? 0);
    if (this.expenses.delete(expenseId)) this.gone.set(expenseId, { at: this.tick(), version });
  }

  /** Lets time pass: earlier changes are not repeated. */
  pass(milliseconds: number): void {
    this.now += milliseconds;
  }

  private tick(): string {
    this.now += 1000;
    return new Date(this.now).toISOString();
  }

  private readonly watermark = () => watermarkAt(new Date(this.tick()));

  /** Lets an index show what it shows now until it catches up. */
  lag(index: "lists" | "changes"): void {
    if (index === "lists") this.listed = new Map(this.expenses);
    else this.entries = this.changed();
  }

  catchUp(): void {
    this.listed = this.expenses;
    this.entries = undefined;
  }

  /** The entries of the index of changes. */
  private changed() {
    const entries = [...this.expenses.values()].map(({ expenseId: id, updatedAt: at }) => ({ id, at }));
    return [...entries, ...[...this.gone].map(([id, { at }]) => ({ id, at }))];
  }

  /** The expenses that a list holds, newest first. */
  list(month = "", filter: { q?: string; category?: string } = {}, from = this.expenses): Expense[] {
    const all = [...from.values()].filter(({ deletedAt, date }) => !deletedAt && date.startsWith(month));
    return all.filter(matching(filter)).sort(compareNewest);
  }

  summary(month: string, from = this.expenses) {
    const sums = new Summariser();
    const previous = addMonths(month, -1);
    for (const one of this.list(month, {}, from)) sums.add(inMinor(one));
    for (const one of this.list(previous, {}, from)) sums.addPrevious(inMinor(one));
    return sums.result(month, previous);
  }

  /** Answers the page. */
  readonly serve: Server = (url, { method = "GET", body, headers }) => {
    const path = url.pathname;
    this.requests.push(`${method} ${path}`);
    const query = Object.fromEntries(url.searchParams);
    if (path === "/expenses/changes") return this.changes(query);
    if (path === "/expenses/trash") return Response.json(this.trash(query));
    if (path === "/expenses" && method === "GET") return Response.json(this.page(query));
    const sent = body ? JSON.parse(String(body)) : {};
    if (path === "/ledger/categories/rename") return Response.json({ budgets: [], rules: [], merged: 0 });
    if (path === "/expenses/batch") return Response.json(this.batch(sent));
    if (path === "/expenses") return Response.json(this.post(sent, new Headers(headers)));
    return this.one(method, decodeURIComponent(path), sent, new Headers(headers).get("If-Match"));
  };

  /** The same key stores one expense, however often it comes, under the ID that the API gives it. */
  private post(sent: Chosen, headers: Headers): Expense {
    const key = headers.get("Idempotency-Key");
    const id = key ? expenseIdFor(headers.get("Ledger-Id") ?? "ada", key) : `stored ${this.expenses.size}`;
    return this.expenses.get(id) ?? this.add(id, sent);
  }

  private trash({ category }: Record<string, string>) {
    const deleted = [...this.expenses.values()].filter(({ deletedAt }) => deletedAt);
    return { expenses: deleted.filter(matching({ category })), until: this.watermark() };
  }

  private batch({ action, category: to = "", from, expenses }: BatchRequest): BatchAnswer {
    const answer: BatchAnswer = { expenses: [], refused: [] };
    for (const { id, version } of expenses) {
      const before = this.expenses.get(id);
      const isLate =
        action === "delete" && !before?.deletedAt && (version ?? before?.version) !== before?.version;
      if (!before || isLate) {
        answer.refused.push({ id, ...problem(before ? "version.conflict" : "expense.notFound") });
        continue;
      }
      const names = recategorised(before, namesAfter({ from, to }));
      if (action === "categorise" && Object.keys(names).length > 0) this.change(id, names);
      else if (action === "delete" && !before.deletedAt) this.change(id, { deletedAt: this.tick() });
      else if (action === "restore" && before.deletedAt) this.change(id, { deletedAt: undefined });
      else if (action === "undo") this.undo(id, version ?? 0);
      answer.expenses.push(this.expenses.get(id) ?? before);
    }
    return answer;
  }

  /** Gives an expense the former values of the fields that a version changed. */
  private undo(id: string, version: number): void {
    const before = this.versions.get(`${id} ${version - 1}`);
    const after = this.versions.get(`${id} ${version}`) ?? this.expenses.get(id);
    if (!before || !after) return;
    const values: Readonly<Record<string, unknown>> = { ...before };
    const changed = Object.entries({ ...before, ...after, deletedAt: after.deletedAt }).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(values[name]),
    );
    this.change(id, Object.fromEntries(changed.map(([name]) => [name, values[name]])));
  }

  /** A request for one expense. */
  private one(method: string, path: string, changes: Chosen, match: string | null): Response {
    const [, , id = "", action] = path.split("/");
    const stored = this.expenses.get(id);
    const isHidden = stored?.deletedAt !== undefined && (method === "GET" || match !== `"${stored.version}"`);
    if (!stored || (isHidden && action === undefined && method !== "DELETE"))
      return Response.json(problem("expense.notFound"), { status: 404 });
    if (method === "PATCH") {
      if (match !== `"${stored.version}"`) return Response.json(problem("version.conflict"), { status: 412 });
      const refusal = this.patch(stored, changes);
      if (refusal) return refusal;
    }
    if (method === "DELETE") {
      if (!stored.deletedAt) this.change(id, { deletedAt: this.tick() });
      return new Response(null, { status: 204 });
    }
    if (action === "undo") this.undo(id, Object(changes).version);
    if (action === "restore" && stored.deletedAt) this.change(id, { deletedAt: undefined });
    return Response.json(this.expenses.get(id));
  }

  /** Edits an expense, unless its amount and its parts would not go together any more. */
  private patch(stored: Expense, changes: Chosen): Response | undefined {
    try {
      const { description } = stored;
      const { kind: _kind, ...counted } = inMinor(stored);
      const { amount, parts } = contentChanges({ ...counted, description }, changes);
      const { currency } = { ...stored, ...changes };
      this.change(stored.expenseId, {
        ...changes,
        ...(amount !== undefined && { amount: formatAmount(amount, currency) }),
        ...("parts" in changes && { parts: parts && showParts(parts, currency) }),
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return Response.json(problem(error.code), { status: 400 });
    }
  }

  private changes(query: Record<string, string>): Response {
    if (!this.knowsChanges) return Response.json(problem("since.outOfReach"), { status: 410 });
    const { ids, ...page } = this.index.page(this.entries ?? this.changed(), query, this.now);
    const expenses = ids.flatMap((id) => this.expenses.get(id) ?? []);
    const gone = ids.filter((id) => !this.expenses.has(id));
    return Response.json({ ...page, expenses, gone, until: this.watermark(), ledgerVersion: 0 });
  }

  private page({ month, q, category, limit = "50", cursor, sums }: Record<string, string>) {
    const until = this.watermark();
    const all = this.list(month, {}, this.listed);
    const matches = matching({ q, category });
    const narrowed = q !== undefined || category !== undefined;
    const expenses: Expense[] = [];
    const last: Expense | undefined = cursor && JSON.parse(cursor);
    // Rows that come or go before it do not shift the rest of the list.
    let place = last ? all.filter((one) => compareNewest(one, last) <= 0).length : 0;
    const end = narrowed ? place + this.examined : all.length;
    for (; place < Math.min(end, all.length) && expenses.length < Number(limit); place++) {
      const one = all[place];
      if (one && matches(one)) expenses.push(one);
    }
    return {
      expenses,
      until,
      ...(place < all.length && { cursor: JSON.stringify(all[place - 1]) }),
      ...(sums === "true" && month && { summary: this.summary(month, this.listed) }),
    };
  }
}

/** An expense as the server sums it. */
export function inMinor({ parts, ...one }: Counted): SummaryRow {
  const amount = parseAmount(one.amount, one.currency);
  return { ...one, amount, ...(parts && { parts: partsOf(parts, { ...one, amount }) }) };
}

/** The sum of expenses in dollars. */
export const totalOf = (expenses: readonly Expense[]) =>
  formatAmount(
    expenses.reduce((sum, { amount, currency }) => sum + parseAmount(amount, currency), 0),
    "USD",
  );
