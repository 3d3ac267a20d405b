import { useState } from "preact/hooks";
import { outbox } from "../../data/outbox";
import { t } from "../../i18n";
import { changePassword } from "../../lib/account";
import { accessToken, signOut, user } from "../../lib/session";
import { showToast } from "../../lib/toasts";
import { NewPasswordField, PasswordField } from "../../parts/passwordField";
import { useSubmit } from "../../parts/submit";
import { AuthForm } from "../auth/authForm";

/** The signed-in user, the password, and signing out. */
export function AccountSettings() {
  const [changing, setChanging] = useState(false);
  const everywhere = useSubmit(() => signOut({ everywhere: true }));
  return (
    <section class="card setting">
      <h2>{t("settings.account")}</h2>
      <p class="muted">
        {t("settings.signedInAs")} <bdi>{user.value?.email}</bdi>
      </p>
      {changing ? (
        <PasswordForm onDone={() => setChanging(false)} />
      ) : (
        <button type="button" class="button" onClick={() => setChanging(true)}>
          {t("settings.changePassword")}
        </button>
      )}
      {outbox.value.length > 0 && <p class="muted">{t("settings.unsent", { count: outbox.value.length })}</p>}
      <form class="buttons" onSubmit={everywhere.onSubmit}>
        <button type="button" class="button" onClick={() => void signOut()}>
          {t("auth.signOut")}
        </button>
        <button type="submit" class="button danger" aria-busy={everywhere.busy}>
          {t("settings.signOutEverywhere")}
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
    showToast(t("settings.passwordChanged"));
    onDone();
  });
  return (
    <AuthForm submission={submission} action={t("settings.changePassword")}>
      <input type="hidden" name="username" autocomplete="username" value={user.value?.email} />
      <PasswordField label={t("auth.currentPassword")} name="current" autocomplete="current-password" focus />
      <NewPasswordField label={t("auth.newPassword")} />
    </AuthForm>
  );
}
