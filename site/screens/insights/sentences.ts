import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { minorOf } from "../../data/expenses/expenseSums";
import type { ShownFinding } from "../../data/insights/ledgerInsights";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { fullDay, money, monthName } from "../../lib/formatting/format";

/** The amount by which something is above the usual, or above a budget. */
function moneyOver({ amount, usual = amount }: ShownFinding, currency: string): string {
  return money(formatMinor(minorOf(amount) - minorOf(usual), decimalsIn(amount)), currency);
}

/** A finding in one sentence, with its numbers. */
export function sentenceOf(finding: ShownFinding, currency: string): string {
  const { kind, day, since = day, cadence = "month" } = finding;
  const name = finding.name ?? "";
  const amount = money(finding.amount, currency);
  const usual = money(finding.usual ?? finding.amount, currency);
  const category = finding.category === undefined ? "" : categoryName(finding.category);
  const isMore = minorOf(finding.amount) > minorOf(finding.usual ?? finding.amount);
  switch (kind) {
    case "double":
      return since === day
        ? t("insights.doubleSameDay", { name, amount, day: fullDay(day) })
        : t("insights.double", { name, amount, first: fullDay(since), second: fullDay(day) });
    case "budget":
      return t("insights.exceeds", { name, amount, usual, over: moneyOver(finding, currency) });
    case "unusual":
      return t("insights.unusual", { name, amount, day: fullDay(day), category, usual });
    case "price":
      return t(isMore ? "insights.dearer" : "insights.cheaper", { name, amount, usual });
    case "recurring":
      return t(`insights.recurring.${cadence}`, { name, amount });
    case "stopped":
      return t("insights.stopped", { name, amount, day: fullDay(day) });
    case "pace":
      return t(isMore ? "insights.paceMore" : "insights.paceLess", { amount, usual });
    case "year":
      return t(isMore ? "insights.yearMore" : "insights.yearLess", { amount, usual });
    case "category":
      return t("insights.grew", { name: category, month: monthName(day.slice(0, 7)), amount, usual });
    case "merchant":
      return t("insights.grew", { name, month: monthName(day.slice(0, 7)), amount, usual });
  }
}
