import { words } from "../i18n/others";
import { signOut, user } from "../lib/session";
import { AlertSwitch } from "./alertSwitch";

/** What the user can set. */
export function Settings() {
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{words().settings.title}</h1>
      <section class="card setting">
        <AlertSwitch />
      </section>
      <section class="card setting">
        <h2>{words().settings.account}</h2>
        <p class="muted">
          {words().settings.signedInAs} <bdi>{user.value?.email}</bdi>
        </p>
        <button type="button" class="button" onClick={() => void signOut()}>
          {words().auth.signOut}
        </button>
      </section>
    </main>
  );
}
