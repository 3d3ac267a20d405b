import "../../i18n/en/picker";
import { useState } from "preact/hooks";
import { isMonth } from "../../../domain/values/day";
import { monthsOfYear } from "../../../domain/values/wholeMonth";
import { filterIn } from "../../data/lists/listFilter";
import { readYear } from "../../data/reports/yearSums";
import { t } from "../../i18n";
import { thisMonth } from "../../lib/formatting/clock";
import { briefMonthName, money, monthName } from "../../lib/formatting/format";
import { localDigits } from "../../lib/formatting/typedNumbers";
import { ledgerId } from "../../lib/ledger/openLedger";
import { currency } from "../../lib/ledger/shownSettings";
import { hrefOf, route } from "../../lib/page/pageRoute";
import { Icon } from "../../parts/basics/icon";
import { Sheet } from "../../parts/dialogs/sheet";
import { useLoad } from "../../parts/loading/loadable";

/** Chooses a month of a year, with the spending of each. */
export function MonthPicker({ month, onClose }: { month: string; onClose: () => void }) {
  const [year, setYear] = useState(Number(month.slice(0, 4)));
  const sums = useSums(year);
  return (
    <Sheet title={t("picker.title")} class="picker" onClose={onClose}>
      <div class="picker-year">
        <Step year={year - 1} label={t("picker.previousYear")} icon="chevronLeft" onStep={setYear} />
        <strong aria-live="polite">{localDigits(String(year))}</strong>
        <Step year={year + 1} label={t("picker.nextYear")} icon="chevronRight" onStep={setYear} />
      </div>
      <ul class="picker-months">
        {monthsOfYear(String(year)).map((one) => (
          <li key={one}>
            <a
              class="picker-month"
              href={hrefOf(one, filterIn(route.value.query))}
              aria-label={[monthName(one), sums.get(one)].filter(Boolean).join(", ")}
              aria-current={one === month ? "page" : undefined}
              data-now={one === thisMonth.value}
              onClick={onClose}
            >
              <span>{briefMonthName(one)}</span>
              <span class="picker-sum">{sums.get(one)}</span>
            </a>
          </li>
        ))}
      </ul>
      {month !== thisMonth.value && (
        <a class="button quiet" href={hrefOf("", filterIn(route.value.query))} onClick={onClose}>
          {t("picker.thisMonth")}
        </a>
      )}
    </Sheet>
  );
}

interface StepProps {
  year: number;
  label: string;
  icon: "chevronLeft" | "chevronRight";
  onStep: (year: number) => void;
}

function Step({ year, label, icon, onStep }: StepProps) {
  const disabled = !isMonth(`${year}-12`);
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      disabled={disabled}
      onClick={() => onStep(year)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The sums of a year's months, in the ledger's currency where it was spent. Without a network, the months show alone. */
function useSums(year: number): ReadonlyMap<string, string> {
  const own = currency();
  const { value } = useLoad(() => readYear(year, own), `${ledgerId.value} ${own} ${year}`);
  return new Map([...(value ?? [])].map(([month, sum]) => [month, money(sum.total, sum.currency)]));
}
