import type { TargetedKeyboardEvent } from "preact";
import { linesIn, type OwnCategory } from "../../data/categories/categorySet";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { settings } from "../../lib/ledger/shownSettings";
import { CategorySign } from "../../parts/basics/categorySign";
import { Icon } from "../../parts/basics/icon";
import { dragItem } from "./dragItem";
import { UpAndDown } from "./upAndDown";

/** The position of a category, counted from 0. */
export interface Place {
  /** Among the lines of the list, of which the headings of groups are some. */
  line: number;
  /** In its group, and how many are in that. */
  index: number;
  count: number;
}

interface CategoryItemProps {
  category: OwnCategory;
  place: Place;
  onEdit: () => void;
  /** Called with the line to which it moves. */
  onMove: (line: number) => void;
}

/**
 * A category as a line: opens to be edited, and moves by its handle, by the arrow keys on it, and by buttons. Past the heading of a
 * group it changes into that group.
 */
export function CategoryItem({ category, place, onEdit, onMove }: CategoryItemProps) {
  const { name, group } = category;
  const { line, index, count } = place;
  const lines = linesIn(settings.value);
  const shown = categoryName(name);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const to = placeAfter(event.key, line, lines);
    if (to === undefined) return;
    event.preventDefault();
    const handle = event.currentTarget;
    if (to !== line) onMove(to);
    // An element that moves within the document loses the focus.
    requestAnimationFrame(() => handle.focus());
  };
  const where = { name: shown, place: index + 1, count };
  return (
    <div class="row">
      <button
        type="button"
        class="icon-button above drag-handle"
        aria-label={
          group === undefined ? t("categories.move", where) : t("categories.moveIn", { ...where, group })
        }
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
      <UpAndDown name={shown} place={line} count={lines} onMove={onMove} />
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
