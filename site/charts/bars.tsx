import { minorOf } from "../data/sums";
import type { CategoryLook } from "../lib/categoryLook";
import { money } from "../lib/format";
import { hrefOf, type Route, route } from "../lib/route";
import { CategorySign } from "../parts/categorySign";
import { percent } from "./numbers";
import { toList } from "./toRows";

/** A group of expenses and what was spent in it. */
export interface Bar {
  name: string;
  total: string;
  look: CategoryLook;
  /** The filter of the list that shows the group. */
  query: Route["query"];
  /** True if the list shows it. */
  chosen: boolean;
}

/** Spending by group, the largest first. Each bar links to its expenses. Bars in a list need no drawing library. */
export function Bars({ title, currency, bars }: { title: string; currency: string; bars: readonly Bar[] }) {
  const { path, query } = route.value;
  // More refunds than expenses leave a group below 0: it has no bar, and no share of what the others took.
  const minors = bars.map(({ total }) => Math.max(minorOf(total), 0));
  const all = minors.reduce((sum, minor) => sum + minor, 0) || 1;
  const largest = Math.max(...minors, 1);
  return (
    <>
      <h3>{title}</h3>
      <ul class="category-bars">
        {bars.map(({ name, total, look, query: own, chosen }, index) => {
          const minor = minors[index] ?? 0;
          const none = Object.fromEntries(Object.keys(own).map((filter) => [filter, ""]));
          return (
            <li key={JSON.stringify(own)}>
              <a
                class="category-bar"
                onClick={toList}
                href={hrefOf(path, { ...query, ...(chosen ? none : own) })}
                aria-current={chosen ? "true" : undefined}
              >
                <CategorySign category={name} look={look} />
                <bdi class="category-bar-name">{name}</bdi>
                <span class="category-bar-amount">{money(total, currency)}</span>
                <span class="category-bar-share muted">{percent(minor / all)}</span>
                <span class="category-bar-track" aria-hidden="true">
                  <span style={{ "--hue": look.hue, inlineSize: `${(100 * minor) / largest}%` }} />
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}
