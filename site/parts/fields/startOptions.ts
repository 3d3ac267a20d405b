import type { PeriodUnit } from "../../../domain/budgets/periods";
import { MAX_MONTH_START } from "../../../domain/values/limits";
import { locale } from "../../i18n";
import { weekdayName } from "../../lib/formatting/format";
import type { Option } from "./options";

/** The days on which a period can start. */
export function startOptions(period: PeriodUnit): Option[] {
  if (period !== "week") {
    return Array.from({ length: MAX_MONTH_START }, (_, index) => [
      `${index + 1}`,
      (index + 1).toLocaleString(locale()),
    ]);
  }
  return Array.from({ length: 7 }, (_, index) => [`${index + 1}`, weekdayName(index + 1)]);
}
