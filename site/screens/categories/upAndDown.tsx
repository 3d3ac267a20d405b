import { t } from "../../i18n";
import { Icon } from "../../parts/basics/icon";

/** Buttons that move something in a list by one. */
export function UpAndDown({
  name,
  place,
  count,
  onMove,
}: {
  name: string;
  /** Its place, counted from 0, and the number of places. */
  place: number;
  count: number;
  onMove: (place: number) => void;
}) {
  return (
    <>
      <button
        type="button"
        class="icon-button above"
        aria-label={t("categories.up", { name })}
        disabled={place === 0}
        onClick={() => onMove(place - 1)}
      >
        <Icon name="chevronUp" />
      </button>
      <button
        type="button"
        class="icon-button above"
        aria-label={t("categories.down", { name })}
        disabled={place === count - 1}
        onClick={() => onMove(place + 1)}
      >
        <Icon name="chevronDown" />
      </button>
    </>
  );
}
