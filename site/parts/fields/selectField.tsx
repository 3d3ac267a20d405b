import { Field, type FieldProps } from "./field";
import { type Option, Options } from "./options";

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
          <Options options={options} value={value} />
        </select>
      )}
    </Field>
  );
}
