import { hash } from "node:crypto";
import { ApiError } from "../http/apiError";
import { dayIn } from "../values/day";
import { AmountError, parseAmount } from "../values/money";
import { readAmount } from "../values/typedAmount";
import {
  type AlertThresholds,
  alertedOnDayOf,
  crossesThreshold,
  exceedsThreshold,
  markAlert,
} from "./alertMarks";
import { DEFAULT_CATEGORY } from "./category";
import type { ExpenseChanges, NewExpense } from "./expense";
import { expenseIdFor, newExpenseId } from "./expenseKeys";
import { nextVersion } from "./expenseVersions";
import { DEFAULT_KIND } from "./kinds";
import type { ExpenseItem } from "./model";
import type { Source } from "./sources";

/** Values for what a request leaves out, and the thresholds above which an expense alerts. */
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

/**
 * The item that a create stores.
 * @throws ApiError 400 if the amount or the key is invalid.
 */
export function createItem(input: NewExpense, creation: Creation, defaults: ExpenseDefaults): ExpenseItem {
  const { userId, ledgerId, now, source, idempotencyKey } = creation;
  const at = now.toISOString();
  const item: ExpenseItem = {
    ...stored(input),
    ...moneyOf(input.amount, input.currency ?? defaults.currency, input.currency),
    date: input.date ?? dayIn(defaults.timezone, now),
    category: input.category ?? DEFAULT_CATEGORY,
    ...(source && { source }),
    expenseId:
      idempotencyKey === undefined ? newExpenseId(now) : expenseIdFor(ledgerId, checkKey(idempotencyKey)),
    ledgerId,
    createdBy: userId,
    createdAt: at,
    updatedAt: at,
    version: 1,
    // Hash of the request itself, before defaults: a retry after midnight is the same request.
    requestHash: hashOf(input),
  };
  return exceedsThreshold(item, defaults.thresholds) ? markAlert(item) : item;
}

/**
 * The next version of an expense after an edit; one that crosses the threshold is marked for an alert, once a day: whoever edits
 * the amount up and down must not send a mail each time.
 * @throws ApiError 400 if the amount is invalid in the currency.
 */
export function editItem(
  before: ExpenseItem,
  changes: ExpenseChanges,
  now: Date,
  thresholds: AlertThresholds,
): ExpenseItem {
  const { amount, ...others } = stored(changes);
  const currency = changes.currency ?? before.currency;
  if (amount === undefined && currency !== before.currency) {
    throw new ApiError("amount.required", { field: "amount" });
  }
  const money = amount === undefined ? before : moneyOf(amount, currency, changes.currency);
  const after = nextVersion(before, { ...others, currency: money.currency, amount: money.amount }, now);
  const alerts = crossesThreshold(before, after, thresholds) && !alertedOnDayOf(before, after.updatedAt);
  return alerts ? markAlert(after) : after;
}

/** Returns true if the edit applies. In the trash, only the category can change, and only at the current version. */
export function isEditable(item: ExpenseItem, version: number | undefined, changes: ExpenseChanges): boolean {
  if (item.deletedAt === undefined) return true;
  return item.version === version && Object.keys(changes).every((name) => name === "category");
}

/**
 * Refuses an Idempotency-Key that was used for another body.
 * @throws ApiError 422
 */
export function requireSameRequest(stored: ExpenseItem, sent: ExpenseItem): void {
  if (stored.requestHash === sent.requestHash) return;
  throw new ApiError("idempotencyKey.reused", { field: "Idempotency-Key" });
}

/**
 * The values of a request as they are stored. The default kind and an empty list are stored as none, as expenses of before there were
 * such fields have them.
 */
function stored<Values extends ExpenseChanges>({ kind, tags, ...others }: Values) {
  return {
    ...others,
    ...(kind !== undefined && { kind: kind === DEFAULT_KIND ? undefined : kind }),
    ...(tags !== undefined && { tags: tags.length === 0 ? undefined : tags }),
  };
}

/**
 * Reads an amount, whose text may name the currency.
 * @param expected The currency, unless the text names another one.
 * @param requested The currency that the request sets; it must be the one that the text names.
 */
function moneyOf(value: string | number, expected: string, requested?: string) {
  try {
    if (typeof value === "number") return { amount: parseAmount(value, expected), currency: expected };
    const { minor, currency } = readAmount(value, expected);
    if (requested !== undefined && currency !== requested) {
      throw new AmountError("amount.currencyMixed", { first: requested, second: currency });
    }
    return { amount: minor, currency };
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new ApiError(error.code, { field: "amount", values: error.values });
  }
}

function checkKey(key: string): string {
  if (/^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw new ApiError("idempotencyKey.invalid", { field: "Idempotency-Key" });
}

/** SHA-256 of a request, independent of the order of its properties. */
function hashOf(request: NewExpense): string {
  const sorted = Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha256", JSON.stringify(sorted), "base64url");
}
