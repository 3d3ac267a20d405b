import { useState } from "preact/hooks";
import { inWords, t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { signOut } from "../../lib/auth/signInAndOut";
import { call } from "../../lib/ledger/api";
import { useSignOut } from "../../parts/dialogs/signOut";
import { useSubmit } from "../../parts/fields/submit";
import { EmailForm, PasswordForm } from "./credentialForms";

/** The signed-in user, their credentials, and signing out. */
export function AccountSettings() {
  const [changing, setChanging] = useState<"password" | "email">();
  const { leave, dialog } = useSignOut();
  const onDone = () => setChanging(undefined);
  const everywhere = useSubmit(() =>
    leave(async () => {
      await call("DELETE /account/sessions");
      await signOut();
    }),
  );
  return (
    <section class="card setting">
      <h2>{t("settings.account")}</h2>
      <p class="muted">
        {t("settings.signedInAs")} <bdi>{user.value?.email}</bdi>
      </p>
      {changing === "password" && <PasswordForm onDone={onDone} />}
      {changing === "email" && <EmailForm onDone={onDone} />}
      {!changing && (
        <div class="buttons">
          <button type="button" class="button" onClick={() => setChanging("password")}>
            {t("settings.changePassword")}
          </button>
          <button type="button" class="button" onClick={() => setChanging("email")}>
            {t("settings.changeEmail")}
          </button>
        </div>
      )}
      <form class="buttons" onSubmit={everywhere.onSubmit}>
        <button type="button" class="button" onClick={() => void leave()}>
          {t("auth.signOut")}
        </button>
        <button type="submit" class="button danger" aria-busy={everywhere.busy}>
          {t("settings.signOutEverywhere")}
        </button>
      </form>
      {everywhere.problem && (
        <p class="problem boxed" role="alert">
          {inWords(everywhere.problem.message)}
        </p>
      )}
      {dialog}
    </section>
  );
}
