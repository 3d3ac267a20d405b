import { SCHEDULE_UNITS } from "../../../domain/recurring/modes";
import { weekdayOf } from "../../../domain/values/day";
import { monthDays, type TypedSchedule } from "../../data/recurring/recurringRules";
import { t } from "../../i18n";
import { weekdayName } from "../../lib/formatting/format";
import { TextInput } from "../../parts/fields/field";
import type { Option } from "../../parts/fields/options";
import { SelectField } from "../../parts/fields/selectField";
import { dayInWords } from "./scheduleWords";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

interface ScheduleFieldsProps {
  /** The day that it counts from, by which days of months and of weeks are named. */
  start: string;
  typed: TypedSchedule;
  onChange: (typed: TypedSchedule) => void;
}

/** The schedule of a recurring expense. */
export function ScheduleFields({ start, typed, onChange }: ScheduleFieldsProps) {
  const set = (changes: Partial<TypedSchedule>) => onChange({ ...typed, ...changes });
  const { unit, on } = typed;
  const days = monthDays(start, typed);
  return (
    <div class="setting-grid">
      <CountField
        label={t("recurring.every")}
        name="every"
        value={typed.every}
        onType={(every) => set({ every })}
      />
      <SelectField
        label={t("recurring.unit")}
        value={unit}
        options={SCHEDULE_UNITS.map((one) => [one, t(`recurring.unit.${one}`)])}
        onChoose={(next) => set({ unit: next })}
      />
      {unit === "months" && (
        <SelectField
          label={t("recurring.on")}
          value={days.has(on) ? on : "day"}
          options={[...days].map(([one, day]): Option => [one, dayInWords(day)])}
          onChoose={(next) => set({ on: next })}
        />
      )}
      {unit === "weeks" && (
        <WeekdayField start={start} chosen={typed.weekdays} onChoose={(weekdays) => set({ weekdays })} />
      )}
      <EndFields start={start} typed={typed} set={set} />
    </div>
  );
}

/** The weekdays of a schedule by weeks; that of its start unless others are chosen. */
function WeekdayField({
  start,
  chosen,
  onChoose,
}: {
  start: string;
  chosen: readonly number[];
  onChoose: (weekdays: number[]) => void;
}) {
  const shown = chosen.length > 0 ? chosen : [weekdayOf(start)];
  const toggle = (day: number, isOn: boolean) =>
    onChoose(WEEKDAYS.filter((one) => (one === day ? isOn : shown.includes(one))));
  return (
    <fieldset class="choices recurring-weekdays">
      <legend class="label">{t("recurring.on")}</legend>
      {WEEKDAYS.map((day) => (
        <label key={day} class="chip">
          <input
            type="checkbox"
            checked={shown.includes(day)}
            onChange={({ currentTarget }) => toggle(day, currentTarget.checked)}
          />
          {weekdayName(day)}
        </label>
      ))}
    </fieldset>
  );
}

/** The end of a schedule: never, a day, or a number of occurrences. */
function EndFields({
  start,
  typed: { ends, end, count },
  set,
}: {
  start: string;
  typed: TypedSchedule;
  set: (changes: Partial<TypedSchedule>) => void;
}) {
  return (
    <>
      <SelectField
        label={t("recurring.ends")}
        value={ends}
        options={(["never", "end", "count"] as const).map((one) => [one, t(`recurring.ends.${one}`)])}
        onChoose={(next) => set({ ends: next })}
      />
      {ends === "end" && (
        <div onInput={({ target }) => target instanceof HTMLInputElement && set({ end: target.value })}>
          <TextInput label={t("recurring.end")} name="end" type="date" min={start} defaultValue={end} />
        </div>
      )}
      {ends === "count" && (
        <CountField
          label={t("recurring.count")}
          name="count"
          value={count}
          onType={(value) => set({ count: value })}
        />
      )}
    </>
  );
}

function CountField({
  label,
  name,
  value,
  onType,
}: {
  label: string;
  name: string;
  value: string;
  onType: (value: string) => void;
}) {
  return (
    <div onInput={({ target }) => target instanceof HTMLInputElement && onType(target.value)}>
      <TextInput label={label} name={name} inputMode="numeric" maxLength={4} defaultValue={value} />
    </div>
  );
}
