import currencies from "country-to-currency";
import { isCurrency } from "../../../domain/values/currency";
import { isTimeZone } from "../../../domain/values/day";

/** The currency of the region that the first of the browser's languages belongs to: `de-CH` is CHF, and `de` alone is EUR. */
export function proposedCurrency([language = "en"]: readonly string[]): string | undefined {
  const currency = currencies[regionOf(language) as keyof typeof currencies];
  return currency !== undefined && isCurrency(currency) ? currency : undefined;
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined; // A browser may name the POSIX locale, which is no language tag.
  }
}

/** The browser's time zone. */
export function proposedZone(): string | undefined {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : undefined;
}
