import { useState } from "preact/hooks";
import { outbox } from "../data/outbox";
import { words } from "../i18n/others";
import { changePassword } from "../lib/account";
import { accessToken, signOut, user } from "../lib/session";
import { showToast } from "../lib/toasts";
import { PasswordField } from "../parts/passwordField";
import { useSubmit } from "../parts/submit";
import { AuthForm } from "./auth";

/** Who is signed in, the password, and the ways out. */
export function AccountSettings() {
  const [changing, setChanging] = useState(false);
  const everywhere = useSubmit(() => signOut({ everywhere: true }));
  const { account, signedInAs, changePassword: change, everywhere: label, unsent } = words().settings;
  return (
    <section class="card setting">
      <h2>{account}</h2>
      <p class="muted">
        {signedInAs} <bdi>{user.value?.email}</bdi>
      </p>
      {changing ? (
        <PasswordForm onDone={() => setChanging(false)} />
      ) : (
        <button type="button" class="button" onClick={() => setChanging(true)}>
          {change}
        </button>
      )}
      {outbox.value.length > 0 && <p class="muted">{unsent(outbox.value.length)}</p>}
      <form class="buttons" onSubmit={everywhere.onSubmit}>
        <button type="button" class="button" onClick={() => void signOut()}>
          {words().auth.signOut}
        </button>
        <button type="submit" class="button danger" aria-busy={everywhere.busy}>
          {label}
        </button>
      </form>
      {everywhere.problem && (
        <p class="problem boxed" role="alert">
          {everywhere.problem.message}
        </p>
      )}
    </section>
  );
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const submission = useSubmit(async (value) => {
    await changePassword(await accessToken(), value("current"), value("password"));
    showToast(words().settings.passwordChanged);
    onDone();
  });
  return (
    <AuthForm submission={submission} action={words().settings.changePassword}>
      <input type="hidden" name="username" autocomplete="username" value={user.value?.email} />
      <PasswordField
        label={words().auth.currentPassword}
        name="current"
        autocomplete="current-password"
        focus
      />
      <PasswordField
        label={words().auth.newPassword}
        name="password"
        autocomplete="new-password"
        hint={words().auth.passwordHint}
      />
    </AuthForm>
  );
}
