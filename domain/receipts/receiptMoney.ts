import type { ExpenseDocument } from "@aws-sdk/client-textract";
import type { Candidate, ReceiptItem } from "./model";
import { amountsIn, decimalMarkIn, legible, type MoneyContext } from "./printedAmounts";
import { onlyIn } from "./printedCurrencies";
import type { ReadField, ReadText } from "./readText";
import { receiptCurrencies } from "./receiptCurrencies";
import { receiptItems } from "./receiptItems";
import { type PrintedSum, receiptSums } from "./receiptSums";
import { itemsThatFit, receiptTotals, sumsBeside, type TotalsFound } from "./receiptTotals";
import { WORTH } from "./weighedTotals";

/** All amounts of a receipt in one currency. */
interface ReceiptMoney extends TotalsFound {
  /** ISO 4217. */
  currency: string;
  /** Best first. */
  currencies: Candidate<string>[];
  items: ReceiptItem[];
  /** True if there are sums in another currency, or may be: the total may be one of them. */
  isMixed: boolean;
  /** True if nothing but a sign that several currencies share tells which one it is. */
  isShared: boolean;
}

/** More are not on a receipt: the bank's rate is between two currencies. */
const MAX_OTHERS = 3;

/**
 * Reads the amounts in each currency that a sum is printed in, and returns those whose total is the most certain: on a
 * receipt of a journey, the total and the sum that was charged have different ones.
 */
export function receiptMoney(
  documents: readonly ExpenseDocument[],
  fields: readonly ReadField[],
  rows: readonly ReadText[],
  { locale, currency: expected }: { locale: string; currency: string },
): ReceiptMoney {
  const { currencies, othersOf, isShared, hints } = receiptCurrencies(fields, rows, expected);
  const usual = currencies[0]?.value ?? expected;
  const decimalMark = decimalMarkIn([...fields, ...rows].map(({ text }) => text));
  const signs = { expected, hints, known: new Set(currencies.map(({ value }) => value)) };
  const contextOf = (currency: string): MoneyContext => {
    return { currency, locale, signs, ...(decimalMark !== undefined && { decimalMark }) };
  };
  const usualSums = receiptSums(fields, rows, contextOf(usual));
  const printed = namedIn(usualSums);
  const first = readIn(documents, rows, usualSums, contextOf(usual));
  const more = [...printed].filter((currency) => currency !== usual).slice(0, MAX_OTHERS);
  const [best = first] = [
    first,
    ...more
      .map((currency) => contextOf(currency))
      .map((context) => readIn(documents, rows, receiptSums(fields, rows, context), context))
      .filter(({ isNamed }) => isNamed),
  ].toSorted((one, other) => certaintyOf(other) - certaintyOf(one));
  const { currency, items, found } = best;
  const isDoubtful = best.hasOtherTotal || (currencies.length > 0 && best.isElsewhere);
  const sorted = currencies.toSorted((one, other) => rank(one, currency) - rank(other, currency));
  return {
    ...{ currency, items, isMixed: printed.size > 1 || (!best.isNamed && isDoubtful) },
    ...{ currencies: [...sorted, ...othersOf(currency)], isShared: isShared(currency) },
    ...found,
  };
}

const certaintyOf = ({ found: { totals } }: { found: TotalsFound }) => totals[0]?.confidence ?? 0;

/** Reads the amounts in one currency; those without any count in each. */
function readIn(
  documents: readonly ExpenseDocument[],
  rows: readonly ReadText[],
  sums: readonly PrintedSum[],
  context: MoneyContext,
) {
  const { currency } = context;
  const own = sums.filter((sum) => (sum.currency ?? currency) === currency);
  const { items, isReturn = false } = itemsThatFit(receiptItems(documents, rows, context), own);
  const totals = receiptTotals(sumsBeside(own, items), items);
  const found = { ...totals, isRefund: totals.isRefund || isReturn };
  return {
    ...{ currency, items, found },
    /** True if the total itself has this currency. */
    isNamed: own.some((sum) => sum.currency && found.printedTotals.includes(sum.minor)),
    hasOtherTotal: hasOtherTotal(sums, found),
    /** True if neither a sum nor an item has it. */
    isElsewhere:
      totals.totals.length > 0 && !own.some((sum) => sum.currency) && !isOfItems(rows, items, context),
  };
}

const rank = ({ value }: Candidate<string>, first: string) => (value === first ? 0 : 1);

/** The currencies of what may be the total. */
const namedIn = (sums: readonly PrintedSum[]) =>
  new Set(
    sums.flatMap(({ kind, minor, currency }) => (currency && minor > 0 && WORTH[kind] ? currency : [])),
  );

/**
 * True if a currency is that of an item, or stands in a row without an amount, such as the head of a column: beside
 * other amounts, it may be that of the card.
 */
const isOfItems = (rows: readonly ReadText[], items: readonly ReceiptItem[], context: MoneyContext) =>
  rows.some(({ text }) => {
    const line = legible(text);
    if (!/\d/.test(line)) return onlyIn(line, { expected: context.currency }) === context.currency;
    const own = amountsIn(line, context, "row").filter(({ currency }) => currency === context.currency);
    return own.some(({ minor }) => items.some(({ amount }) => amount === minor));
  });

/** True if a total has a currency, while the chosen one has none and is another amount. */
const hasOtherTotal = (sums: readonly PrintedSum[], { printedTotals }: TotalsFound) =>
  sums.some(
    ({ kind, currency, minor }) =>
      kind === "total" && currency && minor > 0 && !printedTotals.includes(minor),
  );
