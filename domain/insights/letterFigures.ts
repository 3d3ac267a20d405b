import { decimalsOf } from "../values/currency";
import { isolate } from "../values/text";
import type { LetterFacts } from "./letterFacts";

/** The facts of a letter, as they are written in a language. */
export interface LetterFigures {
  month: string;
  /** Absent if more was paid back than spent. */
  total?: string;
  /** The amount by which more was paid back than spent. */
  paidBack?: string;
  usual?: { amount: string; difference: string; percent: string };
  categories: { total: string; usual?: string }[];
  recurring?: { count: string; monthly: string };
  forecast?: { month: string; total: string };
}

/**
 * Returns a function that writes decimal amounts of a currency as a locale does. Each keeps to itself: in Arabic the sign or
 * the code of a currency would join the number after it.
 */
export function moneyIn(locale: string, currency: string): (amount: string) => string {
  // Locales leave out decimals that some currencies are recorded with.
  const digits = decimalsOf(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // The mark keeps the parts of "US$" in their order.
  return (amount) =>
    isolate(format.format(amount as Intl.StringNumericLiteral)).replace(/(?<=\w\$)(?=\u2069$)/, "\u200e");
}

/** Writes a day, `YYYY-MM-DD`, as a locale does. */
export const dayInWords = (locale: string, day: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC", calendar: "gregory" }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** Writes the numbers and months of facts as a locale does. */
export function figuresOf(facts: LetterFacts, locale: string): LetterFigures {
  const { month, total, usual, categories, recurring, forecast } = facts;
  const money = moneyIn(locale, facts.currency);
  const number = new Intl.NumberFormat(locale);
  const months = new Intl.DateTimeFormat(locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
    calendar: "gregory",
  });
  const named = (one: string) => months.format(new Date(`${one}-01T00:00:00Z`));
  return {
    month: named(month),
    ...(total.startsWith("-") ? { paidBack: money(total.slice(1)) } : { total: money(total) }),
    ...(usual && {
      usual: {
        amount: money(usual.amount),
        difference: money(usual.difference),
        percent: `${number.format(usual.percent)} %`,
      },
    }),
    categories: categories.map((one) => ({
      total: money(one.total),
      ...(one.usual !== undefined && { usual: money(one.usual) }),
    })),
    ...(recurring && {
      recurring: { count: number.format(recurring.count), monthly: money(recurring.monthly) },
    }),
    ...(forecast && { forecast: { month: named(forecast.month), total: money(forecast.total) } }),
  };
}
