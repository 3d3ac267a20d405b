import { minorOf } from "../data/expenses/expenseSums";
import { type GroupSum, sumsByGroup } from "../data/expenses/groupSums";
import type { CategoryLook } from "../lib/categories/categoryLook";
import { money } from "../lib/formatting/format";
import { hrefOf, type PageRoute, route } from "../lib/page/pageRoute";
import { CategorySign } from "../parts/basics/categorySign";
import { percent } from "./numbers";
import { toList } from "./toRows";

/** Some expenses and their total spending. */
interface Bar {
  name: string;
  total: string;
  look: CategoryLook;
  /** The filter of the list that shows them. */
  query: PageRoute["query"];
  /** True if the list shows them. */
  chosen: boolean;
  /** The group that contains the bar, if any. */
  group?: string | undefined;
}

/** The amount of a full bar, in minor units. */
interface Scale {
  currency: string;
  all: number;
  largest: number;
}

/** More refunds than expenses leave a bar below 0: it has no length, and no share of what the others took. */
const lengthOf = ({ total }: { total: string }) => Math.max(minorOf(total), 0);

/** Spending by group, the largest first. Each bar links to its expenses. Bars in a list need no drawing library. */
export function Bars({ title, currency, bars }: { title: string; currency: string; bars: readonly Bar[] }) {
  const lengths = bars.map(lengthOf);
  const all = lengths.reduce((sum, length) => sum + length, 0) || 1;
  const scale = { currency, all, largest: Math.max(...lengths, 1) };
  return (
    <>
      <h3>{title}</h3>
      <ul class="category-bars">
        {sumsByGroup(bars, ({ group }) => group).map((sum) =>
          sum.group === undefined ? (
            sum.members.map((bar) => <BarItem key={JSON.stringify(bar.query)} bar={bar} scale={scale} />)
          ) : (
            <BarGroup key={sum.group} name={sum.group} sum={sum} scale={scale} />
          ),
        )}
      </ul>
    </>
  );
}

/** A group with its sum, and the bars in it. */
function BarGroup({ name, sum, scale }: { name: string; sum: GroupSum<Bar>; scale: Scale }) {
  return (
    <li class="bar-group">
      <p class="bar-group-head">
        <bdi class="category-bar-name">{name}</bdi>
        <span class="category-bar-amount">{money(sum.total, scale.currency)}</span>
        <span class="category-bar-share muted">{percent(lengthOf(sum) / scale.all)}</span>
      </p>
      <ul class="bar-group-bars" aria-label={name}>
        {sum.members.map((bar) => (
          <BarItem key={JSON.stringify(bar.query)} bar={bar} scale={scale} />
        ))}
      </ul>
    </li>
  );
}

function BarItem({ bar, scale: { currency, all, largest } }: { bar: Bar; scale: Scale }) {
  const { name, total, look, query: own, chosen } = bar;
  const { path, query } = route.value;
  const none = Object.fromEntries(Object.keys(own).map((filter) => [filter, ""]));
  return (
    <li>
      <a
        class="category-bar"
        onClick={toList}
        href={hrefOf(path, { ...query, ...(chosen ? none : own) })}
        aria-current={chosen ? "true" : undefined}
      >
        <CategorySign category={name} look={look} />
        <bdi class="category-bar-name">{name}</bdi>
        <span class="category-bar-amount">{money(total, currency)}</span>
        <span class="category-bar-share muted">{percent(lengthOf(bar) / all)}</span>
        <span class="category-bar-track" aria-hidden="true">
          <span style={{ "--hue": look.hue, inlineSize: `${(100 * lengthOf(bar)) / largest}%` }} />
        </span>
      </a>
    </li>
  );
}
