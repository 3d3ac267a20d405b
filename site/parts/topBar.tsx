import { CloudOff, type IconNode, List, Receipt, Settings, Trash2, WalletCards } from "lucide";
import { outbox } from "../data/outbox";
import { t } from "../i18n";
import { online } from "../lib/reach";
import { hrefOf, placeOf, route } from "../lib/route";
import { Icon } from "./icon";

/** A place that the bar leads to; the first is the month. */
const places: readonly { path: string; icon: IconNode; label: () => string }[] = [
  { path: "", icon: List, label: () => t().nav.month },
  { path: "reports", icon: Receipt, label: () => t().nav.reports },
  { path: "trash", icon: Trash2, label: () => t().nav.trash },
  { path: "settings", icon: Settings, label: () => t().nav.settings },
];

/** Whether there is no network, and what waits for it. */
function Network() {
  const waiting = outbox.value.filter(({ state }) => state === "waiting").length;
  const { offline, waiting: toBeSent } = t().network;
  return (
    <span class="network muted" role="status">
      {!online.value && (
        <>
          <Icon node={CloudOff} size={18} />
          {waiting > 0 ? toBeSent(waiting) : offline}
        </>
      )}
    </span>
  );
}

/** The bar that leads everywhere. */
export function TopBar() {
  const { path } = route.value;
  const current = places.find((place) => place.path === placeOf(path)) ?? places[0];
  return (
    <header class="top-bar">
      <div class="top-bar-inner">
        <span class="brand">
          <Icon node={WalletCards} size={24} />
          <span class="desk-only">{t().appName}</span>
        </span>
        <Network />
        <nav class="places" aria-label={t().nav.label}>
          {places.map((place) => (
            <a
              key={place.path}
              href={hrefOf(place.path)}
              aria-current={place === current ? "page" : undefined}
              aria-label={place.label()}
            >
              <Icon node={place.icon} />
              <span class="desk-only">{place.label()}</span>
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}
