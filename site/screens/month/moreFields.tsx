import "../../i18n/en/more";
import { KINDS } from "../../../domain/expenses/kinds";
import type { Problems, Typed } from "../../data/draft";
import { t } from "../../i18n";
import { Field, TextField } from "../../parts/field";

/** The fields of an expense that most do without. Loaded when they are opened. */
export function MoreFields({ typed, problems }: { typed: Typed; problems: Problems }) {
  return (
    <div class="more-fields">
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
      <TextField
        label={t("more.merchant")}
        name="merchant"
        autocomplete="off"
        defaultValue={typed.merchant}
        problem={problems.merchant}
      />
      <TextField
        label={t("more.tags")}
        name="tags"
        autocomplete="off"
        placeholder={t("more.tagsHint")}
        defaultValue={typed.tags?.join(", ")}
        problem={problems.tags}
      />
      <Field class="field-notes" label={t("more.notes")} problem={problems.notes}>
        {(control) => (
          <textarea class="input" name="notes" rows={2} defaultValue={typed.notes} {...control} />
        )}
      </Field>
    </div>
  );
}
