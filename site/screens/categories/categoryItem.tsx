import type { OwnCategory } from "../../data/ownCategories";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categoryLook";
import { CategorySign } from "../../parts/categorySign";
import { Icon } from "../../parts/icon";

interface CategoryItemProps {
  category: OwnCategory;
  isFirst: boolean;
  isLast: boolean;
  onEdit: () => void;
  onMove: (step: 1 | -1) => void;
}

/** A category as a line: opens to be edited, and moves up and down. */
export function CategoryItem({ category: { name }, isFirst, isLast, onEdit, onMove }: CategoryItemProps) {
  const shown = categoryName(name);
  return (
    <div class="row">
      <CategorySign category={name} />
      <button
        type="button"
        class="row-open"
        aria-label={t("categories.editOf", { name: shown })}
        onClick={onEdit}
      >
        <span class="row-text">
          <bdi class="row-name">{shown}</bdi>
        </span>
      </button>
      <button
        type="button"
        class="icon-button above"
        aria-label={t("categories.up", { name: shown })}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        <Icon name="chevronUp" />
      </button>
      <button
        type="button"
        class="icon-button above"
        aria-label={t("categories.down", { name: shown })}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <Icon name="chevronDown" />
      </button>
    </div>
  );
}
