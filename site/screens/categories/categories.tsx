import "../../i18n/en/categories";
import { useState } from "preact/hooks";
import { MAX_CATEGORIES } from "../../../domain/values/limits";
import { ledgerSettings } from "../../data/ledgerSettings";
import { mergeCategory, withdrawCategory } from "../../data/mergeCategory";
import {
  categoriesOf,
  dropOwnCategories,
  type OwnCategory,
  placeCategory,
  putCategory,
} from "../../data/ownCategories";
import { renameCategory } from "../../data/renameCategory";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categoryLook";
import { settings } from "../../lib/settings";
import { showToast } from "../../lib/toasts";
import { undoAction } from "../../lib/undoAction";
import { Icon } from "../../parts/icon";
import { SettingsPage } from "../../parts/settingsPage";
import { CategoryForm } from "./categoryForm";
import { CategoryItem } from "./categoryItem";

/** The user's categories: names, colours, signs and order. */
export function Categories() {
  /** Name of the category that is being edited; empty for a new one. */
  const [edited, setEdited] = useState<string>();
  const known = categoriesOf(settings.value);
  const save = (category: OwnCategory, before?: string) => {
    setEdited(undefined);
    ledgerSettings.change(putCategory(category, before));
    if (before !== undefined && before !== category.name) {
      void renameCategory({ from: before, to: category.name });
    }
  };
  return (
    <SettingsPage title={t("categories.title")}>
      <p class="muted">{t("categories.text")}</p>
      <ul class="card rows" aria-label={t("categories.list")}>
        {known.map((category, place) => (
          <li key={category.name}>
            {edited === category.name ? (
              <CategoryForm
                category={category}
                onSave={(after) => save(after, category.name)}
                onCancel={() => setEdited(undefined)}
                onRemove={(to) => {
                  setEdited(undefined);
                  remove(category, to);
                }}
              />
            ) : (
              <CategoryItem
                category={category}
                place={place}
                count={known.length}
                onEdit={() => setEdited(category.name)}
                onMove={(to) => ledgerSettings.change(placeCategory(category.name, to))}
              />
            )}
          </li>
        ))}
        {edited === "" && (
          <li>
            <CategoryForm onSave={save} onCancel={() => setEdited(undefined)} />
          </li>
        )}
      </ul>
      {known.length >= MAX_CATEGORIES && (
        <p class="muted">{t("categories.tooMany", { count: MAX_CATEGORIES })}</p>
      )}
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={known.length >= MAX_CATEGORIES}
          onClick={() => setEdited("")}
        >
          <Icon name="plus" size={18} />
          {t("categories.add")}
        </button>
        {settings.value.categories && (
          <button type="button" class="button quiet" onClick={reset}>
            {t("categories.reset")}
          </button>
        )}
      </div>
    </SettingsPage>
  );
}

/** Removes a category. @param to The category that its expenses go to; without one they keep theirs. */
function remove(category: OwnCategory, to?: string): void {
  if (to !== undefined) return void mergeCategory(category, to);
  const putBack = withdrawCategory(category);
  showToast(t("categories.removed", { name: categoryName(category.name) }), undoAction(putBack));
}

function reset(): void {
  const { categories } = settings.value;
  ledgerSettings.change(dropOwnCategories);
  showToast(
    t("categories.resetDone"),
    undoAction(() => ledgerSettings.change((before) => ({ ...before, categories }))),
  );
}
