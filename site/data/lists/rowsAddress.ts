import { SPENT_KINDS } from "../../../domain/expenses/spentKinds";
import { selectedHref } from "../../../domain/insights/rowsHref";
import type { DayRange } from "../../../domain/values/day";

export { selectedHref } from "../../../domain/insights/rowsHref";

/** The address of the spending on days, of everything or of categories. */
export const spentHref = ({ from, to }: DayRange, currency: string, category: readonly string[] = []) =>
  selectedHref({ from, to, currency, kind: SPENT_KINDS, category });
