import { useState } from "preact/hooks";
import type { SentAlert } from "../../../domain/alerts/alertSchemas";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { money } from "../../lib/formatting/format";
import { dayOf } from "../../lib/formatting/time";
import { ledgerId } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import { CategorySign } from "../../parts/basics/categorySign";
import { Icon } from "../../parts/basics/icon";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** Alerts shown at first. */
const FIRST = 3;

/** The last alerts of the ledger; each leads to the month of its expense. */
export function LastAlerts() {
  const alerts = useLoad(async () => (await callOrKept("GET /alerts")).alerts, ledgerId.value);
  const [all, setAll] = useState(false);
  return (
    <section class="part" aria-label={t("settings.lastAlerts")}>
      <h3>{t("settings.lastAlerts")}</h3>
      <Loaded from={alerts} rows={1}>
        {(sent) => (
          <>
            {sent.length === 0 && <p class="muted">{t("settings.noAlerts")}</p>}
            <ul class="rows inset">
              {sent.slice(0, all ? sent.length : FIRST).map((alert) => (
                <li key={alert.alertId}>
                  <AlertLink alert={alert} />
                </li>
              ))}
            </ul>
            {!all && sent.length > FIRST && (
              <button type="button" class="button quiet small" onClick={() => setAll(true)}>
                {t("settings.allAlerts", { count: sent.length })}
              </button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function AlertLink({ alert }: { alert: SentAlert }) {
  const { category, description, amount, currency, at, date, mailed, budget } = alert;
  return (
    <a class="item" href={budget ? hrefOf("budgets") : hrefOf(date.slice(0, 7), { q: description })}>
      {budget ? <Icon name="budget" /> : <CategorySign category={category} />}
      <span class="item-text">
        <bdi class="item-name">{description}</bdi>
        <span class="item-detail muted">
          {dayOf(at)}
          {budget && ` · ${t("settings.budgetAlert", { percent: budget.threshold })}`}
          {mailed === false && ` · ${t("settings.notMailed")}`}
        </span>
      </span>
      <span class="item-amount">{money(amount, currency)}</span>
    </a>
  );
}
