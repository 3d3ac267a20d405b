import { decimalsIn, formatMinor } from "../../domain/values/money";
import { minorOf } from "../data/expenses/expenseSums";
import { t } from "../i18n";
import { lookOf } from "../lib/categories/categoryLook";
import { idOf, people } from "../lib/ledger/openLedger";
import { route } from "../lib/page/pageRoute";
import { Bars } from "./bars";
import type { CurrencySums } from "./categoryBars";

/** Spending by who logged it, in a ledger that is shared. */
export function PersonBars({ sums }: { sums: CurrencySums }) {
  const known = people.value;
  // Sums that an earlier version of the page kept lack them.
  if (!known || !sums.byPerson) return null;
  const bars = totalsByPerson(sums).map(([id, total]) => ({
    name: known.nameOf(id),
    total,
    look: { hue: lookOf(id).hue },
    query: { createdBy: id },
    chosen: route.value.query.createdBy === id,
  }));
  return <Bars title={t("charts.byPerson")} currency={sums.currency} bars={bars} />;
}

/** The totals of people by the IDs that they have by now, in their order. */
function totalsByPerson({ byPerson }: CurrencySums): [id: string, total: string][] {
  const minors = new Map<string, number>();
  for (const { createdBy, total } of byPerson) {
    const id = idOf(createdBy);
    minors.set(id, (minors.get(id) ?? 0) + minorOf(total));
  }
  const decimals = decimalsIn(byPerson[0]?.total ?? "");
  return [...minors].map(([id, minor]) => [id, formatMinor(minor, decimals)]);
}
