import { ChevronLeft } from "lucide";
import { manage } from "../../i18n/manage";
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

/** What admins look after: alarms, jobs, dead letters, users, and what each ledger comes to. */
export function Admin() {
  const allowed = useLoad(async () => ({ admin: await isAdmin() }), user.value?.id);
  const { title, text, back, refused } = manage().admin;
  return (
    <main class="page" id="content">
      <a class="back" href={hrefOf("settings")}>
        <Icon node={ChevronLeft} size={18} />
        {back}
      </a>
      <h1 tabIndex={-1}>{title}</h1>
      <p class="muted">{text}</p>
      <Loaded from={allowed}>
        {({ admin }) =>
          admin ? (
            <Sections />
          ) : (
            <div class="empty" role="alert">
              <p class="empty-title">{refused}</p>
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
