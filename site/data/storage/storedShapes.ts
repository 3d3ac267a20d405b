import type { Expense } from "../../../domain/expenses/expense";
import { simpleFieldList } from "../../../domain/expenses/simpleFields";
import type { Summary } from "../../../domain/expenses/summary";
import { isDay } from "../../../domain/values/day";
import { propertiesOf } from "../../lib/storage/webStorage";
import type { Entry } from "../expenses/model";
import { expected } from "../outbox/outbox";

// The kept data may come from another version of the page, or be damaged. Whatever the page cannot show and count is left out.

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isTotal: Check = (value) => isText(value) && /^-?\d+(\.\d+)?$/.test(String(value));
const isAmount: Check = (value) => isText(value) && /^\d+(\.\d+)?$/.test(String(value));
/** `Intl` throws for anything else. Only a newer version of the page may know the code. */
const isCode: Check = (value) => isText(value) && /^[A-Z]{3}$/.test(String(value));
const isDate: Check = (value) => isText(value) && isDay(String(value));

/** Returns true if a value has properties that pass their checks. */
const has = (checks: Readonly<Record<string, Check>>): Check => {
  const entries = Object.entries(checks);
  return (value) => {
    const known = propertiesOf(value);
    return entries.every(([name, check]) => check(known[name]));
  };
};

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const ifAny =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const isTextIfAny = ifAny(isText);

const TYPED = {
  ...Object.fromEntries(
    simpleFieldList.map((field) => [
      field.key,
      "presence" in field ? isText : (value: unknown) => isTextIfAny(value) || typeof value === field.type,
    ]),
  ),
  kind: isTextIfAny,
  tags: ifAny(listOf(isText)),
  parts: ifAny(listOf(has({ category: isText, amount: isAmount, note: isTextIfAny }))),
  amount: isAmount,
  currency: isCode,
  date: isDate,
};

const EXPENSE = has({
  ...TYPED,
  expenseId: isText,
  createdAt: isText,
  updatedAt: isText,
  version: isNumber,
});

const FIGURES = { total: isTotal, count: isNumber };
const areFiguresIfAny = ifAny(has(FIGURES));

const SUMMARY = has({
  month: isText,
  previousMonth: isText,
  currencies: listOf(
    has({
      ...FIGURES,
      refunded: areFiguresIfAny,
      income: areFiguresIfAny,
      currency: isCode,
      byCategory: listOf(has({ ...FIGURES, category: isText })),
      byDay: listOf(has({ ...FIGURES, date: isDate })),
      byPerson: ifAny(listOf(has({ ...FIGURES, createdBy: isText }))),
      previousMonth: has(FIGURES),
    }),
  ),
});

const ENTRY = has({
  key: isText,
  order: isNumber,
  state: isText,
  draft: has(TYPED),
});

export const isExpense = (read: unknown): read is Expense => EXPENSE(read);
export const areExpenses = (read: unknown): read is readonly Expense[] => listOf(EXPENSE)(read);
export const isSummary = (read: unknown): read is Summary => SUMMARY(read);

export function isEntry(read: unknown): read is Entry {
  if (!ENTRY(read)) return false;
  try {
    expected(read as Entry);
    return true;
  } catch {
    return false; // Not an amount of a currency, or not a time.
  }
}
