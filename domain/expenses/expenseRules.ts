import { hash } from "node:crypto";
import { ApiError } from "../http/apiError";
import { dayIn } from "../values/day";
import { sortedJson } from "../values/sortedJson";
import {
  type AlertThresholds,
  alertedOnDayOf,
  crossesThreshold,
  exceedsThreshold,
  markAlert,
} from "./alertMarks";
import { moneyOf } from "./amounts";
import { DEFAULT_CATEGORY } from "./category";
import type { ExpenseChanges, NewExpense } from "./expense";
import { expenseIdFor, newExpenseId } from "./expenseKeys";
import { nextVersion } from "./expenseVersions";
import { DEFAULT_KIND } from "./kinds";
import type { ExpenseItem } from "./model";
import { partsOf } from "./partFields";
import { mainCategory } from "./parts";
import type { Source } from "./sources";

/** Default values of a request, and the thresholds above which an expense raises an alert. */
export interface ExpenseDefaults {
  /** ISO 4217. */
  currency: string;
  /** IANA time zone that determines the current day. */
  timezone: string;
  thresholds: AlertThresholds;
}

/** Who creates an expense, in which ledger, when, where, and under which Idempotency-Key. */
export interface Creation {
  userId: string;
  ledgerId: string;
  now: Date;
  source?: Source;
  idempotencyKey?: string;
}

/** The content of an expense, without its time, place and author. */
export type ExpenseContent = Omit<
  ExpenseItem,
  "expenseId" | "ledgerId" | "date" | "createdBy" | "createdAt" | "updatedAt" | "version"
>;

/**
 * Returns the fields of an expense in a request, as they are stored.
 * @throws ApiError 400 if the amount or a part is invalid.
 */
export function contentOf(
  { date: _date, ...input }: NewExpense,
  { currency: preset }: Pick<ExpenseDefaults, "currency">,
): ExpenseContent {
  const { currency } = input;
  const money = moneyOf(input.amount, { expected: currency ?? preset, requested: currency });
  const { parts: requested, ...values } = stored(input);
  const parts = requested && partsOf(requested, money);
  return {
    ...values,
    ...money,
    category: input.category ?? mainCategory(parts ?? []) ?? DEFAULT_CATEGORY,
    ...(parts && { parts }),
  };
}

/** Marks a new expense for an alert if it is above the threshold. */
export const withAlert = (item: ExpenseItem, thresholds: AlertThresholds): ExpenseItem =>
  exceedsThreshold(item, thresholds) ? markAlert(item) : item;

/**
 * Returns the item that a create stores.
 * @throws ApiError 400 if the amount, a part or the key is invalid.
 */
export function createItem(input: NewExpense, creation: Creation, defaults: ExpenseDefaults): ExpenseItem {
  const { userId, ledgerId, now, source, idempotencyKey } = creation;
  const at = now.toISOString();
  const item: ExpenseItem = {
    ...contentOf(input, defaults),
    date: input.date ?? dayIn(defaults.timezone, now),
    ...(source && { source }),
    expenseId:
      idempotencyKey === undefined ? newExpenseId(now) : expenseIdFor(ledgerId, requireKey(idempotencyKey)),
    ledgerId,
    createdBy: userId,
    createdAt: at,
    updatedAt: at,
    version: 1,
    // Hash of the request before defaults are applied: a retry after midnight is the same request.
    requestHash: hashOf(input),
  };
  return withAlert(item, defaults.thresholds);
}

/**
 * Returns the next version of an expense after an edit. An edit that crosses the threshold marks it for an alert, once
 * a day: editing the amount up and down must not send an email each time.
 * @throws ApiError 400 if the amount is invalid in the currency, or if the parts do not sum to it: existing parts do
 *   not adapt to a new amount.
 */
export function editItem(
  before: ExpenseItem,
  changes: ExpenseChanges,
  now: Date,
  thresholds: AlertThresholds,
): ExpenseItem {
  const after = nextVersion(before, contentChanges(before, changes), now);
  const alerts = crossesThreshold(before, after, thresholds) && !alertedOnDayOf(before, after.updatedAt);
  return alerts ? markAlert(after) : after;
}

/**
 * Returns the fields that an edit sets in an expense or a recurring expense, as they are stored; `undefined` removes a
 * property.
 * @throws ApiError 400 as {@link editItem} does.
 */
export function contentChanges(before: ExpenseContent, changes: ExpenseChanges): Partial<ExpenseItem> {
  const { amount, parts: _parts, ...others } = stored(changes);
  const currency = changes.currency ?? before.currency;
  if (amount === undefined && currency !== before.currency) {
    throw new ApiError("amount.required", { field: "amount" });
  }
  const money =
    amount === undefined
      ? { amount: before.amount, currency }
      : moneyOf(amount, { expected: currency, requested: changes.currency });
  return { ...others, ...partsIn(changes, before, money), ...money };
}

/** The change to an expense's parts that an edit requests. */
function partsIn(
  changes: ExpenseChanges,
  before: ExpenseContent,
  money: Pick<ExpenseItem, "amount" | "currency">,
): Pick<ExpenseItem, "parts"> {
  if ("parts" in changes) {
    const { parts } = stored(changes);
    return { parts: parts && partsOf(parts, money) };
  }
  const isPaid = money.currency !== before.currency || money.amount !== before.amount;
  if (isPaid && before.parts) throw new ApiError("parts.required", { field: "parts" });
  return {};
}

/** Returns true if the edit applies. In the trash, only categories can change, and only at the current version. */
export function isEditable(item: ExpenseItem, version: number | undefined, changes: ExpenseChanges): boolean {
  if (item.deletedAt === undefined) return true;
  return item.version === version && Object.keys(changes).every((name) => IN_TRASH.includes(name));
}

const IN_TRASH = ["category", "parts"];

/**
 * Refuses an Idempotency-Key that was used for another body.
 * @throws ApiError 422
 */
export function requireSameRequest(
  stored: Pick<ExpenseItem, "requestHash">,
  sent: Pick<ExpenseItem, "requestHash">,
): void {
  if (stored.requestHash === sent.requestHash) return;
  throw new ApiError("idempotencyKey.reused", { field: "Idempotency-Key" });
}

/**
 * Returns the values of a request as they are stored. The default kind and an empty list are stored as absent, as in
 * expenses from before these fields existed.
 */
function stored<Values extends ExpenseChanges>(values: Values) {
  const { kind, tags, parts, ...others } = values;
  return {
    ...others,
    ...("kind" in values && { kind: kind === DEFAULT_KIND ? undefined : kind }),
    ...("tags" in values && { tags: unlessEmpty(tags) }),
    ...("parts" in values && { parts: unlessEmpty(parts) }),
  };
}

const unlessEmpty = <Element>(list: Element[] | undefined) => (list?.length === 0 ? undefined : list);

/** @throws ApiError 400 if it is not an Idempotency-Key. */
export function requireKey(key: string): string {
  if (/^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw new ApiError("idempotencyKey.invalid", { field: "Idempotency-Key" });
}

/** SHA-256 of a request, independent of the order of its properties. */
export function hashOf(request: object): string {
  const sorted = Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha256", sortedJson(sorted), "base64url");
}
