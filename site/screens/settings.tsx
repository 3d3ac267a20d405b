import { t } from "../i18n";
import { signOut, user } from "../lib/session";
import { AlertSwitch } from "./alertSwitch";

/** What the user can set. */
export function Settings() {
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t().settings.title}</h1>
      <section class="card setting">
        <AlertSwitch />
      </section>
      <section class="card setting">
        <h2>{t().settings.account}</h2>
        <p class="muted">
          {t().settings.signedInAs} <bdi>{user.value?.email}</bdi>
        </p>
        <button type="button" class="button" onClick={() => void signOut()}>
          {t().auth.signOut}
        </button>
      </section>
    </main>
  );
}
