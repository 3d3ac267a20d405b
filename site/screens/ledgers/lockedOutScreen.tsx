import "../../i18n/en/ledgers";
import { useEffect } from "preact/hooks";
import { lookAtPeople } from "../../data/ledgers/ledgerPeople";
import { switchTo } from "../../data/ledgers/switchLedger";
import { outbox } from "../../data/outbox/outbox";
import { t } from "../../i18n";
import { isGone } from "../../lib/ledger/goneLedger";
import { shared } from "../../lib/ledger/openLedger";
import { hrefOf, navigate } from "../../lib/page/pageRoute";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** The notice in place of a ledger that the user cannot enter any more. Each look at it finds out whether they can again. */
export function LockedOutScreen() {
  const look = useLoad(async () => {
    await lookAtPeople();
    return true;
  });
  const isBack = look.value && !isGone.value;
  useEffect(() => {
    if (isBack) navigate("", {}, { replace: true });
  }, [isBack]);
  const { name = "" } = shared.value ?? {};
  const count = outbox.value.length;
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>
        <bdi>{name}</bdi>
      </h1>
      <Loaded from={isGone.value ? { ...look, value: true } : look} rows={1}>
        {() => (
          <section class="card setting">
            <p role="status">{t("ledgers.noMember", { name })}</p>
            {count > 0 && (
              <p>
                <a href={hrefOf("settings/unsent")}>{t("app.waiting", { count })}</a>
              </p>
            )}
            <OpenOwn />
          </section>
        )}
      </Loaded>
    </main>
  );
}

/** Leads to the user's own ledger; first to what was not sent, if there is something. */
export function OpenOwn() {
  return (
    <button
      type="button"
      class="button primary"
      onClick={() => {
        if (!switchTo()) navigate("settings/unsent");
      }}
    >
      {t("ledgers.openOwn")}
    </button>
  );
}
