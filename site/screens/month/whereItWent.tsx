import { useState } from "preact/hooks";
import type { Summary } from "../../../domain/expenses/summary";
import { minorOf } from "../../data/expenses/expenseSums";
import { t } from "../../i18n";
import { lookOf } from "../../lib/categories/categoryLook";
import { useMedia } from "../../parts/basics/useMedia";
import { lazy } from "../../parts/loading/lazy";

const MonthCharts = lazy(async () => (await import("../../charts/monthCharts")).MonthCharts);

/** Wide enough for the charts beside the list. */
const BESIDE = "(min-width: 1000px)";

/** The month at a glance as one bar of its categories; opened, it shows the charts. */
export function WhereItWent({ summary }: { summary: Summary }) {
  const isBeside = useMedia(BESIDE);
  const [unfolded, setUnfolded] = useState(false);
  const open = isBeside || unfolded;
  const [main] = summary.currencies;
  if (!main) return null;
  return (
    <details
      class="card insights"
      open={open}
      onToggle={({ currentTarget }) => isBeside || setUnfolded(currentTarget.open)}
    >
      <summary>
        <h2>{t("month.whereItWent")}</h2>
        <span class="glance" aria-hidden="true">
          {main.byCategory.map(({ category, total }) => (
            <span
              key={category}
              style={{ "--hue": lookOf(category).hue, flexGrow: Math.max(minorOf(total), 0) }}
            />
          ))}
        </span>
      </summary>
      {open && <MonthCharts summary={summary} />}
    </details>
  );
}
