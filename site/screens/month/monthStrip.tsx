import type { Summary } from "../../../domain/expenses/summary";
import { SteadyPlace } from "../../parts/loading/steadyPlace";
import { BudgetLinks, useMostUsed } from "../budgets/strip";
import { FindingLinks, useFindings } from "../insights/insightsCard";
import { useUpcoming } from "../recurring/upcoming";

interface MonthStripProps {
  /** The present month. */
  month: string;
  summary: Summary | undefined;
}

/**
 * Budgets, upcoming expenses and findings in one line of tiles that scrolls sideways, so that the expenses begin in the
 * upper half of a phone's screen.
 */
export function MonthStrip({ month, summary }: MonthStripProps) {
  const { budgets, ...used } = useMostUsed(summary);
  const upcoming = useUpcoming(month);
  const { findings, ...found } = useFindings();
  const answers = [used, upcoming, found];
  const tiles = [
    budgets.length > 0 && <BudgetLinks key="budgets" budgets={budgets} />,
    upcoming.list,
    findings.length > 0 && <FindingLinks key="findings" findings={findings} />,
  ];
  // Findings take the longest. A tile waits for those before it, which would move it.
  const waiting = answers.findIndex(({ value, problem }) => value === undefined && !problem);
  const shown = tiles.slice(0, waiting < 0 ? tiles.length : waiting);
  return (
    <>
      <SteadyPlace name="strip" isKnown={answers.every(({ value }) => value !== undefined)}>
        {shown.some(Boolean) && <div class="month-strip">{shown}</div>}
      </SteadyPlace>
      {upcoming.sheet}
    </>
  );
}
