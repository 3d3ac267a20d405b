import type { ComponentProps } from "preact";
import { useState } from "preact/hooks";
import type { LedgerSummary, MemberAnswer } from "../../../domain/ledgers/ledgerSchemas";
import { LEDGER_ROLES, type LedgerRole } from "../../../domain/ledgers/roles";
import { lookAtPeople } from "../../data/ledgers/ledgerPeople";
import { lockOut } from "../../data/ledgers/lockedOut";
import { mayLeave, switchTo } from "../../data/ledgers/switchLedger";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { isMe, ledgerId } from "../../lib/ledger/openLedger";
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

/** The members as they are read, and what is done about them; a failure is told. */
function useMembers({ ledger: { name = "" }, onChange }: MemberListProps) {
  const list = useLoad(() => callOrKept("GET /ledger/members"), ledgerId.value);
  const run = async (action: () => Promise<unknown>) => {
    try {
      await action();
    } catch (error) {
      showToast(problemOf(error).message);
      await list.reload(); // Shows the stored role.
    }
  };
  const give = ({ id, email }: MemberAnswer, role: LedgerRole) =>
    run(async () => {
      list.set(await call("PATCH /ledger/members/{id}", { path: { id }, body: { role } }));
      showToast(t("ledgers.roleGiven", { name: email, role: t(`ledgers.role.${role}`) }));
      await Promise.all([onChange(), isMe(id) && lookAtPeople()]);
    });
  const remove = ({ id, email }: MemberAnswer) =>
    run(async () => {
      await call("DELETE /ledger/members/{id}", { path: { id } });
      if (isMe(id)) {
        await lockOut();
        return switchTo(undefined, "#/", t("ledgers.left", { name }));
      }
      showToast(t("ledgers.removed", { name: email }));
      return Promise.all([onChange(), list.reload()]);
    });
  return { list, give, remove };
}

const resignation = () => ({
  title: t("ledgers.resignTitle"),
  text: t("ledgers.resignText"),
  proceed: t("ledgers.resign"),
});

const leave = (ledger: string) => ({
  title: t("ledgers.leaveOf", { name: ledger }),
  text: t("ledgers.leaveText"),
  proceed: t("ledgers.leave"),
});

const removal = (member: string) => ({
  title: t("ledgers.removeOf", { name: member }),
  text: t("ledgers.removeText"),
  proceed: t("ledgers.remove"),
});

/** The members of the ledger. An owner gives roles and removes members; everybody can leave. */
export function MemberList(props: MemberListProps) {
  const { list, give, remove } = useMembers(props);
  const [question, setQuestion] = useState<Question>();
  const { name = "", role } = props.ledger;
  const choose = (member: MemberAnswer, chosen: string) => {
    const next = LEDGER_ROLES.find((one) => one === chosen);
    if (next === undefined) return;
    const onProceed = () => void give(member, next);
    // Until it is answered, the field shows the role that the user has.
    if (isMe(member.id)) setQuestion({ ...resignation(), onProceed });
    else onProceed();
  };
  const askToRemove = (member: MemberAnswer) => {
    const isLeaving = isMe(member.id);
    if (isLeaving && !mayLeave()) return;
    const texts = isLeaving ? leave(name) : removal(member.email);
    setQuestion({ ...texts, onProceed: () => void remove(member) });
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
                  isReader={isMe(member.id)}
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
  /** True if it is the reader. */
  isReader: boolean;
  /** True if the reader is an owner. */
  isOwner: boolean;
  onChange: (role: string) => void;
  onRemove: () => void;
}

function MemberItem({
  member: { email, role, since },
  isReader,
  isOwner,
  onChange,
  onRemove,
}: MemberItemProps) {
  const details = [
    isReader && t("ledgers.you"),
    !isOwner && t(`ledgers.role.${role}`),
    since && dayOf(since),
  ];
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
        {(isReader || isOwner) && (
          <button
            type="button"
            class="button small"
            aria-label={isReader ? undefined : t("ledgers.removeOf", ofMember)}
            onClick={onRemove}
          >
            {t(isReader ? "ledgers.leave" : "ledgers.remove")}
          </button>
        )}
      </span>
    </>
  );
}
