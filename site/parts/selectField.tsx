import { Field, type FieldProps } from "./field";

/** An option: its value and its text. */
export type Option = readonly [value: string, text: string];

/** A choice of one. */
export function SelectField({
  value,
  options,
  onChoose,
  ...field
}: FieldProps & {
  value: string;
  options: readonly Option[];
  onChoose: (value: string) => void;
}) {
  return (
    <Field {...field}>
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
