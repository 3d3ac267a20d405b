import "../../i18n/en/receipts";
import { batch, effect, signal } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { isUnseen } from "../../../domain/receipts/model";
import type { Receipt, ReceiptDetails, ReceiptList } from "../../../domain/receipts/receiptSchemas";
import { say, t } from "../../i18n";
import { type AnswerOf, call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { poll, SOON } from "../../lib/ledger/polling";
import { reach } from "../../lib/network/reach";
import { failureOf, problemOf, RequestError, type ShownProblem } from "../../lib/network/requestError";
import { navigate, route } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import type { Draft } from "../expenses/model";
import { overtake, swap, writing } from "../lists/expenseLists";
import { latestReading } from "../lists/latestReading";
import { refreshAll } from "../lists/listRefresh";
import { callOrKept } from "../storage/answerCache";
import { reasonOf } from "./receiptReasons";

/** The path of their screen. */
const PLACE = "receipts";

/** The receipts that belong to no expense yet, then the others, newest first; undefined until they are read. */
export const receipts = signal<readonly Receipt[] | undefined>();

/** The problem if they could not be read. */
export const receiptsProblem = signal<ShownProblem | undefined>();

/** The pages that are left of this month's quotas; undefined until the list is read. */
export const receiptPagesLeft = signal<ReceiptList["pagesLeft"] | undefined>();

/** The position at which the rest of the list begins; undefined if everything is read. */
export const receiptCursor = signal<string | undefined>();

effect(() => {
  void ledgerId.value;
  batch(() => {
    receipts.value = undefined;
    receiptsProblem.value = undefined;
    receiptPagesLeft.value = undefined;
    receiptCursor.value = undefined;
  });
});

/** Reads the first receipts, and polls while one is being read. */
export async function readReceipts(): Promise<void> {
  receiptsProblem.value = undefined;
  try {
    await look();
    watch();
  } catch (error) {
    receiptsProblem.value = problemOf(error);
  }
}

const look = latestReading(readFirst, show);

/** As many as show are read: the user may have loaded more of them, and may do so meanwhile. */
async function readFirst(): Promise<ReceiptList> {
  let { receipts: found, cursor, ...limits } = await callOrKept("GET /receipts");
  while (cursor !== undefined && found.length < (receipts.peek()?.length ?? 0)) {
    const next = await call("GET /receipts", { query: { cursor } });
    found = [...found, ...next.receipts];
    cursor = next.cursor;
  }
  return { ...limits, receipts: found, ...(cursor !== undefined && { cursor }) };
}

function show({ receipts: found, cursor, pagesLeft }: ReceiptList): void {
  const before = receipts.peek() ?? [];
  batch(() => {
    receipts.value = found;
    receiptPagesLeft.value = pagesLeft;
    receiptCursor.value = cursor;
    receiptsProblem.value = undefined;
  });
  const wasUnderWay = new Set(before.filter(isUnderWay).map(({ receiptId }) => receiptId));
  for (const receipt of found) if (wasUnderWay.has(receipt.receiptId)) tell(receipt);
}

/** Tells that a receipt is read: the user may be on another screen by now. */
function tell({ receiptId: receipt, state, failure, title, fileName }: Receipt): void {
  // The picture of an expense that is about to get it.
  if (failure === "receipt.unread") return;
  if ((state !== "toConfirm" && state !== "failed") || route.peek().path === PLACE) return;
  const name = title?.merchant ?? fileName;
  showToast(t(state === "failed" ? "receipts.news.failed" : "receipts.news.toConfirm", { name }), {
    label: t("app.show"),
    run: () => navigate(PLACE, { receipt }),
  });
}

/** Reads on. */
export async function moreReceipts(): Promise<void> {
  const from = receiptCursor.peek();
  const { receipts: found, cursor } = await call("GET /receipts", { query: { cursor: from } });
  // Reloaded meanwhile: it continues from there.
  if (receiptCursor.peek() !== from) return receiptCursor.peek() === undefined ? undefined : moreReceipts();
  overtake();
  batch(() => {
    receipts.value = [...(receipts.peek() ?? []), ...found];
    receiptCursor.value = cursor;
  });
}

/** Receipts whose files this page has just sent: the bucket notifies the API a moment later. */
const sent = new Set<string>();

const isUnderWay = ({ receiptId, state }: Receipt) =>
  state === "reading" || (state === "uploading" && sent.has(receiptId));

let watching = false;

/** Polls until no receipt is being read. */
function watch(): void {
  const isBusy = () => receipts.peek()?.some(isUnderWay) ?? false;
  if (watching || !isBusy()) return;
  watching = true;
  poll(async () => {
    await look();
    return !isBusy();
  }, SOON)
    .catch((error: unknown) => {
      receiptsProblem.value = problemOf(error);
    })
    .finally(() => {
      watching = false;
    });
}

/** Shows a receipt that was just sent, or that another answer contains. */
export function received(receipt: Receipt): void {
  overtake();
  sent.add(receipt.receiptId);
  put(receipt);
  watch();
}

function put(receipt: Receipt): void {
  const others = receipts.peek()?.filter(({ receiptId }) => receiptId !== receipt.receiptId);
  if (others) receipts.value = [receipt, ...others];
}

function change(receiptId: string, changes: Partial<Receipt>): void {
  receipts.value = receipts
    .peek()
    ?.map((one) => (one.receiptId === receiptId ? { ...one, ...changes } : one));
}

/** Reads a receipt with its findings. */
export const readReceipt = (id: string): Promise<ReceiptDetails> =>
  call("GET /receipts/{id}", { path: { id } });

/** Makes an expense of a receipt. Repeated, it is the same expense. */
export async function confirmReceipt(id: string, draft: Draft): Promise<Expense> {
  const expense = await writing(() => confirm(id, draft));
  swap(undefined, expense);
  return expense;
}

/** Attaches a receipt to an existing expense. */
export async function attach(id: string, expenseId: string): Promise<Expense> {
  const expense = await writing(() => confirm(id, { expenseId }));
  swap(expense, expense);
  return expense;
}

/** Detaches a receipt from the expense that it was attached to: it is to be confirmed again. */
export async function detach(id: string): Promise<void> {
  await writing(async () => {
    const receipt = await call("POST /receipts/{id}/detach", { path: { id } });
    put(receipt);
  });
  await refreshAll();
}

async function confirm(id: string, body: Draft | { expenseId: string }): Promise<Expense> {
  const { expense } = await call("POST /receipts/{id}/confirm", { path: { id }, body });
  change(id, { state: "confirmed", expenseId: expense.expenseId });
  return expense;
}

/** Has a receipt read again. */
export async function readAgain(id: string): Promise<void> {
  const receipt = await call("POST /receipts/{id}/read", { path: { id } });
  received(receipt);
}

/** Removes a receipt for good, with its picture; its expense stays. One that is gone already was removed before, perhaps from here. */
export async function removeReceipt(id: string): Promise<void> {
  await writing(async () => {
    await call("DELETE /receipts/{id}", { path: { id } }).catch((error: unknown) => {
      if (failureOf(error) !== "gone") throw error;
    });
    receipts.value = receipts.peek()?.filter(({ receiptId }) => receiptId !== id);
  });
  await refreshAll();
}

/**
 * Returns the file of a receipt. The link to it is valid for minutes, so it is fetched immediately.
 * @throws RequestError if there is none, and says why. Waits for one that this page has just sent.
 */
export async function pictureOfReceipt(id: string): Promise<Blob> {
  const { url } = await linkTo(id);
  const response = await reach(url, {});
  if (!response.ok) throw new RequestError("unavailable", say("app.serverFailed"));
  return response.blob();
}

/** Milliseconds in which the bucket notifies the API of a file, including retries. */
const TOLD_MS = 60_000;

async function linkTo(id: string): Promise<AnswerOf<"GET /receipts/{id}/picture">> {
  const end = performance.now() + TOLD_MS;
  for (let pause = SOON.first; ; pause *= 2) {
    try {
      return await call("GET /receipts/{id}/picture", { path: { id } });
    } catch (error) {
      if (!(error instanceof RequestError && error.code === "receipt.noFile")) throw error;
      const { failure } = await readReceipt(id);
      if (failure && !isUnseen(failure))
        throw new RequestError("refused", reasonOf(failure), undefined, failure);
      if (!sent.has(id) || performance.now() + pause > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
