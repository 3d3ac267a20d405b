import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseItem } from "../expenses/model";
import { addDays } from "../values/day";
import { formatAmount } from "../values/money";
import { NEAR_DAYS } from "./model";
import type { ReceiptMatch } from "./receiptSchemas";
import type { StoredReceipt } from "./storedReceipt";

const MAX_MATCHES = 10;

/** Receipts and expenses that may be the same as a receipt, or to which it may belong. */
export interface Matches {
  similar: ReceiptMatch[];
  proposals: ReceiptMatch[];
}

/** Returns the expenses on the days around that of a receipt; none while its day or its total is unknown. */
export async function expensesAround(
  { ledgerId, title }: StoredReceipt,
  expenses: Pick<ExpenseRepository, "pages">,
): Promise<ExpenseItem[]> {
  if (title?.day === undefined || title.total === undefined) return [];
  const days = { first: addDays(title.day, -NEAR_DAYS), last: addDays(title.day, NEAR_DAYS) };
  const found: ExpenseItem[] = [];
  for await (const page of expenses.pages({ listId: ledgerId, days })) found.push(...page);
  return found;
}

/**
 * Finds possible duplicates of a receipt, so that nothing is entered twice.
 * @param others The receipts of its ledger.
 * @param around The expenses on the days around.
 */
export function matchesOf(
  receipt: StoredReceipt,
  others: readonly StoredReceipt[],
  around: readonly ExpenseItem[],
): Matches {
  const { receiptId, sha256, title } = receipt;
  const isSame = (one: { day?: string; total?: number; currency: string } | undefined) =>
    title?.total !== undefined &&
    title.day !== undefined &&
    one?.day === title.day &&
    one.total === title.total &&
    one.currency === title.currency;
  const receipts = others
    .filter((one) => one.receiptId !== receiptId && (one.sha256 === sha256 || isSame(one.title)))
    .map((one) => matchOfReceipt(one, one.sha256 === sha256));
  const known = new Set(receipts.map(({ expenseId }) => expenseId));
  const paid = around.filter(
    (one) => one.receiptId !== receiptId && one.amount === title?.total && one.currency === title.currency,
  );
  const same = paid.filter((one) => isSame(moneyOf(one)) && !known.has(one.expenseId));
  const unproved = paid.filter((one) => one.receiptId === undefined);
  return {
    similar: [...receipts, ...same.map(matchOfExpense)].slice(0, MAX_MATCHES),
    proposals: unproved.map(matchOfExpense).slice(0, MAX_MATCHES),
  };
}

const moneyOf = ({ date: day, amount: total, currency }: ExpenseItem) => ({ day, total, currency });

function matchOfReceipt(
  { receiptId, fileName, expenseId, state, title }: StoredReceipt,
  sameFile: boolean,
): ReceiptMatch {
  return {
    receiptId,
    fileName,
    ...(state === "confirmed" && { expenseId }),
    ...(sameFile && { sameFile }),
    ...(title && { currency: title.currency }),
    ...(title?.merchant && { merchant: title.merchant }),
    ...(title?.day && { day: title.day }),
    ...(title?.total !== undefined && { amount: formatAmount(title.total, title.currency) }),
  };
}

function matchOfExpense({
  expenseId,
  merchant,
  description,
  date,
  amount,
  currency,
}: ExpenseItem): ReceiptMatch {
  const what = { merchant: merchant ?? description, day: date };
  return { expenseId, ...what, amount: formatAmount(amount, currency), currency };
}
