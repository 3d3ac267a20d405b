import { locale } from "../i18n";
import { cached } from "../lib/formatting/format";

/** A share as a whole percentage: 0.256 is "26%". */
export function percent(share: number): string {
  return cached(`${locale()} percent`, () => new Intl.NumberFormat(locale(), { style: "percent" })).format(
    share,
  );
}

/** A number in little room: 1500 is "1.5K". */
export function compactNumber(value: number): string {
  return cached(`${locale()} compact`, () => new Intl.NumberFormat(locale(), { notation: "compact" })).format(
    value,
  );
}
