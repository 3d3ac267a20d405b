import { t } from "../../i18n";
import { signOut } from "../../lib/signInAndOut";
import { PasswordDialog } from "./passwordDialog";

/** Asks for the password when a session has expired. */
export function SignInAgain() {
  return (
    <PasswordDialog
      title={t("auth.expiredTitle")}
      text={t("auth.expiredText")}
      leave={t("auth.signOut")}
      onLeave={() => void signOut()}
    />
  );
}
