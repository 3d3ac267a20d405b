import { batch } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { DATABASE_BACKUP_DAYS, OLD_FILE_DAYS, RECOVERY_DAYS, TRASH_DAYS } from "../../domain/values/limits";
import { outbox } from "../data/outbox";
import { manage } from "../i18n/manage";
import { RequestError } from "../lib/errors";
import { closeAccount } from "../lib/leaveApi";
import { navigate } from "../lib/route";
import { signOut, user } from "../lib/session";
import { TextField } from "../parts/field";
import { useSubmit } from "../parts/submit";

/** The way out for good: what goes, what stays for how long, and a confirmation that nobody types by accident. */
export function LeaveSettings() {
  const [open, setOpen] = useState(false);
  const { title, text, open: openText } = manage().leave;
  return (
    <section class="card setting">
      <h2>{title}</h2>
      <p class="muted">{text}</p>
      <button type="button" class="button danger" onClick={() => setOpen(true)}>
        {openText}
      </button>
      {open && <LeaveDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

function LeaveDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const words = manage().leave;
  const email = user.value?.email ?? "";
  const { onSubmit, busy, problem } = useSubmit(async (value) => {
    if (value("confirmation").trim().toLowerCase() !== email.toLowerCase()) {
      throw new RequestError(400, words.wrong, "confirmation");
    }
    await closeAccount();
    leave();
  });
  const here = problem?.field === "confirmation" ? problem.message : undefined;
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="leave" onClose={onClose}>
      <h2 id="leave">{words.dialogTitle}</h2>
      <p>{words.gone}</p>
      <div>
        <p>{words.copies}</p>
        <ul class="bullets muted">
          <li>{words.tombstones(TRASH_DAYS)}</li>
          <li>{words.recovery(RECOVERY_DAYS)}</li>
          <li>{words.files(OLD_FILE_DAYS)}</li>
          <li>{words.backup(DATABASE_BACKUP_DAYS)}</li>
        </ul>
      </div>
      <form class="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={words.confirm(email)}
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
            {words.delete}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {words.keep}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Leaves nothing of the user on this device, also not what was never sent. */
function leave(): void {
  outbox.value = [];
  batch(() => {
    navigate("goodbye", {}, { replace: true });
    void signOut();
  });
}
