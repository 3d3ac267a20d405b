import { thisMonth } from "../../lib/formatting/clock";
import { InsightsCard } from "../insights/insightsCard";
import { Upcoming } from "../recurring/upcoming";

/** Findings and upcoming expenses, above those of a month that is not over. */
export function Ahead({ month }: { month: string }) {
  return (
    <>
      {month === thisMonth.value && <InsightsCard />}
      <Upcoming month={month} />
    </>
  );
}
