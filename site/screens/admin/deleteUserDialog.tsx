import { useState } from "preact/hooks";
import type { Account } from "../../../domain/accounts/accountSchemas";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { showToast } from "../../lib/page/toasts";
import { DeletionDialog } from "../../parts/dialogs/deletionDialog";
import { withRecentSignIn } from "../settings/recentSignIn";

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
  const remove = async () => {
    await withRecentSignIn(() => call("DELETE /admin/users/{id}", { path: { id } }));
    showToast(t("admin.user.deleted", { email }));
    onDeleted();
  };
  return (
    <DeletionDialog
      expected={email}
      title={t("admin.user.deleteTitle")}
      texts={{
        confirm: t("admin.user.deleteConfirm", { email }),
        wrong: t("admin.user.deleteWrong"),
        proceed: t("admin.user.deleteNow"),
        keep: t("admin.user.deleteKeep"),
      }}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t("admin.user.deleteText")}</p>
    </DeletionDialog>
  );
}
