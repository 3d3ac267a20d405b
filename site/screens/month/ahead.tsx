import type { Summary } from "../../../domain/expenses/summary";
import { thisMonth } from "../../lib/formatting/clock";
import { NARROW } from "../../lib/page/media";
import { useMedia } from "../../parts/basics/useMedia";
import { BudgetStrip } from "../budgets/strip";
import { InsightsCard } from "../insights/insightsCard";
import { Upcoming } from "../recurring/upcoming";
import { MonthStrip } from "./monthStrip";

interface AheadProps {
  month: string;
}

/** Budgets beside the head of a month that is not over. On a phone, all that is to be known of it has its place here. */
export function Beside({ month, summary }: AheadProps & { summary: Summary | undefined }) {
  const isNarrow = useMedia(NARROW);
  if (month !== thisMonth.value) return isNarrow ? <Upcoming month={month} place="tile" /> : null;
  return isNarrow ? (
    <MonthStrip key={month} month={month} summary={summary} />
  ) : (
    <BudgetStrip summary={summary} />
  );
}

/** Findings and upcoming expenses, above those of a month that is not over. */
export function Ahead({ month }: AheadProps) {
  if (useMedia(NARROW)) return null;
  const isNow = month === thisMonth.value;
  return (
    <>
      {isNow && <InsightsCard />}
      <Upcoming month={month} place={isNow ? "upcoming" : "later"} />
    </>
  );
}
