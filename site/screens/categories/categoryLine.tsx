import type { OwnCategory } from "../../data/categories/categorySet";
import { mergeCategory, withdrawCategory } from "../../data/categories/mergeCategory";
import { changeAndRename } from "../../data/categories/renameLedgerCategory";
import { changeCategory, moveCategory } from "../../data/categories/toldChanges";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { undoAction } from "../../lib/network/undoAction";
import { showToast } from "../../lib/page/toasts";
import { CategoryForm } from "./categoryForm";
import { CategoryItem, type Place } from "./categoryItem";
import type { Edited } from "./model";

/** A line of the list: a category, or the form that edits it. */
export function CategoryLine({
  category,
  place,
  edited,
  setEdited,
}: {
  category: OwnCategory;
  place: Place;
  edited: Edited | undefined;
  setEdited: (edited?: Edited) => void;
}) {
  const { name } = category;
  if (edited?.category !== name) {
    return (
      <CategoryItem
        category={category}
        place={place}
        onEdit={() => setEdited({ category: name })}
        onMove={(to) => moveCategory(name, to)}
      />
    );
  }
  return (
    <CategoryForm
      category={category}
      onSave={(after) => {
        setEdited(undefined);
        if (after.name === name) return changeCategory(category, after);
        void changeAndRename(category, after);
      }}
      onCancel={() => setEdited(undefined)}
      onRemove={(to) => {
        setEdited(undefined);
        remove(category, to);
      }}
    />
  );
}

/** Removes a category. @param to The category that its expenses go to; without one they keep theirs. */
function remove(category: OwnCategory, to?: string): void {
  if (to !== undefined) return void mergeCategory(category, to);
  const putBack = withdrawCategory(category);
  showToast(t("categories.removed", { name: categoryName(category.name) }), undoAction(putBack));
}
