import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n/others";
import { signOut, user } from "../lib/session";
import { SignInForm } from "./signIn";

/** Asks for the password when a session ended by itself. What the user was doing stays beneath, as it was. */
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
      <h2 id="sign-in-again">{words().auth.expiredTitle}</h2>
      <p class="muted">{words().auth.expiredText}</p>
      <SignInForm email={user.value?.email ?? ""} />
      <button type="button" class="button quiet" onClick={() => void signOut()}>
        {words().auth.signOut}
      </button>
    </dialog>
  );
}
