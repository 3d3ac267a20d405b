import "../../i18n/en/ledgers";
import type { InvitationSummary } from "../../../domain/ledgers/ledgerSchemas";
import { isolate } from "../../../domain/values/text";
import { openLedgerOf, switchTo } from "../../data/ledgers/switchLedger";
import { t } from "../../i18n";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { RequestError } from "../../lib/network/requestError";
import { navigate, route } from "../../lib/page/pageRoute";
import { useSubmit } from "../../parts/fields/submit";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { AuthForm } from "../auth/authForm";

/** The place that an invitation leads to: `#/join/<ledger>/<secret>`. Who is signed out signs in first; the address stays. */
export function Join() {
  const [, ledgerId = "", secret = ""] = route.value.path.split("/");
  const invitation = useLoad(() => lookUp(ledgerId, secret), route.value.path);
  const submission = useSubmit(async () => {
    const ledger = await joined(ledgerId, secret);
    // The secret is of no use any more, and does not stay in the address.
    navigate("settings/ledgers", {}, { replace: true });
    const { name = "" } = ledger;
    switchTo(openLedgerOf(ledger), undefined, t("ledgers.joined", { name }));
  });
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("ledgers.join")}</h1>
      <section class="card setting">
        <Loaded from={invitation} rows={2}>
          {(found) => (
            <>
              {found && <Invitation {...found} />}
              <p>{t("ledgers.joinText")}</p>
              <AuthForm submission={submission} action={t("ledgers.joinNow")}>
                {null}
              </AuthForm>
            </>
          )}
        </Loaded>
      </section>
    </main>
  );
}

/** Who invites to which ledger, and what the user could do there. */
function Invitation({ name, role, invitedBy, expiresAt }: InvitationSummary) {
  return (
    <p class="stack" dir="auto">
      <strong>{isolate(name)}</strong>
      <span>{t(`ledgers.role.${role}`)}</span>
      <span class="muted">
        {invitedBy && t("ledgers.invitedBy", { address: isolate(invitedBy) })}{" "}
        {t("ledgers.until", { date: dayOf(expiresAt) })}
      </span>
    </p>
  );
}

/** Null for members: the answer to an earlier attempt to join may have been lost. */
async function lookUp(ledgerId: string, secret: string): Promise<InvitationSummary | null> {
  try {
    return await call("POST /invitations/lookup", { body: { ledgerId, secret } });
  } catch (error) {
    if (error instanceof RequestError && error.code === "ledger.member") return null;
    throw error;
  }
}

/** Joins the ledger, or finds it among the user's ledgers: the answer to an earlier attempt may have been lost. */
async function joined(ledgerId: string, secret: string) {
  try {
    return await call("POST /memberships", { body: { ledgerId, secret } });
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== "ledger.member") throw error;
    const found = (await call("GET /ledgers")).ledgers.find(({ id }) => id === ledgerId);
    if (found === undefined) throw error;
    return found;
  }
}
