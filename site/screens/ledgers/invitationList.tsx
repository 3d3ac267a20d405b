import { useState } from "preact/hooks";
import type { LedgerSummary } from "../../../domain/ledgers/ledgerSchemas";
import { LEDGER_ROLES, type LedgerRole } from "../../../domain/ledgers/roles";
import { INVITATION_DAYS } from "../../../domain/values/limits";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { hrefOf } from "../../lib/page/pageRoute";
import { ActionButton } from "../../parts/basics/actionButton";
import { QrCode } from "../../parts/basics/qrCode";
import { SecretLink } from "../../parts/basics/secretLink";
import { SelectField } from "../../parts/fields/selectField";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { roleOptions } from "./memberList";

/** Links that admit others: creating one, which is shown once, and revoking open ones. */
export function InvitationList({ ledger: { id: ledgerId } }: { ledger: LedgerSummary }) {
  const list = useLoad(() => callOrKept("GET /ledger/invitations"), ledgerId);
  const [role, setRole] = useState<LedgerRole>("editor");
  const [link, setLink] = useState<string>();
  const invite = async () => {
    const { secret } = await call("POST /ledger/invitations", { body: { role } });
    // No server sees the part behind #.
    setLink(new URL(hrefOf(`join/${ledgerId}/${secret}`), location.href).href);
    await list.reload();
  };
  const revoke = async (id: string) => {
    await call("DELETE /ledger/invitations/{id}", { path: { id } });
    setLink(undefined);
    await list.reload();
  };
  return (
    <section class="card setting" aria-labelledby="invitations">
      <h2 id="invitations">{t("ledgers.invitations")}</h2>
      <p class="muted">{t("ledgers.invitationsText", { count: INVITATION_DAYS })}</p>
      <SelectField
        label={t("ledgers.role")}
        value={role}
        options={roleOptions()}
        onChoose={(chosen) => setRole(LEDGER_ROLES.find((one) => one === chosen) ?? "viewer")}
      />
      <ActionButton class="primary" text={t("ledgers.invite")} run={invite} />
      {link && (
        <div class="part" role="status">
          <p>{t("ledgers.link")}</p>
          <SecretLink text={link} />
          <QrCode text={link} label={t("ledgers.linkCode")} />
        </div>
      )}
      <Loaded from={list} rows={1}>
        {({ invitations }) => (
          <ul class="rows inset">
            {invitations.map(({ id, role: given, expiresAt }) => (
              <li key={id} class="item">
                <InvitationItem role={given} expiresAt={expiresAt} onRevoke={() => revoke(id)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

interface InvitationItemProps {
  role: LedgerRole;
  expiresAt: string;
  onRevoke: () => Promise<void>;
}

function InvitationItem({ role, expiresAt, onRevoke }: InvitationItemProps) {
  const name = t(`ledgers.role.${role}`);
  return (
    <>
      <span class="item-text">
        <span class="item-name">{name}</span>
        <span class="item-detail muted">{t("ledgers.until", { date: dayOf(expiresAt) })}</span>
      </span>
      <ActionButton text={t("ledgers.revoke")} label={t("ledgers.revokeOf", { role: name })} run={onRevoke} />
    </>
  );
}
