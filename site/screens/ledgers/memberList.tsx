import type { ComponentProps } from "preact";
import { useState } from "preact/hooks";
import type { LedgerSummary, MemberAnswer } from "../../../domain/ledgers/ledgerSchemas";
import { LEDGER_ROLES, type LedgerRole } from "../../../domain/ledgers/roles";
import { lookAtPeople } from "../../data/ledgers/ledgerPeople";
import { mayLeave, switchTo } from "../../data/ledgers/switchLedger";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { problemOf } from "../../lib/network/requestError";
import { showToast } from "../../lib/page/toasts";
import { QuestionDialog } from "../../parts/dialogs/questionDialog";
import type { Option } from "../../parts/fields/options";
import { SelectField } from "../../parts/fields/selectField";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** A question before an act that its user cannot undo. */
type Question = Omit<ComponentProps<typeof QuestionDialog>, "onClose">;

/** The roles to choose from. */
export const roleOptions = (): readonly Option[] =>
  LEDGER_ROLES.map((role) => [role, t(`ledgers.role.${role}`)]);

interface MemberListProps {
  ledger: LedgerSummary;
  onChange: () => Promise<void>;
}

/** The members of the ledger. An owner gives roles and removes members; everybody can leave. */
export function MemberList({ ledger: { name = "", role }, onChange }: MemberListProps) {
  const list = useLoad(() => callOrKept("GET /ledger/members"), ledgerId.value);
  const [question, setQuestion] = useState<Question>();
  const me = user.value?.id;
  const give = async ({ id, email }: MemberAnswer, next: LedgerRole) => {
    list.set(await call("PATCH /ledger/members/{id}", { path: { id }, body: { role: next } }));
    showToast(t("ledgers.roleGiven", { name: email, role: t(`ledgers.role.${next}`) }));
    await Promise.all([onChange(), id === me && lookAtPeople()]);
  };
  const remove = async ({ id, email }: MemberAnswer) => {
    await call("DELETE /ledger/members/{id}", { path: { id } });
    if (id === me) return void switchTo(undefined, "#/", t("ledgers.left", { name }));
    showToast(t("ledgers.removed", { name: email }));
    await Promise.all([onChange(), list.reload()]);
  };
  const run = async (action: () => Promise<void>) => {
    try {
      await action();
    } catch (error) {
      showToast(problemOf(error).message);
      await list.reload(); // Shows the stored role.
    }
  };
  const choose = (member: MemberAnswer, chosen: string) => {
    const next = LEDGER_ROLES.find((one) => one === chosen);
    if (next === undefined) return;
    if (member.id !== me) return void run(() => give(member, next));
    // Until it is answered, the field shows the role that the user has.
    setQuestion({
      title: t("ledgers.resignTitle"),
      text: t("ledgers.resignText"),
      proceed: t("ledgers.resign"),
      onProceed: () => void run(() => give(member, next)),
    });
  };
  const askToRemove = (member: MemberAnswer) => {
    const isMe = member.id === me;
    if (isMe && !mayLeave()) return;
    setQuestion({
      title: t("ledgers.removeOf", { name: member.email }),
      text: t("ledgers.removeText"),
      proceed: t("ledgers.remove"),
      ...(isMe && {
        title: t("ledgers.leaveOf", { name }),
        text: t("ledgers.leaveText"),
        proceed: t("ledgers.leave"),
      }),
      onProceed: () => void run(() => remove(member)),
    });
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
                  onChange={(chosen) => choose(member, chosen)}
                  onRemove={() => askToRemove(member)}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {question && <QuestionDialog {...question} onClose={() => setQuestion(undefined)} />}
    </section>
  );
}

interface MemberItemProps {
  member: MemberAnswer;
  isMe: boolean;
  /** True if the reader is an owner. */
  isOwner: boolean;
  onChange: (role: string) => void;
  onRemove: () => void;
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
        {(isMe || isOwner) && (
          <button
            type="button"
            class="button small"
            aria-label={isMe ? undefined : t("ledgers.removeOf", ofMember)}
            onClick={onRemove}
          >
            {t(isMe ? "ledgers.leave" : "ledgers.remove")}
          </button>
        )}
      </span>
    </>
  );
}
