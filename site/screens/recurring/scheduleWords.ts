import "../../i18n/en/recurring";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { locale, t } from "../../i18n";
import { fullDay, weekdayName } from "../../lib/formatting/format";

type RuleSchedule = RecurringExpense["schedule"];

/** The schedule of a recurring expense, in a sentence. */
export function scheduleInWords({ every: count, unit, weekdays = [], ...others }: RuleSchedule): string {
  if (unit === "weeks") {
    const days = new Intl.ListFormat(locale(), { type: "conjunction" }).format(weekdays.map(weekdayName));
    return t("recurring.schedule.weeks", { count, days });
  }
  if (unit === "months") return t("recurring.schedule.months", { count, on: dayInWords(others) });
  return t(`recurring.schedule.${unit}`, { count });
}

/** The day of a month, in words. */
export function dayInWords({ day, nth, weekday = 1 }: Pick<RuleSchedule, "day" | "nth" | "weekday">): string {
  if (nth !== undefined) {
    return t("recurring.on.nth", {
      nth: t(`recurring.nth.${nth}` as "recurring.nth.1"),
      weekday: weekdayName(weekday),
    });
  }
  return day === "last" ? t("recurring.on.last") : t("recurring.on.day", { day: day ?? "" });
}

/** The next occurrence of a rule. */
export function nextInWords({ pausedAt, upcoming }: RecurringExpense): string {
  if (pausedAt) return t("recurring.paused");
  if (upcoming.length === 0) return t("recurring.ended");
  return t("recurring.next", { days: upcoming.map(fullDay).join(" · ") });
}
