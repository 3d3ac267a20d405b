import "../../lib/categories/cameraIcon";
import "../../i18n/en/places";
import { t } from "../../i18n";
import type { IconName } from "../../lib/categories/icons";
import { hasReceipts } from "../../lib/config/hasReceipts";
import { hrefOf } from "../../lib/page/pageRoute";
import { Icon } from "../../parts/basics/icon";

/** The places that the bar of a narrow screen has no room for. */
export function Places() {
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("app.more")}</h1>
      <nav class="card rows" aria-label={t("app.more")}>
        <Place path="reports" icon="receipt" label={t("app.reports")} text={t("places.reports")} />
        {hasReceipts() && (
          <Place path="receipts" icon="camera" label={t("places.receipts")} text={t("places.receiptsText")} />
        )}
        <Place
          path="reports/insights"
          icon="chart"
          label={t("places.insights")}
          text={t("places.insightsText")}
        />
        <Place
          path="settings/recurring"
          icon="repeat"
          label={t("places.recurring")}
          text={t("places.recurringText")}
        />
        <Place
          path="settings/activity"
          icon="history"
          label={t("places.activity")}
          text={t("places.activityText")}
        />
        <Place
          path="settings/ledgers"
          icon="wallet"
          label={t("places.ledgers")}
          text={t("places.ledgersText")}
        />
        <Place path="trash" icon="trash" label={t("app.trash")} text={t("places.trash")} />
        <Place path="settings" icon="settings" label={t("app.settings")} text={t("places.settings")} />
      </nav>
    </main>
  );
}

function Place({ path, icon, label, text }: { path: string; icon: IconName; label: string; text: string }) {
  return (
    <a class="item place" href={hrefOf(path)} aria-label={label}>
      <Icon name={icon} size={22} />
      <span class="item-text">
        <span class="item-name">{label}</span>
        <span class="item-detail muted">{text}</span>
      </span>
      <Icon name="chevronRight" size={18} />
    </a>
  );
}
