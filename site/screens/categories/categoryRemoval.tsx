import "../../i18n/en/dialog";
import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { categoriesOf, type OwnCategory } from "../../data/categories/categorySet";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { settings } from "../../lib/ledger/shownSettings";
import { SelectField } from "../../parts/fields/selectField";

interface CategoryRemovalProps {
  category: OwnCategory;
  /** Called with the category that the expenses go to; without one they keep theirs. */
  onRemove: (to?: string) => void;
  onCancel: () => void;
}

/** The form takes the place of another one that had the focus. */
const focusChoice = (form: HTMLFormElement | null) => form?.querySelector("select")?.focus();

/** Asks what becomes of the expenses of a category that is removed. */
export function CategoryRemoval({ category, onRemove, onCancel }: CategoryRemovalProps) {
  const [to, setTo] = useState("");
  const name = categoryName(category.name);
  const others = categoriesOf(settings.value).filter((one) => one.name !== category.name);
  const remove = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onRemove(to || undefined);
  };
  return (
    <form
      ref={focusChoice}
      class="category-form"
      aria-label={t("categories.removeOf", { name })}
      onSubmit={remove}
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
      noValidate
    >
      <SelectField
        label={t("categories.itsExpenses", { name })}
        hint={to === "" ? t("categories.keepHint") : t("categories.moveHint")}
        value={to}
        options={[
          ["", t("categories.keep", { name })],
          ...others.map((one) => {
            const other = categoryName(one.name);
            return [one.name, t("categories.moveTo", { name: other }), one.group] as const;
          }),
        ]}
        onChoose={setTo}
      />
      <div class="edit-actions">
        <span class="push" />
        <button type="button" class="button" onClick={onCancel}>
          {t("dialog.cancel")}
        </button>
        <button type="submit" class="button danger">
          {t(to === "" ? "categories.remove" : "categories.merge")}
        </button>
      </div>
    </form>
  );
}
