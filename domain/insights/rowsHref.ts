import type { DayRange } from "../values/day";
import { EVERYWHERE, hrefOf } from "../values/hrefs";
import { wholeMonth } from "../values/wholeMonth";

/** Filters of a list of expenses on days. Any of several values is enough. */
interface RowsSelection extends DayRange {
  currency: string;
  kind: readonly string[];
  category?: readonly string[] | undefined;
  tag?: readonly string[] | undefined;
  name?: readonly string[] | undefined;
  amount?: readonly string[] | undefined;
}

/**
 * Returns the address on the site of exactly the expenses that filters select: those of a month are also there without
 * a connection.
 */
export function selectedHref({ from, to, currency, ...named }: RowsSelection): string {
  const month = from.slice(0, 7);
  const whole = wholeMonth(month);
  const isMonth = from === whole.from && to === whole.to;
  const filters = Object.entries(named).map(([name, values = []]) => [name, values.join("\n")]);
  return hrefOf(to.startsWith(month) ? month : EVERYWHERE, {
    ...Object.fromEntries(filters),
    currency,
    ...(!isMonth && { from, to }),
  });
}
