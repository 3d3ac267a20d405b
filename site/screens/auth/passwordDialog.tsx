import { useId } from "preact/hooks";
import { user } from "../../lib/auth/session";
import { useModal } from "../../parts/dialogs/useModal";
import { SignInForm } from "./signIn";

interface PasswordDialogProps {
  title: string;
  text: string;
  /** Label of the button that leaves without a password. */
  leave: string;
  onLeave: () => void;
  onDone?: () => void;
}

/** Asks the user for the password. The user's work stays underneath, unchanged. */
export function PasswordDialog({ title, text, leave, onLeave, onDone }: PasswordDialogProps) {
  const id = useId();
  const dialog = useModal();
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onCancel={(event) => event.preventDefault()}>
      <h2 id={id}>{title}</h2>
      <p class="muted">{text}</p>
      <SignInForm email={user.value?.email ?? ""} onDone={onDone} />
      <button type="button" class="button quiet" onClick={onLeave}>
        {leave}
      </button>
    </dialog>
  );
}
