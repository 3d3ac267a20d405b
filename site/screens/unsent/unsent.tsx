import "../../i18n/en/ledgers";
import "../../i18n/en/unsent";
import "../../i18n/en/changes";
import type { ComponentChildren } from "preact";
import type { Expense } from "../../../domain/expenses/expense";
import type { Entry } from "../../data/expenses/model";
import { resumeWrites } from "../../data/offline/replaySchedule";
import { countUnsent } from "../../data/offline/unsentData";
import { expected, outbox } from "../../data/outbox/outbox";
import { keptReceipts } from "../../data/receipts/queuedReceipts";
import { unsentChanges } from "../../data/storage/unsentSignal";
import { bulkInWords } from "../../data/writes/bulkChange";
import {
  discardBulkTold,
  discardEntry,
  discardWritesTold,
  type WaitingBulk,
  type WaitingWrite,
  waitingBulks,
  waitingWrites,
} from "../../data/writes/discardUnsent";
import { moveToOwn } from "../../data/writes/moveEntry";
import { sendNow } from "../../data/writes/sendOutbox";
import type { ExpenseWrite } from "../../data/writes/writeJournal";
import { inWords, t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { isGone } from "../../lib/ledger/goneLedger";
import { shared } from "../../lib/ledger/openLedger";
import type { ShownProblem } from "../../lib/network/requestError";
import { undoAction } from "../../lib/network/undoAction";
import { hrefOf } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import { labelOf, valueIn } from "../activity/activityWords";
import { OpenOwn } from "../ledgers/lockedOutScreen";

/** Entries of this device that the API does not know yet, each with a way to discard it. */
export function Unsent() {
  void unsentChanges.value; // Redrawn when it changes.
  const entries = outbox.value;
  const groups = waitingWrites();
  const bulks = waitingBulks();
  const receipts = keptReceipts().length;
  const others = countUnsent() - entries.length - receipts - groups.flat().length - bulks.length;
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("unsent.title")}</h1>
      <p class="muted">
        {isGone.value ? t("ledgers.noMember", { name: shared.value?.name ?? "" }) : t("unsent.text")}
      </p>
      {countUnsent() === 0 ? (
        <div class="empty">
          <p class="empty-title">{t("unsent.none")}</p>
        </div>
      ) : (
        <>
          {!isGone.value && (
            <div class="buttons">
              <ActionButton text={t("unsent.send")} run={send} />
            </div>
          )}
          <ul class="card rows">
            {entries.map((entry) => (
              <EntryLine key={entry.key} entry={entry} />
            ))}
            {groups.map((group) => (
              <WritesLine key={group[0]?.key} group={group} />
            ))}
            {bulks.map((bulk) => (
              <BulkLine key={bulk.key} bulk={bulk} />
            ))}
          </ul>
          {receipts > 0 && (
            <p>
              <a href={hrefOf("receipts")}>{t("unsent.receipts", { count: receipts })}</a>
            </p>
          )}
          {others > 0 && <p class="muted">{t("unsent.others", { count: others })}</p>}
        </>
      )}
      {isGone.value && (
        <div class="buttons">
          <OpenOwn />
        </div>
      )}
    </main>
  );
}

async function send(): Promise<void> {
  resumeWrites();
  await sendNow();
  const problem = outbox.peek().find((entry) => entry.problem)?.problem;
  if (problem) showToast(problem.message);
}

/** A new expense. One that the open ledger does not take can go to the user's own. */
function EntryLine({ entry }: { entry: Entry }) {
  const { problem, state, moving, unwanted } = entry;
  const isRefused = isGone.value || (shared.value && problem && !problem.field);
  const expense = expected(entry);
  const { description: name } = expense;
  const ledger = shared.value?.name ?? "";
  const move = async () => {
    const isMoved = await moveToOwn(entry);
    showToast(isMoved ? t("unsent.moved", { name }) : t("unsent.stays", { name, ledger }));
  };
  // An entry that the own ledger may have is moved to its end. One that is given up is dropped only where nothing deletes it.
  const isDiscardable = !moving && (!unwanted || isRefused);
  return (
    <Line
      {...headOf(expense)}
      lines={[t(unwanted && !moving ? "unsent.deleted" : "unsent.added")]}
      problem={problem}
      discard={isDiscardable ? () => discardTold(entry) : undefined}
    >
      {(moving || (isRefused && !unwanted)) && state !== "sending" && (
        <ActionButton text={t("unsent.move")} label={t("unsent.moveOf", { name })} run={move} />
      )}
    </Line>
  );
}

/** Gives an entry up, and says what becomes of it. */
function discardTold(entry: Entry): void {
  const { waits, again } = discardEntry(entry);
  const { description: name } = entry.draft;
  showToast(t(waits ? "changes.deletionWaits" : "unsent.discarded", { name }), undoAction(again));
}

/** A change of one expense. */
function WritesLine({ group }: { group: readonly WaitingWrite[] }) {
  const [first] = group;
  if (!first) return null;
  return (
    <Line
      {...headOf(first.write.before)}
      lines={group.flatMap(({ write }) => linesOf(write))}
      discard={() => discardWritesTold(group)}
    />
  );
}

/** A change of several expenses at once. */
function BulkLine({ bulk }: { bulk: WaitingBulk }) {
  const change = bulkInWords(bulk.write);
  const discardOf = t("unsent.discardBulk", { change });
  return <Line name={change} lines={[]} discardOf={discardOf} discard={() => discardBulkTold(bulk)} />;
}

/** An expense as the first lines of its unsent changes show it. */
const headOf = ({ description, amount, currency, date }: Expense) => ({
  name: description,
  details: [money(amount, currency), fullDay(date)].join(" · "),
});

interface LineProps {
  name: string;
  details?: string;
  /** The name of the button that discards it, if it is not about one expense. */
  discardOf?: string;
  /** The change, in words. */
  lines: readonly string[];
  /** The reason for which it was refused. */
  problem?: ShownProblem | undefined;
  /** Gives it up, and tells so. Undefined if it is too late for that. */
  discard: (() => void) | undefined;
  /** Other things to do with it. */
  children?: ComponentChildren;
}

function Line({ name, details, discardOf, lines, problem, discard, children }: LineProps) {
  return (
    <li class="item">
      <span class="item-text">
        <bdi class="item-name">{name}</bdi>
        {details && <span class="item-detail muted">{details}</span>}
        {lines.map((line) => (
          <span key={line} class="item-detail">
            {line}
          </span>
        ))}
        {problem && <span class="item-detail problem">{inWords(problem.message)}</span>}
      </span>
      <span class="item-actions">
        {children}
        {discard && (
          <button
            type="button"
            class="button small"
            aria-label={discardOf ?? t("unsent.discardOf", { name })}
            onClick={discard}
          >
            {t("unsent.discard")}
          </button>
        )}
      </span>
    </li>
  );
}

function linesOf(write: ExpenseWrite): string[] {
  if (write.kind !== "change") return [t(write.kind === "delete" ? "unsent.deleted" : "unsent.restored")];
  const { before, changes } = write;
  const after: Expense = { ...before, ...changes, amount: String(changes.amount ?? before.amount) };
  return Object.keys(changes).flatMap((name) => {
    const field = labelOf(name);
    const values = { before: valueIn(before, name), after: valueIn(after, name) };
    return field === undefined || values.before === values.after
      ? []
      : t("activity.from", { field, ...values });
  });
}
