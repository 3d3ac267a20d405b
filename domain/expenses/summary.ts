import * as z from "zod";
import { getOrAdd } from "../values/maps";
import { formatAmount } from "../values/money";
import { categoryKey } from "./category";
import { type Kind, signOf } from "./kinds";
import type { ExpenseItem } from "./model";
import { sharesOf } from "./parts";
import { compareLargest, Sum } from "./sum";

export const figures = z.strictObject({
  total: z.string().describe("Decimal in the currency."),
  count: z.int(),
});

const currencySummary = z.strictObject({
  currency: z.string(),
  total: z.string().describe("Spending: expenses less refunds, like all totals except those of income."),
  count: z.int().describe("Expenses and refunds."),
  refunded: figures.optional().describe("The refunds; absent if there are none."),
  income: figures.optional().describe("Absent if there are none."),
  left: z.string().optional().describe("Income less spending; absent without income."),
  byCategory: z
    .array(figures.extend({ category: z.string() }))
    .describe(
      "By category, or by the categories of the parts of an expense that has parts. Largest total first.",
    ),
  byDay: z
    .array(figures.extend({ date: z.string() }))
    .describe("Days with expenses or refunds, earliest first."),
  byPerson: z
    .array(figures.extend({ createdBy: z.string() }))
    .describe("By the ID of the user who logged it, largest total first."),
  previousMonth: figures.describe("Spending in the same currency in the previous month."),
});

/** Answer of `GET /summary`: one entry per currency, most expenses first; money is never summed across currencies. */
export const summary = z
  .strictObject({ month: z.string(), previousMonth: z.string(), currencies: z.array(currencySummary) })
  .meta({ id: "Summary" });
export type Summary = z.infer<typeof summary>;

/** Answer of `GET /summary` for days: like that for a month, without a comparison. */
const periodSummary = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    currencies: z.array(currencySummary.omit({ previousMonth: true })),
  })
  .meta({ id: "PeriodSummary" });
export type PeriodSummary = z.infer<typeof periodSummary>;

/** Answer of `GET /summary`. */
export const summaryAnswer = z.union([summary, periodSummary]).meta({ id: "SummaryAnswer" });

/** Fields of an expense that a summary needs. */
export interface SummaryRow
  extends Pick<ExpenseItem, "amount" | "currency" | "category" | "date" | "createdBy"> {
  kind?: Kind | undefined;
  parts?: ExpenseItem["parts"];
}

/** Shares of expenses in a category that are already summed. */
export interface SummaryCell extends Omit<SummaryRow, "amount" | "parts"> {
  /** Integer minor units. */
  amount: number | bigint;
  count: number;
  /** The number of those expenses for totals that ignore categories: an expense is a share in several. */
  expenses: number;
}

/** The sums of one currency in one month. */
class CurrencySums {
  readonly spent = new Sum();
  readonly refunded = new Sum();
  readonly income = new Sum();
  readonly previous = new Sum();
  readonly categories = new Map<string, Sum>();
  readonly days = new Map<string, Sum>();
  readonly people = new Map<string, Sum>();

  add({ amount, count, expenses, kind, category, date, createdBy }: SummaryCell): void {
    const sign = signOf(kind);
    if (sign === 0) {
      this.income.add(amount, expenses);
      return;
    }
    if (sign < 0) this.refunded.add(amount, expenses);
    const spent = BigInt(sign) * BigInt(amount);
    this.spent.add(spent, expenses);
    for (const [groups, key, number] of [
      [this.categories, category, count],
      [this.days, date, expenses],
      [this.people, createdBy, expenses],
    ] as const) {
      getOrAdd(groups, key, () => new Sum()).add(spent, number);
    }
  }

  /** Amounts besides the spending. */
  others(currency: string): Pick<Summary["currencies"][number], "refunded" | "income" | "left"> {
    const { spent, refunded, income } = this;
    return {
      ...(refunded.count > 0 && { refunded: refunded.in(currency) }),
      ...(income.count > 0 && {
        income: income.in(currency),
        left: formatAmount(income.minor - spent.minor, currency),
      }),
    };
  }

  /** Sums by category; a category with several spellings is shown by the first of them in the order of code units. */
  byCategory(): { category: string; sum: Sum }[] {
    const merged = new Map<string, { category: string; sum: Sum }>();
    for (const [category, { minor, count }] of [...this.categories].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const group = getOrAdd(merged, categoryKey(category), () => ({ category, sum: new Sum() }));
      group.sum.add(minor, count);
    }
    return [...merged.values()];
  }
}

/** Sums a month and the month before, row by row: memory grows with currencies, categories and days, not with expenses. */
export class Summariser {
  private readonly byCurrency = new Map<string, CurrencySums>();

  /** Counts an expense of the month itself. */
  add(row: SummaryRow): void {
    for (const share of sharesOf(row)) this.addCell({ ...row, ...share, count: 1 });
  }

  /** Counts expenses of the month itself that are already summed. */
  addCell(cell: SummaryCell): void {
    this.sums(cell.currency).add(cell);
  }

  /** Counts an expense of the month before, or several that are summed already. */
  addPrevious({
    amount,
    expenses = 1,
    currency,
    kind,
  }: Pick<SummaryCell, "amount" | "currency" | "kind"> & { expenses?: number }): void {
    const sign = signOf(kind);
    if (sign !== 0) this.sums(currency).previous.add(BigInt(sign) * BigInt(amount), expenses);
  }

  result(month: string, previousMonth: string): Summary {
    return { month, previousMonth, currencies: this.currencies() };
  }

  /** The sums of each currency, the one with the most expenses first. */
  currencies(): Summary["currencies"] {
    return [...this.byCurrency]
      .sort(([a, x], [b, y]) => y.spent.count - x.spent.count || a.localeCompare(b))
      .map(([currency, sums]) => ({
        currency,
        ...sums.spent.in(currency),
        ...sums.others(currency),
        byCategory: sums
          .byCategory()
          .sort((a, b) => compareLargest(a.sum, b.sum) || a.category.localeCompare(b.category))
          .map(({ category, sum }) => ({ category, ...sum.in(currency) })),
        byDay: [...sums.days]
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([date, sum]) => ({ date, ...sum.in(currency) })),
        byPerson: [...sums.people]
          .sort(([a, x], [b, y]) => compareLargest(x, y) || a.localeCompare(b))
          .map(([createdBy, sum]) => ({ createdBy, ...sum.in(currency) })),
        previousMonth: sums.previous.in(currency),
      }));
  }

  private sums(currency: string): CurrencySums {
    return getOrAdd(this.byCurrency, currency, () => new CurrencySums());
  }
}
