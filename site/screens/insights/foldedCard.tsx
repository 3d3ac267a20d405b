import type { ComponentChildren } from "preact";
import { locale } from "../../i18n";

interface FoldedCardProps {
  title: string;
  /** The number of `children`. */
  count: number;
  /** Rows. */
  children: ComponentChildren;
}

/** A list that few look at: it opens at its title. */
export function FoldedCard({ title, count, children }: FoldedCardProps) {
  return (
    <details class="card insight">
      <summary>
        <h2>{title}</h2> <span class="muted">{count.toLocaleString(locale())}</span>
      </summary>
      <ul class="rows">{children}</ul>
    </details>
  );
}
