import "../../i18n/en/ledgers";
import { useState } from "preact/hooks";
import type { LedgerSummary } from "../../../domain/ledgers/ledgerSchemas";
import { palette } from "../../data/categories/categorySet";
import { openLedgerOf, switchTo } from "../../data/ledgers/switchLedger";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { ledgerId, shared } from "../../lib/ledger/openLedger";
import { ActionButton } from "../../parts/basics/actionButton";
import { TextInput } from "../../parts/fields/field";
import { useSubmit } from "../../parts/fields/submit";
import { SettingsPage } from "../../parts/frame/settingsPage";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { AuthForm } from "../auth/authForm";
import { RecentSignIn } from "../settings/recentSignIn";
import { ColourField, Swatch } from "./colourField";
import { InvitationList } from "./invitationList";
import { Management } from "./management";
import { MemberList } from "./memberList";

/** The user's ledgers, and the members and settings of the one that is open. */
export function Ledgers() {
  const ledgers = useLoad(() => callOrKept("GET /ledgers"), ledgerId.value);
  return (
    <SettingsPage title={t("ledgers.title")}>
      <p class="muted">{t("ledgers.text")}</p>
      <Loaded from={ledgers}>
        {({ ledgers: all }) => {
          const open = all.find(({ id }) => id === ledgerId.value);
          return (
            <>
              <ul class="card rows">
                {all.map((ledger) => (
                  <li key={ledger.id} class="item">
                    <LedgerItem ledger={ledger} onRestored={ledgers.reload} />
                  </li>
                ))}
              </ul>
              {shared.value && open && (
                <>
                  <MemberList ledger={open} onChange={ledgers.reload} />
                  {open.role === "owner" && <InvitationList ledger={open} />}
                  <Management ledger={open} onChange={ledgers.reload} />
                </>
              )}
            </>
          );
        }}
      </Loaded>
      <NewLedger onCreated={ledgers.reload} />
      <RecentSignIn />
    </SettingsPage>
  );
}

function LedgerItem({ ledger, onRestored }: { ledger: LedgerSummary; onRestored: () => Promise<void> }) {
  const { id, own, colour, role, memberCount, archivedAt, erasesAt } = ledger;
  const name = ledger.name ?? t("ledgers.own");
  const details = [
    erasesAt && t("ledgers.deletedUntil", { date: dayOf(erasesAt) }),
    archivedAt && t("ledgers.archived"),
    !own && t("ledgers.memberCount", { count: memberCount }),
    !own && t(`ledgers.role.${role}`),
  ];
  const restore = async () => {
    await call("POST /ledgers/{id}/restore", { path: { id } });
    await onRestored();
  };
  return (
    <>
      <Swatch colour={colour} />
      <span class="item-text">
        <bdi class="item-name">{name}</bdi>
        <span class="item-detail muted">{details.filter(Boolean).join(" · ")}</span>
      </span>
      {erasesAt && role === "owner" && (
        <ActionButton text={t("ledgers.restore")} label={t("ledgers.restoreOf", { name })} run={restore} />
      )}
      {id === ledgerId.value && <span class="chip">{t("ledgers.isOpen")}</span>}
      {!erasesAt && id !== ledgerId.value && (
        <button
          type="button"
          class="button small"
          aria-label={t("ledgers.openOf", { name })}
          onClick={() => switchTo(own ? undefined : openLedgerOf(ledger))}
        >
          {t("ledgers.open")}
        </button>
      )}
    </>
  );
}

function NewLedger({ onCreated }: { onCreated: () => Promise<void> }) {
  const [colour, setColour] = useState<string>(palette[0].colour);
  // Another key empties the form.
  const [made, setMade] = useState(0);
  const submission = useSubmit(async (value) => {
    await call("POST /ledgers", { body: { name: value("name"), colour } });
    setMade(made + 1);
    await onCreated();
  });
  return (
    <section class="card setting" aria-labelledby="new-ledger">
      <h2 id="new-ledger">{t("ledgers.new")}</h2>
      <AuthForm key={made} submission={submission} action={t("ledgers.create")}>
        <TextInput label={t("ledgers.name")} name="name" autocomplete="off" required />
        <ColourField value={colour} onChoose={setColour} />
      </AuthForm>
    </section>
  );
}
