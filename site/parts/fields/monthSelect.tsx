import { addMonths } from "../../../domain/values/day";
import { thisMonth } from "../../lib/formatting/clock";
import { monthName } from "../../lib/formatting/format";
import { localDigits } from "../../lib/formatting/typedNumbers";
import { Field } from "./field";

/** Months that can be chosen, the present one first: `<input type="month">` is a bare text field in half of the browsers. */
const MONTHS = 120;

/** Selects one of the last months, grouped by year. */
export function MonthSelect({
  label,
  value,
  onChoose,
}: {
  label: string;
  value: string;
  onChoose: (month: string) => void;
}) {
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(thisMonth.value, -index));
  const years = [...Map.groupBy(months, (month) => month.slice(0, 4))];
  return (
    <Field label={label}>
      {(control) => (
        <select
          class="input"
          value={value}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
          {...control}
        >
          {years.map(([year, itsMonths]) => (
            <optgroup key={year} label={localDigits(year)}>
              {itsMonths.map((month) => (
                <option key={month} value={month}>
                  {monthName(month)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
