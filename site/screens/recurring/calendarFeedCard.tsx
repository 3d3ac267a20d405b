import { useState } from "preact/hooks";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { config } from "../../lib/config/deployedConfig";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { ActionButton } from "../../parts/basics/actionButton";
import { SecretLink } from "../../parts/basics/secretLink";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** The address by which a calendar program reads what recurs: making one, which is shown once, and revoking it. */
export function CalendarFeedCard() {
  const state = useLoad(() => callOrKept("GET /calendar"), ledgerId.value);
  // Unless it is chosen, that of the present address: another one does not show less unasked.
  const [chosen, choose] = useState<boolean>();
  const amounts = chosen ?? state.value?.feed?.amounts ?? false;
  const [address, setAddress] = useState<string>();
  const create = async () => {
    const { path } = await call("POST /calendar", { body: { amounts } });
    setAddress(config().apiUrl + path);
    await state.reload();
    choose(undefined);
  };
  const revoke = async () => {
    await call("DELETE /calendar");
    setAddress(undefined);
    await state.reload();
    choose(undefined);
  };
  return (
    <section class="card setting" aria-labelledby="calendar">
      <h2 id="calendar">{t("recurring.calendar")}</h2>
      <p class="muted">{t("recurring.calendarText")}</p>
      <Loaded from={state} rows={1}>
        {({ feed }) => (
          <>
            {feed && <p>{t(activeText(feed), { date: dayOf(feed.createdAt) })}</p>}
            <label class="check">
              <input
                type="checkbox"
                checked={amounts}
                onChange={({ currentTarget }) => choose(currentTarget.checked)}
              />{" "}
              {t("recurring.calendarAmounts")}
            </label>
            <p class="item-actions">
              <ActionButton
                text={t(feed ? "recurring.calendarRenew" : "recurring.calendarCreate")}
                run={create}
              />
              {feed && <ActionButton text={t("recurring.calendarRevoke")} run={revoke} />}
            </p>
          </>
        )}
      </Loaded>
      {address && (
        <div class="part" role="status">
          <p>{t("recurring.calendarShown")}</p>
          <SecretLink text={address} />
        </div>
      )}
    </section>
  );
}

const activeText = ({ amounts }: { amounts: boolean }) =>
  amounts ? "recurring.calendarActiveAmounts" : "recurring.calendarActive";
