import "../../i18n/en/dialog";
import { useState } from "preact/hooks";
import type { LedgerSummary } from "../../../domain/ledgers/ledgerSchemas";
import { LEDGER_RESTORE_DAYS } from "../../../domain/values/limits";
import { lookAtPeople } from "../../data/ledgers/ledgerPeople";
import { lockOut } from "../../data/ledgers/lockedOut";
import { reopenLedger } from "../../data/ledgers/reopenLedger";
import { switchTo } from "../../data/ledgers/switchLedger";
import { isCopied } from "../../data/reports/dataExport";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { RequestError } from "../../lib/network/requestError";
import { ActionButton } from "../../parts/basics/actionButton";
import { DeletionDialog } from "../../parts/dialogs/deletionDialog";
import { TextInput } from "../../parts/fields/field";
import { useSubmit } from "../../parts/fields/submit";
import { AuthForm } from "../auth/authForm";
import { ExportFiles } from "../settings/exportFiles";
import { withRecentSignIn } from "../settings/recentSignIn";
import { ColourField } from "./colourField";

interface ManagementProps {
  ledger: LedgerSummary;
  onChange: () => Promise<void>;
}

/** Name, color, archive and deletion of the open ledger, for its owners. */
export function Management({ ledger, onChange }: ManagementProps) {
  const { name = "", role, archivedAt } = ledger;
  const [colour, setColour] = useState<string>();
  const [deleting, setDeleting] = useState(false);
  const lookAgain = () => Promise.all([onChange(), lookAtPeople()]);
  const change = async (body: { name?: string; colour?: string; archived?: true }) => {
    if (Object.keys(body).length > 0) await call("PATCH /ledger", { body });
    await lookAgain();
  };
  const reopen = async () => {
    await reopenLedger();
    await lookAgain();
  };
  // Only what was changed here: another owner may have changed the rest meanwhile.
  const save = useSubmit(async (value) => {
    const typed = value("name");
    await change({ ...(typed !== name && { name: typed }), ...(colour && { colour }) });
    setColour(undefined);
  });
  if (role !== "owner") return null;
  return (
    <section class="card setting" aria-labelledby="ledger-name">
      <h2 id="ledger-name">{name}</h2>
      <AuthForm submission={save} action={t("dialog.save")}>
        <TextInput label={t("ledgers.name")} name="name" autocomplete="off" defaultValue={name} required />
        <ColourField value={colour ?? ledger.colour ?? ""} onChoose={setColour} />
      </AuthForm>
      <div class="buttons">
        <ActionButton
          class=""
          text={archivedAt ? t("ledgers.unarchive") : t("ledgers.archive")}
          run={archivedAt ? reopen : () => change({ archived: true })}
        />
        <button type="button" class="button danger" onClick={() => setDeleting(true)}>
          {t("ledgers.delete")}
        </button>
      </div>
      {deleting && <DeleteDialog name={name} onClose={() => setDeleting(false)} />}
    </section>
  );
}

function DeleteDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const [needsNone, setNeedsNone] = useState(false);
  const remove = async () => {
    if (!needsNone && !isCopied.peek()) throw new RequestError("refused", t("ledgers.copyFirst"));
    await withRecentSignIn(() => call("DELETE /ledger"));
    await lockOut();
    switchTo();
  };
  return (
    <DeletionDialog
      expected={name}
      title={t("ledgers.deleteTitle")}
      texts={{
        confirm: t("ledgers.deleteConfirm", { name }),
        wrong: t("ledgers.deleteWrong"),
        proceed: t("ledgers.delete"),
        keep: t("ledgers.keep"),
      }}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t("ledgers.deleteText", { count: LEDGER_RESTORE_DAYS })}</p>
      <p>{t("ledgers.copyText")}</p>
      <ExportFiles action={t("ledgers.copy")} ledgerId={ledgerId.value ?? ""} />
      <label class="check">
        <input
          type="checkbox"
          checked={needsNone}
          onChange={({ currentTarget }) => setNeedsNone(currentTarget.checked)}
        />{" "}
        {t("ledgers.noCopy")}
      </label>
    </DeletionDialog>
  );
}
