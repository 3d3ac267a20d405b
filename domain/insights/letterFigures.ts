import { decimalsOf } from "../values/currency";
import type { LetterFacts } from "./letterFacts";

/** The facts of a letter, as they are written in a language. */
export interface LetterFigures {
  month: string;
  total: string;
  usual?: { amount: string; difference: string; percent: string };
  categories: { total: string; usual?: string }[];
  recurring?: { count: string; monthly: string };
  forecast?: { month: string; total: string };
}

/** Writes the numbers and months of facts as a locale does. */
export function figuresOf(facts: LetterFacts, locale: string): LetterFigures {
  const { month, usual, categories, recurring, forecast } = facts;
  // Locales leave out decimals that some currencies are recorded with.
  const digits = decimalsOf(facts.currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: facts.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const money = (amount: string) => format.format(amount as Intl.StringNumericLiteral);
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
    total: money(facts.total),
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
