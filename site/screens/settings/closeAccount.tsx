import { batch } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  ACCESS_LOG_DAYS,
  DATABASE_BACKUP_DAYS,
  EXECUTION_DAYS,
  LOG_DAYS,
  RECOVERY_DAYS,
  TRASH_DAYS,
} from "../../../domain/values/limits";
import { forgetUnsent } from "../../data/unsent";
import { t } from "../../i18n";
import { call } from "../../lib/api";
import { RequestError } from "../../lib/requestError";
import { navigate } from "../../lib/route";
import { user } from "../../lib/session";
import { signOut } from "../../lib/signInAndOut";
import { TextField } from "../../parts/field";
import { useSubmit } from "../../parts/submit";
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
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const email = user.value?.email ?? "";
  const { onSubmit, busy, problem } = useSubmit(async (value) => {
    if (value("confirmation").trim().toLowerCase() !== email.toLowerCase()) {
      throw new RequestError("refused", t("settings.closeWrong"), "confirmation");
    }
    await withRecentSignIn(() => call("DELETE /account"));
    leave();
  });
  const here = problem?.field === "confirmation" ? problem.message : undefined;
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="leave" onClose={onClose}>
      <h2 id="leave">{t("settings.closeTitle")}</h2>
      <p>{t("settings.closeGone")}</p>
      <div>
        <p>{t("settings.closeCopies")}</p>
        <ul class="bullets muted">
          <li>{t("settings.closeTombstones", { count: TRASH_DAYS })}</li>
          <li>{t("settings.closeRecovery", { count: RECOVERY_DAYS })}</li>
          <li>{t("settings.closeBackups", { count: DATABASE_BACKUP_DAYS })}</li>
          <li>{t("settings.closeLogs", { count: Math.max(LOG_DAYS, ACCESS_LOG_DAYS, EXECUTION_DAYS) })}</li>
        </ul>
      </div>
      <form class="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={t("settings.closeConfirm", { email })}
          name="confirmation"
          type="email"
          autocomplete="off"
          problem={here}
        />
        {problem && !here && (
          <p class="problem boxed" role="alert">
            {problem.message}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="button danger" aria-busy={busy}>
            {t("settings.closeDelete")}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t("settings.closeKeep")}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Leaves nothing of the user on this device, also not what was never sent. */
function leave(): void {
  forgetUnsent();
  batch(() => {
    navigate("goodbye", {}, { replace: true });
    void signOut();
  });
}
