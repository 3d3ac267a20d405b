import type { IconName } from "../../lib/categories/icons";
import type { Sign } from "../../lib/categories/signs";

/** A line icon, which the document holds. Hidden from screen readers: its button has the label. */
export function Icon({ name, size = 20 }: { name: IconName | Sign; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} aria-hidden="true">
      <use href={`#icon-${name}`} />
    </svg>
  );
}
