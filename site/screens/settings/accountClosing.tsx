import { batch } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { LedgerSummary } from "../../../domain/ledgers/ledgerSchemas";
import {
  ACCESS_LOG_DAYS,
  EXECUTION_DAYS,
  LOG_DAYS,
  RECOVERY_DAYS,
  TRASH_DAYS,
} from "../../../domain/values/limits";
import { forgetUnsent } from "../../data/offline/unsentData";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { signOut } from "../../lib/auth/signInAndOut";
import { config } from "../../lib/config/deployedConfig";
import { call } from "../../lib/ledger/api";
import { navigate } from "../../lib/page/pageRoute";
import { DeletionDialog } from "../../parts/dialogs/deletionDialog";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { withRecentSignIn } from "./recentSignIn";

/** Account deletion: what is deleted, what is kept for how long, and a confirmation that cannot be typed by accident. */
export function CloseAccount() {
  const [open, setOpen] = useState(false);
  return (
    <section class="card setting">
      <h2>{t("settings.close")}</h2>
      <p class="muted">{t("settings.closeText")}</p>
      <button type="button" class="button danger" onClick={() => setOpen(true)}>
        {t("settings.closeOpen")}
      </button>
      {open && <CloseDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

function CloseDialog({ onClose }: { onClose: () => void }) {
  const email = user.value?.email ?? "";
  const close = async () => {
    await withRecentSignIn(() => call("DELETE /account"));
    leave();
  };
  const { databaseBackupDays } = config();
  return (
    <DeletionDialog
      expected={email}
      title={t("settings.closeTitle")}
      texts={{
        confirm: t("settings.closeConfirm", { email }),
        wrong: t("settings.closeWrong"),
        proceed: t("settings.closeDelete"),
        keep: t("settings.closeKeep"),
      }}
      onConfirm={close}
      onClose={onClose}
    >
      <p>{t("settings.closeGone")}</p>
      <Ledgers />
      <div>
        <p>{t("settings.closeCopies")}</p>
        <ul class="bullets muted">
          <li>{t("settings.closeTombstones", { count: TRASH_DAYS })}</li>
          <li>{t("settings.closeRecovery", { count: RECOVERY_DAYS })}</li>
          {databaseBackupDays > 0 && <li>{t("settings.closeBackups", { count: databaseBackupDays })}</li>}
          <li>{t("settings.closeLogs", { count: Math.max(LOG_DAYS, ACCESS_LOG_DAYS, EXECUTION_DAYS) })}</li>
          <li>{t("settings.closeMails")}</li>
        </ul>
      </div>
    </DeletionDialog>
  );
}

/** The ledgers with members that are deleted with the account, and those that others keep, as the API says. */
function Ledgers() {
  const found = useLoad(async () => (await call("GET /ledgers")).ledgers.filter(({ own }) => !own));
  return (
    <Loaded from={found} rows={1}>
      {(ledgers) => (
        <>
          <Named ledgers={ledgers.filter(({ endsWithAccount }) => endsWithAccount)}>
            {t("settings.closeEnding")}
          </Named>
          <Named ledgers={ledgers.filter(({ endsWithAccount }) => !endsWithAccount)}>
            {t("settings.closeStaying")}
          </Named>
        </>
      )}
    </Loaded>
  );
}

function Named({ ledgers, children }: { ledgers: readonly LedgerSummary[]; children: ComponentChildren }) {
  if (ledgers.length === 0) return null;
  return (
    <div>
      <p>{children}</p>
      <ul class="bullets">
        {ledgers.map(({ id, name }) => (
          <li key={id}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Removes everything of the user from this device, including unsent data. */
function leave(): void {
  forgetUnsent();
  batch(() => {
    navigate("goodbye", {}, { replace: true });
    void signOut();
  });
}
