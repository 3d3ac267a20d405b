import type { TargetedKeyboardEvent } from "preact";
import type { OwnCategory } from "../../data/ownCategories";
import { locale, t } from "../../i18n";
import { categoryName } from "../../lib/categoryLook";
import { CategorySign } from "../../parts/categorySign";
import { Icon } from "../../parts/icon";
import { dragItem } from "./dragItem";

interface CategoryItemProps {
  category: OwnCategory;
  /** Its place, counted from 0, and the number of places. */
  place: number;
  count: number;
  onEdit: () => void;
  onMove: (place: number) => void;
}

/** A category as a line: opens to be edited, and moves by its handle, by the arrow keys on it, and by buttons. */
export function CategoryItem({ category: { name }, place, count, onEdit, onMove }: CategoryItemProps) {
  const shown = categoryName(name);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const to = placeAfter(event.key, place, count);
    if (to === undefined) return;
    event.preventDefault();
    const handle = event.currentTarget;
    if (to !== place) onMove(to);
    // An element that moves within the document loses the focus.
    requestAnimationFrame(() => handle.focus());
  };
  return (
    <div class="row">
      <button
        type="button"
        class="icon-button above drag-handle"
        aria-label={t("categories.move", { name: shown, place: (place + 1).toLocaleString(locale()), count })}
        title={t("categories.moveHow")}
        onPointerDown={(event) => dragItem(event, onMove)}
        onKeyDown={onKeyDown}
      >
        <Icon name="grip" />
      </button>
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
        disabled={place === 0}
        onClick={() => onMove(place - 1)}
      >
        <Icon name="chevronUp" />
      </button>
      <button
        type="button"
        class="icon-button above"
        aria-label={t("categories.down", { name: shown })}
        disabled={place === count - 1}
        onClick={() => onMove(place + 1)}
      >
        <Icon name="chevronDown" />
      </button>
    </div>
  );
}

/** The place to which a key moves an item; undefined for other keys. */
function placeAfter(key: string, place: number, count: number): number | undefined {
  if (key === "ArrowUp") return Math.max(place - 1, 0);
  if (key === "ArrowDown") return Math.min(place + 1, count - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}
