import type { PeriodUnit } from "../../../domain/budgets/periods";
import { addDays } from "../../../domain/values/day";
import { MAX_MONTH_START } from "../../../domain/values/limits";
import { locale } from "../../i18n";
import type { Option } from "../../parts/fields/options";

/** A Monday. */
const MONDAY = "2024-01-01";

/** The days on which a period can start. */
export function startOptions(period: PeriodUnit): Option[] {
  if (period !== "week") {
    return Array.from({ length: MAX_MONTH_START }, (_, index) => [
      `${index + 1}`,
      (index + 1).toLocaleString(locale()),
    ]);
  }
  const names = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, index) => [
    `${index + 1}`,
    names.format(new Date(`${addDays(MONDAY, index)}T00:00:00Z`)),
  ]);
}
