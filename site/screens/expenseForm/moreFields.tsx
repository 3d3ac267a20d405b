import "../../data/forms/keptInput";
import "../../i18n/en/more";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { KINDS } from "../../../domain/expenses/kinds";
import {
  type optionalFields,
  optionalLines,
  optionalParagraphs,
} from "../../../domain/expenses/optionalFields";
import type { Problems, Typed } from "../../data/forms/formInput";
import { completeTags, lookUpUsed, NOTHING_USED } from "../../data/suggestions/usedValues";
import { t } from "../../i18n";
import { Field, TextInput } from "../../parts/fields/field";
import { SuggestionList } from "../../parts/fields/suggestionList";
import { putBack } from "../../parts/fields/useTyped";
import { SimpleInput } from "./simpleInput";
import { Split } from "./split";

/** The fields of an expense that most do without. Loaded when they are opened, after the others of their form. */
export function MoreFields({
  form,
  typed,
  problems,
  currency,
}: {
  form: string;
  typed: Typed;
  problems: Problems;
  currency: string;
}) {
  const id = useId();
  const fields = useRef<HTMLDivElement>(null);
  const [used, setUsed] = useState(NOTHING_USED);
  const [tags, setTags] = useState("");
  // Before anybody sees them empty, or saves them so.
  useLayoutEffect(() => putBack(fields.current?.closest("form"), form), [form]);
  const follow = ({ target }: Event) => {
    if (target instanceof HTMLInputElement && target.name === "tags") setTags(target.value);
  };
  const onFocusIn = (event: Event) => {
    follow(event); // The form may have been emptied meanwhile.
    void lookUpUsed().then(setUsed);
  };
  const simpleInput = (field: (typeof optionalFields)[number]) => (
    <SimpleInput
      key={field.key}
      field={field}
      value={typed[field.key]}
      problem={problems[field.key]}
      used={used.texts[field.key]}
    />
  );
  return (
    <div ref={fields} class="more-fields" onFocusIn={onFocusIn} onInput={follow}>
      <Field class="field-kind" label={t("more.kind")} problem={problems.kind}>
        {(control) => (
          <select class="input" name="kind" {...control}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind} selected={kind === typed.kind}>
                {t(`expense.kind.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {optionalLines.map(simpleInput)}
      <TextInput
        label={t("more.tags")}
        name="tags"
        autocomplete="off"
        list={`${id}-tags`}
        placeholder={t("more.tagsHint")}
        defaultValue={typed.tags?.join(", ")}
        problem={problems.tags}
      />
      <SuggestionList id={`${id}-tags`} texts={completeTags(tags, used.tags)} />
      {optionalParagraphs.map(simpleInput)}
      <Split form={form} parts={typed.parts ?? []} currency={currency} problem={problems.parts} />
    </div>
  );
}
