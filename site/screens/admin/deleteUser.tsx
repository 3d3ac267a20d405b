import { useEffect, useRef, useState } from "preact/hooks";
import type { Account } from "../../../domain/accounts/accountSchemas";
import { t } from "../../i18n";
import { call } from "../../lib/api";
import { RequestError } from "../../lib/requestError";
import { showToast } from "../../lib/toasts";
import { TextField } from "../../parts/field";
import { useSubmit } from "../../parts/submit";

interface DeleteUserProps {
  account: Account;
  onDeleted: () => void;
}

/** Deletion of another user, with a confirmation that cannot be typed by accident. */
export function DeleteUser(props: DeleteUserProps) {
  const [open, setOpen] = useState(false);
  const { email } = props.account;
  return (
    <>
      <button
        type="button"
        class="button small danger"
        aria-label={t("admin.user.actionOf", { action: t("admin.user.delete"), email })}
        onClick={() => setOpen(true)}
      >
        {t("admin.user.delete")}
      </button>
      {open && <DeleteDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function DeleteDialog({
  account: { id, email },
  onDeleted,
  onClose,
}: DeleteUserProps & { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { onSubmit, busy, problem } = useSubmit(async (value) => {
    if (value("confirmation").trim().toLowerCase() !== email.toLowerCase()) {
      throw new RequestError("refused", t("admin.user.deleteWrong"), "confirmation");
    }
    await call("DELETE /admin/users/{id}", { path: { id } });
    showToast(t("admin.user.deleted", { email }));
    onDeleted();
  });
  const here = problem?.field === "confirmation" ? problem.message : undefined;
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="delete-user" onClose={onClose}>
      <h2 id="delete-user">{t("admin.user.deleteTitle")}</h2>
      <p>{t("admin.user.deleteText")}</p>
      <form class="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={t("admin.user.deleteConfirm", { email })}
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
            {t("admin.user.deleteNow")}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t("admin.user.deleteKeep")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
