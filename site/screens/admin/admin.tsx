import "../../i18n/en/admin";
import { ChevronLeft } from "lucide";
import { t } from "../../i18n";
import { isAdmin } from "../../lib/admin";
import { hrefOf } from "../../lib/route";
import { user } from "../../lib/session";
import { Icon } from "../../parts/icon";
import { Loaded, useLoad } from "../../parts/load";
import { Alarms } from "./alarms";
import { DeadLetters } from "./deadLetters";
import { Jobs } from "./jobs";
import { Totals } from "./totals";
import { Users, useAccounts } from "./users";

/** The administration: alarms, jobs, dead letters, users, and the totals of each ledger. */
export function Admin() {
  const allowed = useLoad(async () => ({ admin: await isAdmin() }), user.value?.id);
  return (
    <main class="page" id="content">
      <a class="back" href={hrefOf("settings")}>
        <Icon node={ChevronLeft} size={18} />
        {t("app.settings")}
      </a>
      <h1 tabIndex={-1}>{t("admin.title")}</h1>
      <p class="muted">{t("admin.text")}</p>
      <Loaded from={allowed}>
        {({ admin }) =>
          admin ? (
            <Sections />
          ) : (
            <div class="empty" role="alert">
              <p class="empty-title">{t("admin.refused")}</p>
            </div>
          )
        }
      </Loaded>
    </main>
  );
}

function Sections() {
  const accounts = useAccounts();
  return (
    <>
      <Alarms />
      <Jobs />
      <DeadLetters />
      <Users accounts={accounts} />
      <Totals accounts={accounts.items ?? []} />
    </>
  );
}
