import "../../i18n/en/activity";
import "../../i18n/en/ledgers";
import "../../i18n/en/receipts";
import { t } from "../../i18n";
import { hasReceipts } from "../../lib/config/hasReceipts";
import { shared } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";

/** The open ledger, and the way to the others. */
export function LedgerSettingsScreen() {
  return (
    <section class="card setting">
      <h2>{t("ledgers.title")}</h2>
      <p class="muted">{t("ledgers.text")}</p>
      <p>
        <bdi>{shared.value?.name ?? t("ledgers.own")}</bdi>
      </p>
      <a class="button" href={hrefOf("settings/ledgers")}>
        {t("ledgers.manage")}
      </a>{" "}
      <a class="button" href={hrefOf("settings/recurring")}>
        {t("settings.recurring")}
      </a>{" "}
      {hasReceipts() && (
        <a class="button" href={hrefOf("receipts")}>
          {t("receipts.title")}
        </a>
      )}{" "}
      <a class="button" href={hrefOf("settings/activity")}>
        {t("activity.open")}
      </a>
    </section>
  );
}
