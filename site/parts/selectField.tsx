import { Field } from "./field";

/** An option: its value and its text. */
export type Option = readonly [value: string, text: string];

/** A choice of one. */
export function SelectField({
  label,
  hint,
  value,
  options,
  onChoose,
}: {
  label: string;
  hint?: string;
  value: string;
  options: readonly Option[];
  onChoose: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <select
          class="input"
          value={value}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
          {...control}
        >
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
