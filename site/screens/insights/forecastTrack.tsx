import { minorOf } from "../../data/expenses/expenseSums";

interface ForecastTrackProps {
  spent: string;
  total: string;
  low: string;
  high: string;
  /** The amount there is to spend. */
  available?: string;
}

/** The expected band of an end, with the spending so far. Its contents are also beside it in words. */
export function ForecastTrack({ spent, total, low, high, available = "0" }: ForecastTrackProps) {
  const end = 1.05 * Math.max(...[high, spent, available].map(minorOf), 1);
  const at = (amount: string) => `${(100 * Math.max(minorOf(amount), 0)) / end}%`;
  return (
    <div class="forecast-track" aria-hidden="true">
      <span class="forecast-spent" style={{ inlineSize: at(spent) }} />
      <span
        class="forecast-band"
        style={{ insetInlineStart: at(low), inlineSize: `calc(${at(high)} - ${at(low)})` }}
      />
      <span class="forecast-mark" style={{ insetInlineStart: at(total) }} />
      {minorOf(available) > 0 && (
        <span class="forecast-available" style={{ insetInlineStart: at(available) }} />
      )}
    </div>
  );
}
