import type { MemberAnswer } from "../../../domain/ledgers/ledgerSchemas";
import { LEDGER_ROLES, type LedgerRole } from "../../../domain/ledgers/roles";
import { lookAtPeople } from "../../data/ledgers/ledgerPeople";
import { switchTo } from "../../data/ledgers/switchLedger";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { problemOf } from "../../lib/network/requestError";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import type { Option } from "../../parts/fields/options";
import { SelectField } from "../../parts/fields/selectField";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** The roles to choose from. */
export const roleOptions = (): readonly Option[] =>
  LEDGER_ROLES.map((role) => [role, t(`ledgers.role.${role}`)]);

/** The members of the ledger. An owner gives roles and removes members; everybody can leave. */
export function MemberList({ role }: { role: LedgerRole }) {
  const list = useLoad(() => callOrKept("GET /ledger/members"), ledgerId.value);
  const me = user.value?.id;
  const change = async (id: string, chosen: string) => {
    const next = LEDGER_ROLES.find((one) => one === chosen);
    if (next === undefined) return;
    try {
      list.set(await call("PATCH /ledger/members/{id}", { path: { id }, body: { role: next } }));
      if (id === me) await lookAtPeople();
    } catch (error) {
      showToast(problemOf(error).message);
      await list.reload(); // Shows the stored role.
    }
  };
  const remove = async (id: string) => {
    await call("DELETE /ledger/members/{id}", { path: { id } });
    if (id === me) switchTo();
    else await list.reload();
  };
  return (
    <section class="card" aria-labelledby="members">
      <h2 id="members" class="card-head">
        {t("ledgers.members")}
      </h2>
      <Loaded from={list}>
        {({ members }) => (
          <ul class="rows">
            {members.map((member) => (
              <li key={member.id} class="item">
                <MemberItem
                  member={member}
                  isMe={member.id === me}
                  isOwner={role === "owner"}
                  onChange={(chosen) => void change(member.id, chosen)}
                  onRemove={() => remove(member.id)}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

interface MemberItemProps {
  member: MemberAnswer;
  isMe: boolean;
  /** True if the reader is an owner. */
  isOwner: boolean;
  onChange: (role: string) => void;
  onRemove: () => Promise<void>;
}

function MemberItem({ member: { email, role, since }, isMe, isOwner, onChange, onRemove }: MemberItemProps) {
  const details = [isMe && t("ledgers.you"), !isOwner && t(`ledgers.role.${role}`), since && dayOf(since)];
  const ofMember = { name: email };
  return (
    <>
      <span class="item-text">
        <bdi class="item-name">{email}</bdi>
        <span class="item-detail muted">{details.filter(Boolean).join(" · ")}</span>
      </span>
      <span class="item-actions">
        {isOwner && (
          <SelectField
            label={t("ledgers.roleOf", ofMember)}
            quiet
            value={role}
            options={roleOptions()}
            onChoose={onChange}
          />
        )}
        {isMe && <ActionButton text={t("ledgers.leave")} run={onRemove} />}
        {!isMe && isOwner && (
          <ActionButton text={t("ledgers.remove")} label={t("ledgers.removeOf", ofMember)} run={onRemove} />
        )}
      </span>
    </>
  );
}
