import { adding } from "../../data/forms/openForms";
import { t } from "../../i18n";
import type { IconName } from "../../lib/categories/icons";
import { mayAdd } from "../../lib/ledger/openLedger";
import { hrefOf, placeOf, route } from "../../lib/page/pageRoute";
import { Icon } from "../basics/icon";

const TRENDS = "reports/trends";
const BUDGETS = "budgets";
const MORE = "more";

/** Places that the last tab leads to. */
export const MORE_PLACES: readonly string[] = ["reports", "receipts", "trash", "settings", MORE];

/** The tab that the current place belongs to. */
function currentTab(): string {
  const { path } = route.value;
  if (path === TRENDS || path === BUDGETS) return path;
  return MORE_PLACES.includes(placeOf(path)) ? MORE : "";
}

/** The bar at the bottom of a narrow screen, where the thumb is. */
export function TabBar() {
  const current = currentTab();
  return (
    <nav class="tab-bar" aria-label={t("app.nav")}>
      <Tab path="" icon="list" label={t("app.expenses")} current={current} />
      <Tab path={TRENDS} icon="chart" label={t("app.trends")} current={current} />
      {mayAdd() && (
        <button
          type="button"
          class="tab tab-add"
          onClick={() => {
            adding.value = true;
          }}
        >
          <Icon name="plus" size={24} />
          <span>{t("app.add")}</span>
        </button>
      )}
      <Tab path={BUDGETS} icon="budget" label={t("app.budgets")} current={current} />
      <Tab path={MORE} icon="menu" label={t("app.more")} current={current} />
    </nav>
  );
}

interface TabProps {
  path: string;
  icon: IconName;
  label: string;
  current: string;
}

function Tab({ path, icon, label, current }: TabProps) {
  return (
    <a class="tab" href={hrefOf(path)} aria-current={path === current ? "page" : undefined}>
      <Icon name={icon} size={22} />
      <span>{label}</span>
    </a>
  );
}
