import { isSameCategory } from "../../../domain/expenses/category";
import type { Expense } from "../../../domain/expenses/expense";
import { signOf } from "../../../domain/expenses/kinds";
import { type Part, sharesOf } from "../../../domain/expenses/parts";
import type { Summary } from "../../../domain/expenses/summary";
import { decimalsIn, formatAmount, formatMinor, parseAmount } from "../../../domain/values/money";

/** Properties of an expense that sums depend on. */
export type Counted = Pick<
  Expense,
  "amount" | "currency" | "category" | "date" | "kind" | "createdBy" | "parts"
>;
type CurrencySummary = Summary["currencies"][number];
interface Figures {
  total: string;
  count: number;
}

/** Integer minor units of an amount or total that is written with all of its currency's decimals. */
export function minorOf(amount: string): number {
  return Number(amount.replace(".", ""));
}

/** Writes an amount with all of its currency's decimals, as the API does. */
export function fullAmount(amount: string, currency: string): string {
  return formatAmount(parseAmount(amount, currency), currency);
}

/** The amounts of an expense in each category that it counts in. */
export function sharesIn({ category, amount, parts }: Pick<Expense, "category" | "amount" | "parts">) {
  const inMinor = (part: Part<string>) => ({ ...part, amount: minorOf(part.amount) });
  const shares = sharesOf({ ...inMinor({ category, amount }), parts: parts?.map(inMinor) });
  return shares.map((share) => ({
    category: share.category,
    amount: formatMinor(share.amount, decimalsIn(amount)),
  }));
}

/**
 * Zero in the currency of an amount. Its decimals are those of the amount: only another version of the page may know
 * the currency.
 */
const zeroLike = (amount: string): Figures => ({ total: formatMinor(0, decimalsIn(amount)), count: 0 });

/** Counts an expense in spending figures, or removes it from them. */
function shift<F extends Figures>(figures: F, { amount, kind }: Counted, sign: 1 | -1): F {
  return shiftBy(figures, amount, sign, signOf(kind) * sign);
}

function shiftBy<F extends Figures>(figures: F, amount: string, count: 1 | -1, sign: number): F {
  const minor = minorOf(figures.total) + sign * minorOf(amount);
  return { ...figures, total: formatMinor(minor, decimalsIn(amount)), count: figures.count + count };
}

/** Counts an expense in its group of a list, adds a group that is missing and leaves out one that became empty. */
function shiftIn<F extends Figures>(
  groups: readonly F[],
  isGroup: (group: F) => boolean,
  fresh: F,
  expense: Counted,
  sign: 1 | -1,
): F[] {
  const known = groups.some(isGroup) ? groups : [...groups, fresh];
  return known
    .map((group) => (isGroup(group) ? shift(group, expense, sign) : group))
    .filter(({ count }) => count > 0);
}

function shiftCurrency(sums: CurrencySummary, expense: Counted, sign: 1 | -1): CurrencySummary {
  return shiftOthers(signOf(expense.kind) ? shiftSpent(sums, expense, sign) : sums, expense, sign);
}

const compareLargest = (a: Figures, b: Figures) => minorOf(b.total) - minorOf(a.total);

function shiftSpent(sums: CurrencySummary, expense: Counted, sign: 1 | -1): CurrencySummary {
  const { date, amount, createdBy } = expense;
  const zero = zeroLike(amount);
  const byCategory = sharesIn(expense).reduce(
    (groups, share) =>
      shiftIn(
        groups,
        (g) => isSameCategory(g.category, share.category),
        { category: share.category, ...zero },
        { ...expense, ...share },
        sign,
      ),
    sums.byCategory,
  );
  const byDay = shiftIn(sums.byDay, (g) => g.date === date, { date, ...zero }, expense, sign);
  // Absent from data that an earlier version of the page kept: sums of some expenses would be missing.
  const byPerson =
    sums.byPerson &&
    shiftIn(sums.byPerson, (g) => g.createdBy === createdBy, { createdBy, ...zero }, expense, sign);
  return {
    ...shift(sums, expense, sign),
    byCategory: byCategory.sort(compareLargest),
    byDay: byDay.sort((a, b) => a.date.localeCompare(b.date)),
    byPerson: byPerson?.sort(compareLargest),
  };
}

/** Counts an expense in the sums that are beside the spending. They are absent where there is nothing to count. */
function shiftOthers(
  { refunded, income, left: _, ...sums }: CurrencySummary,
  { amount, kind }: Counted,
  sign: 1 | -1,
): CurrencySummary {
  const shifted = (figures = zeroLike(amount)) => shiftBy(figures, amount, sign, sign);
  const refunds = kind === "refund" ? shifted(refunded) : refunded;
  const earned = kind === "income" ? shifted(income) : income;
  const left = minorOf(earned?.total ?? "0") - minorOf(sums.total);
  return {
    ...sums,
    ...(refunds?.count && { refunded: refunds }),
    ...(earned?.count && { income: earned, left: formatMinor(left, decimalsIn(sums.total)) }),
  };
}

/** True for a currency of which there is an expense. */
const hasAny = (sums: CurrencySummary) => sums.previousMonth.count || sums.count || sums.income;

function count(summary: Summary, expense: Counted, sign: 1 | -1): Summary {
  const { currency, date, kind } = expense;
  const isPrevious = date.startsWith(summary.previousMonth) && signOf(kind);
  if (!isPrevious && !date.startsWith(summary.month)) return summary;
  const counted = (sums: CurrencySummary) =>
    isPrevious
      ? { ...sums, previousMonth: shift(sums.previousMonth, expense, sign) }
      : shiftCurrency(sums, expense, sign);
  const zero = zeroLike(expense.amount);
  const known = summary.currencies.some((sums) => sums.currency === currency)
    ? summary.currencies
    : [...summary.currencies, emptied({ currency, ...zero, previousMonth: zero })];
  return {
    ...summary,
    // Like the API, without those that no expense has any more.
    currencies: known.map((sums) => (sums.currency === currency ? counted(sums) : sums)).filter(hasAny),
  };
}

/** The sums of a currency before anything of the month is counted. */
const emptied = ({
  currency,
  total,
  previousMonth,
}: Pick<CurrencySummary, "currency" | "total" | "previousMonth">): CurrencySummary => ({
  currency,
  ...zeroLike(total),
  byCategory: [],
  byDay: [],
  byPerson: [],
  previousMonth,
});

/** The sums of a month after one expense took the place of another; either may be absent or of another month. */
export function adjustSummary(summary: Summary, before?: Counted, after?: Counted): Summary {
  const without = before ? count(summary, before, -1) : summary;
  return after ? count(without, after, 1) : without;
}

/** The amount spent in each currency, less refunds. Income is not spent. */
export function totalsOf(expenses: readonly Counted[]): (Figures & { currency: string })[] {
  const totals = Map.groupBy(expenses, ({ currency }) => currency);
  return [...totals].map(([currency, own]) => {
    const zero = { currency, ...zeroLike(own[0]?.amount ?? "0") };
    return own.reduce((sum, expense) => shift(sum, expense, 1), zero);
  });
}

/** The sums of a month of which all expenses are known. */
export function recount(summary: Summary, expenses: readonly Counted[]): Summary {
  const empty = { ...summary, currencies: summary.currencies.map(emptied).filter(hasAny) };
  return expenses.reduce<Summary>((sums, expense) => adjustSummary(sums, undefined, expense), empty);
}
