import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { signOut, user } from "../../lib/session";
import { SignInForm } from "./signIn";

/** Asks for the password when a session has expired. The user's work stays underneath, unchanged. */
export function SignInAgain() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="sign-in-again"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="sign-in-again">{t("auth.expiredTitle")}</h2>
      <p class="muted">{t("auth.expiredText")}</p>
      <SignInForm email={user.value?.email ?? ""} />
      <button type="button" class="button quiet" onClick={() => void signOut()}>
        {t("auth.signOut")}
      </button>
    </dialog>
  );
}
