import {
  type ChosenTerms,
  type OwnChoices,
  offeredCategories,
  readTagList,
  SCOPES,
} from "../../data/budgets/budgetDraft";
import { categories as known } from "../../data/expenses/learnedCategories";
import { type Said, t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { Field } from "../../parts/fields/field";
import { SelectField } from "../../parts/fields/selectField";

interface ScopeFieldsProps {
  chosen: ChosenTerms;
  onChoose: (choice: OwnChoices) => void;
  problem: Said | undefined;
}

/** The scope of a budget: everything, some categories, or tags. */
export function ScopeFields({ chosen, onChoose, problem }: ScopeFieldsProps) {
  const { scope } = chosen;
  return (
    <>
      <SelectField
        label={t("budgets.counts")}
        value={scope}
        options={SCOPES.map((one) => [one, t(`budgets.counts.${one}`)])}
        problem={problem}
        onChoose={(value) => onChoose({ scope: value as ChosenTerms["scope"] })}
      />
      {scope === "categories" && (
        <Categories chosen={chosen.categories} onChoose={(categories) => onChoose({ categories })} />
      )}
      {scope === "tags" && (
        <Field label={t("budgets.tags")}>
          {(control) => (
            <input
              class="input"
              type="text"
              autoComplete="off"
              defaultValue={chosen.tags.join(", ")}
              onInput={({ currentTarget }) => onChoose({ tags: readTagList(currentTarget.value) })}
              {...control}
            />
          )}
        </Field>
      )}
    </>
  );
}

function Categories({
  chosen,
  onChoose,
}: {
  chosen: readonly string[];
  onChoose: (chosen: readonly string[]) => void;
}) {
  const names = offeredCategories(chosen, known.value);
  const toggle = (name: string) =>
    onChoose(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <fieldset class="choices">
      <legend class="visually-hidden">{t("budgets.counts.categories")}</legend>
      {names.map((name) => (
        <label key={name} class="chip">
          <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
          <bdi>{categoryName(name)}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
