import { thisMonth } from "../../lib/clock";
import { InsightsCard } from "../insights/insightsCard";
import { Upcoming } from "../recurring/upcoming";

/** What stands above the expenses of a month that is not over: what is worth a word, and what is still to come. */
export function Ahead({ month }: { month: string }) {
  return (
    <>
      {month === thisMonth.value && <InsightsCard />}
      <Upcoming month={month} />
    </>
  );
}
