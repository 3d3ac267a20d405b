import { decimalsOf, isCurrency } from "../../../domain/values/currency";
import { decimalsIn } from "../../../domain/values/money";
import { locale } from "../../i18n";
import { preferences } from "../config/preferences";

// Creating an `Intl` formatter costs far more than using it, and a list formats thousands of values.
const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

export function cached<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  const found = formatters.get(key) as F | undefined;
  if (found) return found;
  const made = make();
  formatters.set(key, made);
  return made;
}

/**
 * Money as the user writes it: `1234.50`, `EUR` is "€1,234.50" in English. The decimals are the currency's by ISO 4217, or those of
 * the amount if only a newer version of the page knows the currency.
 */
export function money(amount: string, currency: string): string {
  const { currencyDisplay } = preferences.value;
  const decimals = isCurrency(currency) ? decimalsOf(currency) : decimalsIn(amount);
  return cached(`${locale()} ${currency} ${currencyDisplay} ${decimals}`, () => {
    return new Intl.NumberFormat(locale(), {
      style: "currency",
      currency,
      currencyDisplay,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  })
    .format(amount as Intl.StringNumericLiteral)
    .replace(/\w\$$/, "$&\u200e"); // Else Arabic has the parts of "US$" in its own order.
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached(`${locale()} ${JSON.stringify(options)}`, () => {
    // Days are calendar names: both sides in UTC, so that no zone shifts them.
    return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC", calendar: "gregory" });
  });
}

const instantOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** A day with its weekday, and with its year unless that is the given one: "Mon, November 23". */
export function dayName(day: string, year: string): string {
  const others = day.startsWith(year) ? {} : ({ year: "numeric" } as const);
  return dateFormat({ weekday: "short", day: "numeric", month: "long", ...others }).format(instantOf(day));
}

/** A day with its year: "Nov 23, 2026". */
export function fullDay(day: string): string {
  return dateFormat({ dateStyle: "medium" }).format(instantOf(day));
}

/** A month with its year: "November 2026". */
export function monthName(month: string): string {
  return dateFormat({ month: "long", year: "numeric" }).format(instantOf(`${month}-01`));
}

/** A month in a grid: "Nov". */
export function briefMonthName(month: string): string {
  return dateFormat({ month: "short" }).format(instantOf(`${month}-01`));
}

/** A month without its year: "November". */
export function shortMonthName(month: string): string {
  return dateFormat({ month: "long" }).format(instantOf(`${month}-01`));
}

/** A weekday, 1 (Monday) to 7: "Monday". */
export function weekdayName(weekday: number): string {
  // 1 January 2024 was a Monday.
  return dateFormat({ weekday: "long" }).format(instantOf(`2024-01-0${weekday}`));
}
