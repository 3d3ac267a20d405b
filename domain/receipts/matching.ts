import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseItem } from "../expenses/model";
import { formatAmount } from "../values/money";
import type { ReceiptMatch } from "./receiptSchemas";
import type { StoredReceipt } from "./storedReceipt";

const MAX_MATCHES = 10;

/** Returns the expenses on the day of a receipt; none while its day or its total is unknown. */
export async function expensesOfDay(
  { ledgerId, title }: StoredReceipt,
  expenses: Pick<ExpenseRepository, "pages">,
): Promise<ExpenseItem[]> {
  if (title?.day === undefined || title.total === undefined) return [];
  const found: ExpenseItem[] = [];
  const range = { listId: ledgerId, days: { first: title.day, last: title.day } };
  for await (const page of expenses.pages(range)) found.push(...page);
  return found;
}

/**
 * Finds possible duplicates of a receipt, so that nothing is entered twice: receipts with the same file, and receipts and
 * expenses with the same day and total.
 * @param others The receipts of its ledger.
 * @param ofDay The expenses of its day.
 */
export function similarTo(
  receipt: StoredReceipt,
  others: readonly StoredReceipt[],
  ofDay: readonly ExpenseItem[],
): ReceiptMatch[] {
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
  const same = ofDay.filter(
    (one) => one.receiptId !== receiptId && isSame(moneyOf(one)) && !known.has(one.expenseId),
  );
  return [...receipts, ...same.map(matchOfExpense)].slice(0, MAX_MATCHES);
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
