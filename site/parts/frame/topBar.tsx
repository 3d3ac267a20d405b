import { outbox } from "../../data/outbox/outbox";
import { waiting } from "../../data/outbox/pendingWrites";
import { t } from "../../i18n";
import { hueOf } from "../../lib/categories/colour";
import type { IconName } from "../../lib/categories/icons";
import { type OpenLedger, shared } from "../../lib/ledger/openLedger";
import { online } from "../../lib/network/reach";
import { hrefOf, placeOf, route } from "../../lib/page/pageRoute";
import { Icon } from "../basics/icon";
import { MORE_PLACES } from "./tabBar";

/** A place that the bar leads to, if there is room for it; the first is the month. */
const places: readonly { path: string; icon: IconName; label: () => string }[] = [
  { path: "", icon: "list", label: () => t("app.expenses") },
  { path: "reports/trends", icon: "chart", label: () => t("app.trends") },
  { path: "budgets", icon: "budget", label: () => t("app.budgets") },
  { path: "reports", icon: "receipt", label: () => t("app.reports") },
  { path: "trash", icon: "trash", label: () => t("app.trash") },
  { path: "settings", icon: "settings", label: () => t("app.settings") },
];

/** Shows that there is no network, and how many expenses and changes wait for it. */
function Network() {
  const entries = outbox.value.filter(({ state }) => state === "waiting");
  const count = entries.length + waiting.value.size;
  return (
    <span class="network muted" role="status">
      {!online.value && (
        <>
          <Icon name="cloudOff" size={18} />
          {count > 0 ? (
            <a href={hrefOf("settings/unsent")}>{t("app.waiting", { count })}</a>
          ) : (
            t("app.offline")
          )}
        </>
      )}
    </span>
  );
}

/** A ledger's own color: the theme defines its lightness and chroma. */
const colourOf = ({ colour }: OpenLedger) => colour && { "--hue": hueOf(colour) };

/** The bar that leads everywhere. */
export function TopBar() {
  const { path } = route.value;
  const current =
    places.find((place) => place.path === path) ??
    places.find((place) => place.path === placeOf(path)) ??
    (MORE_PLACES.includes(placeOf(path)) ? undefined : places[0]);
  return (
    <header class={`top-bar ${shared.value || !online.value ? "telling" : ""}`}>
      <div class="top-bar-inner">
        {shared.value ? (
          <a class="brand" href={hrefOf("settings/ledgers")} style={colourOf(shared.value)}>
            <Icon name="wallet" size={24} />
            <bdi>{shared.value.name}</bdi>
          </a>
        ) : (
          <span class="brand">
            <Icon name="wallet" size={24} />
            <span class="desk-only">{t("app.name")}</span>
          </span>
        )}
        <Network />
        <nav class="places" aria-label={t("app.nav")}>
          {places.map((place) => (
            <a
              key={place.path}
              href={hrefOf(place.path)}
              aria-current={place === current ? "page" : undefined}
              aria-label={place.label()}
            >
              <Icon name={place.icon} />
              <span class="desk-only">{place.label()}</span>
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}
