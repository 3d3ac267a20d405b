import { t } from "../../i18n";
import { useSignOut } from "../../parts/dialogs/signOut";
import { PasswordDialog } from "./passwordDialog";

/** Asks for the password when a session has expired. */
export function SignInAgain() {
  const { leave, dialog } = useSignOut();
  return (
    <>
      <PasswordDialog
        title={t("auth.expiredTitle")}
        text={t("auth.expiredText")}
        leave={t("auth.signOut")}
        onLeave={() => void leave()}
      />
      {dialog}
    </>
  );
}
