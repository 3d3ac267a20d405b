import "../../i18n/en/receipts";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Receipt } from "../../../domain/receipts/receiptSchemas";
import { MAX_RECEIPT_BYTES } from "../../../domain/values/limits";
import { queuedReceipts } from "../../data/receipts/queuedReceipts";
import {
  moreReceipts,
  readReceipts,
  receiptCursor,
  receiptPagesLeft,
  receipts,
  receiptsProblem,
} from "../../data/receipts/receiptList";
import { t } from "../../i18n";
import { mayAdd } from "../../lib/ledger/openLedger";
import { COARSE } from "../../lib/page/media";
import { ActionButton } from "../../parts/basics/actionButton";
import { useMedia } from "../../parts/basics/useMedia";
import { ReceiptCost } from "../../parts/fields/receiptCost";
import { ReceiptInput } from "../../parts/fields/receiptInput";
import { Loaded } from "../../parts/loading/loadable";
import { useAttention } from "../../parts/loading/useAttention";
import { QueueItem } from "./queueItem";
import { ReceiptCard } from "./receiptCard";

/** All receipts, grouped by what is to be done about them. */
export function Inbox() {
  useEffect(() => void readReceipts(), []);
  useAttention(() => void readReceipts());
  const queue = queuedReceipts.value;
  const waiting = new Set(queue.map(({ receiptId }) => receiptId));
  return (
    <>
      <h1 tabIndex={-1}>{t("receipts.title")}</h1>
      <p class="muted">{t("receipts.text")}</p>
      {mayAdd() && <Adding />}
      {queue.length > 0 && (
        <Group title={t("receipts.sending")}>
          {queue.map((queued) => (
            <QueueItem key={queued.receiptId} queued={queued} />
          ))}
        </Group>
      )}
      <Loaded from={{ value: receipts.value, problem: receiptsProblem.value, reload: readReceipts }}>
        {(known) => <Groups receipts={known.filter(({ receiptId }) => !waiting.has(receiptId))} />}
      </Loaded>
    </>
  );
}

function Adding() {
  const isCoarse = useMedia(COARSE);
  const pagesLeft = receiptPagesLeft.value;
  const left = Math.min(...[pagesLeft?.user, pagesLeft?.stack].filter((count) => count !== undefined));
  return (
    <section class="card receipt-drop" aria-label={t("receipts.title")}>
      <div class="buttons">
        {isCoarse && <ReceiptInput class="primary" text={t("receipts.photo")} camera />}
        <ReceiptInput class={isCoarse ? "" : "primary"} icon="receipt" text={t("receipts.choose")} several />
      </div>
      <p class="hint">{t("receipts.drop", { megabytes: MAX_RECEIPT_BYTES / 1_000_000 })}</p>
      <ReceiptCost>{Number.isFinite(left) && t("receipts.left", { count: left })}</ReceiptCost>
    </section>
  );
}

/** The groups and the states of their receipts; those that need the user come first. */
const GROUPS = [
  ["toConfirm", ["toConfirm"]],
  ["failed", ["failed"]],
  ["reading", ["uploading", "reading"]],
  ["confirmed", ["confirmed"]],
] as const satisfies readonly [string, readonly Receipt["state"][]][];

function Groups({ receipts: known }: { receipts: readonly Receipt[] }) {
  if (known.length === 0 && queuedReceipts.value.length === 0) {
    return (
      <div class="empty">
        <p class="empty-title">{t("receipts.empty")}</p>
        <p class="muted">{t("receipts.emptyText")}</p>
      </div>
    );
  }
  return (
    <>
      {GROUPS.map(([name, states]) => {
        const own = known.filter(({ state }) => (states as readonly string[]).includes(state));
        if (own.length === 0) return null;
        return (
          <Group key={name} title={t(`receipts.${name}`)}>
            {own.map((receipt) => (
              <ReceiptCard key={receipt.receiptId} receipt={receipt} />
            ))}
          </Group>
        );
      })}
      {receiptCursor.value && <ActionButton text={t("receipts.more")} run={moreReceipts} />}
    </>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      <ul class="card rows" aria-label={title}>
        {children}
      </ul>
    </section>
  );
}
