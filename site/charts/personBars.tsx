import { t } from "../i18n";
import { lookOf } from "../lib/categoryLook";
import { people } from "../lib/ledger";
import { route } from "../lib/route";
import { Bars } from "./bars";
import type { CurrencySums } from "./categoryBars";

/** Spending by who logged it, in a ledger that is shared. */
export function PersonBars({ sums }: { sums: CurrencySums }) {
  const known = people.value;
  // Sums that an earlier version of the page kept lack them.
  if (!known || !sums.byPerson) return null;
  const bars = sums.byPerson.map(({ createdBy, total }) => ({
    name: known.nameOf(createdBy),
    total,
    look: { hue: lookOf(createdBy).hue },
    query: { createdBy },
    chosen: route.value.query.createdBy === createdBy,
  }));
  return <Bars title={t("charts.byPerson")} currency={sums.currency} bars={bars} />;
}
