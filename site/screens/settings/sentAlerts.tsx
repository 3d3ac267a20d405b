import { useState } from "preact/hooks";
import type { SentAlert } from "../../../domain/alerts/alertSchemas";
import { t } from "../../i18n";
import { call } from "../../lib/api";
import { money } from "../../lib/format";
import { hrefOf } from "../../lib/route";
import { dayOf } from "../../lib/time";
import { CategorySign } from "../../parts/categorySign";
import { Loaded, useLoad } from "../../parts/load";

/** Alerts shown at first. */
const FIRST = 3;

/** The alerts that were sent; each leads to the month of its expense. */
export function SentAlerts() {
  const alerts = useLoad(async () => (await call("GET /alerts")).alerts);
  const [all, setAll] = useState(false);
  return (
    <section class="part" aria-label={t("settings.sentAlerts")}>
      <h3>{t("settings.sentAlerts")}</h3>
      <Loaded from={alerts} rows={1}>
        {(sent) => (
          <>
            {sent.length === 0 && <p class="muted">{t("settings.noSentAlerts")}</p>}
            <ul class="rows inset">
              {sent.slice(0, all ? sent.length : FIRST).map((alert) => (
                <li key={alert.alertId}>
                  <AlertLink alert={alert} />
                </li>
              ))}
            </ul>
            {!all && sent.length > FIRST && (
              <button type="button" class="button quiet small" onClick={() => setAll(true)}>
                {t("settings.allSentAlerts", { count: sent.length })}
              </button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function AlertLink({ alert: { category, description, amount, currency, at, date } }: { alert: SentAlert }) {
  return (
    <a class="item" href={hrefOf(date.slice(0, 7), { q: description })}>
      <CategorySign category={category} />
      <span class="item-text">
        <bdi class="item-name">{description}</bdi>
        <span class="item-detail muted">{dayOf(at)}</span>
      </span>
      <span class="item-amount">{money(amount, currency)}</span>
    </a>
  );
}
