import "../../i18n/en/more";
import { useId } from "preact/hooks";
import type { OptionalField, SimpleField } from "../../../domain/expenses/simpleFields";
import { FIRST_DAY, LAST_DAY } from "../../../domain/values/day";
import { type Said, t } from "../../i18n";
import { Field, TextInput } from "../../parts/fields/field";
import { SuggestionList } from "../../parts/fields/suggestionList";

/** The input of a simple field that most expenses do without, by the type of its value. */
export function SimpleInput({
  field,
  value = "",
  problem,
  used = [],
}: {
  field: SimpleField & { key: OptionalField };
  value?: string | number | boolean | undefined;
  problem?: Said | undefined;
  /** Texts to choose from. */
  used?: readonly string[] | undefined;
}) {
  const listId = useId();
  const { key: name, type } = field;
  const named = { label: t(`more.${name}`), problem };
  const input = { ...named, name, defaultValue: String(value) };
  if (type === "number") {
    return <TextInput type="number" min={String(field.min)} max={String(field.max)} {...input} />;
  }
  if (type === "day") return <TextInput type="date" min={FIRST_DAY} max={LAST_DAY} {...input} />;
  if (type === "lines") {
    return (
      <Field class="field-paragraph" {...named}>
        {(control) => (
          <textarea class="input" name={name} rows={2} defaultValue={input.defaultValue} {...control} />
        )}
      </Field>
    );
  }
  // Not a check box: a form does not name those that are empty.
  if (type === "boolean") {
    return (
      <Field {...named}>
        {(control) => (
          <select class="input" name={name} {...control}>
            <option value="">{t("more.no")}</option>
            <option value="true" selected={value === true}>
              {t("more.yes")}
            </option>
          </select>
        )}
      </Field>
    );
  }
  return (
    <>
      <TextInput autocomplete="off" list={listId} {...input} />
      <SuggestionList id={listId} texts={used} />
    </>
  );
}
