import "../../i18n/en/admin";
import "../../i18n/en/secondFactor";
import type { ComponentChild } from "preact";
import { t } from "../../i18n";
import { isAdmin } from "../../lib/auth/adminClaim";
import { user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { hrefOf } from "../../lib/page/pageRoute";
import { SettingsPage } from "../../parts/frame/settingsPage";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { RecentSignIn } from "../settings/recentSignIn";
import { Alarms } from "./alarms";
import { DeadLetterCard } from "./deadLetterCard";
import { InviteUser } from "./inviteUserForm";
import { Jobs } from "./jobs";
import { Totals } from "./totals";
import { Users, useAccounts } from "./users";

/** The administration: alarms, jobs, dead letters, users, and the totals of each ledger. */
export function Admin() {
  const allowed = useLoad(accessOf, user.value?.id);
  return (
    <SettingsPage title={t("admin.title")}>
      <p class="muted">{t("admin.text")}</p>
      <Loaded from={allowed}>{(access) => ACCESS[access]()}</Loaded>
      <RecentSignIn />
    </SettingsPage>
  );
}

/** Decides what the user sees here. The API checks for itself. */
type AdminAccess = "given" | "refused" | "secondFactor";

async function accessOf(): Promise<AdminAccess> {
  if (!(await isAdmin())) return "refused";
  const { required, enabled } = await call("GET /account/secondFactor");
  return required && !enabled ? "secondFactor" : "given";
}

const ACCESS: Readonly<Record<AdminAccess, () => ComponentChild>> = {
  given: () => <Sections />,
  refused: () => (
    <div class="empty" role="alert">
      <p class="empty-title">{t("admin.refused")}</p>
    </div>
  ),
  secondFactor: () => (
    <div class="empty">
      <p class="empty-title">{t("secondFactor.required")}</p>
      <p class="muted">{t("secondFactor.requiredText")}</p>
      <a class="button primary" href={hrefOf("settings/secondFactor")}>
        {t("secondFactor.setUp")}
      </a>
    </div>
  ),
};

function Sections() {
  const accounts = useAccounts();
  return (
    <>
      <Alarms />
      <Jobs />
      <DeadLetterCard />
      <Users accounts={accounts} />
      <InviteUser onInvited={accounts.reload} />
      <Totals accounts={accounts.items ?? []} />
    </>
  );
}
