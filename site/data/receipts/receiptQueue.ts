import "../../i18n/en/receipts";
import { effect, untracked } from "@preact/signals";
import { type Said, say } from "../../i18n";
import { expired, user } from "../../lib/auth/session";
import { ledgerId } from "../../lib/ledger/openLedger";
import { failureOf, problemOf, RequestError } from "../../lib/network/requestError";
import { oneAtATime, retrying } from "../../lib/network/retrying";
import { showToast } from "../../lib/page/toasts";
import { newKey } from "../outbox/outboxEdits";
import { bestEffort } from "../storage/bestEffort";
import { MAX_FILE_BYTES, type PreparedPicture, prepare, shortName, UnfitFile } from "./preparePicture";
import { dequeue, enqueue, type QueuedReceipt, queuedReceipts, updateQueued } from "./queuedReceipts";
import { dropReceipt, onClosed, readKeptReceipt } from "./receiptDatabase";
import { attach, readReceipt, readReceipts, receipts, received } from "./receiptList";
import { keepReceipt, receiptIn, takeUpReceipts } from "./receiptPersistence";
import { sendReceipt } from "./sendReceipt";

// Receipts on their way from a file to the API: made small, kept on this device, and sent one after the other, now or when there is
// a connection, by this page or a later one.

/** The pictures of this page's receipts: where the browser keeps nothing, they are sent from here. */
const pictures = new Map<string, Uint8Array<ArrayBuffer>>();

/** The purpose of the receipts of some files; without an expense they are read. Those that were shared are sent once the user agrees. */
type Purpose = Pick<QueuedReceipt, "expenseId" | "isShared">;

/** Makes receipts of files. Those that cannot be receipts stay in the queue with the reason, until they are taken out. */
export async function addReceipts(files: Iterable<File>, purpose: Purpose = {}): Promise<void> {
  const begun = [...files].map((file) => {
    const fileName = shortName(file.name);
    return { file, queued: enqueue({ receiptId: newId(), fileName, state: "preparing", ...purpose }) };
  });
  // While they are prepared: an existing picture is not sent without asking.
  if (!receipts.peek()) void readReceipts();
  const owner = ledgerId.peek() ?? "";
  // All of them before the first is prepared: a phone ends a page that decodes pictures.
  for (const { file, queued } of begun) await keepFile(owner, queued, file);
  // One after the other: a decoded picture takes a hundred times the memory of its file.
  for (const { file, queued } of begun) await addOne(file, queued);
}

async function addOne(file: File, { receiptId, isShared }: QueuedReceipt): Promise<void> {
  try {
    const picture = await prepare(file);
    await take(receiptId, picture, isShared);
  } catch (error) {
    const problem = error instanceof UnfitFile ? error.said : say("receipts.unfit.damaged");
    refuse(receiptId, problem);
  }
}

function refuse(receiptId: string, problem: Said): void {
  if (updateQueued(receiptId, { state: "refused", problem })) bestEffort(dropReceipt(receiptId));
}

/** Keeps a file as it is until its picture is prepared. Where that fails, the user is told once the picture is not kept either. */
async function keepFile(owner: string, queued: QueuedReceipt, file: File): Promise<void> {
  if (file.size === 0 || file.size > MAX_FILE_BYTES) return;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isWanted = queuedReceipts.peek().some(({ receiptId }) => receiptId === queued.receiptId);
    if (isWanted) await keepReceipt(owner, queued, bytes);
  } catch (error) {
    console.warn("This device does not keep a file until it is prepared:", error);
  }
}

async function take(
  receiptId: string,
  { bytes, fileName, contentType, sha256 }: PreparedPicture,
  isShared = false,
): Promise<void> {
  const known = queuedReceipts.peek().find((one) => one.receiptId === receiptId);
  if (!known) return; // It was taken out meanwhile.
  const isThere = isKnown(sha256, receiptId);
  const queued: QueuedReceipt = {
    ...known,
    fileName,
    file: { contentType, bytes: bytes.length, sha256 },
    state: isThere || isShared ? "duplicate" : "waiting",
    isShared: isShared && !isThere,
  };
  pictures.set(receiptId, bytes);
  // Until it is kept it is being prepared: a sign-out waits for it.
  await keep(queued, bytes);
  if (!updateQueued(receiptId, queued)) discardReceipt(receiptId);
}

function keep(
  queued: QueuedReceipt,
  bytes: Uint8Array<ArrayBuffer>,
  owner = ledgerId.peek() ?? "",
): Promise<void> {
  return keepReceipt(owner, queued, bytes).catch((error: unknown) => {
    console.warn("This device does not keep a receipt:", error);
    showToast(say("receipts.notKept", { name: queued.fileName }));
  });
}

/** Keeps waiting receipts again, after the browser may have cleared them. */
async function keepAgain(): Promise<void> {
  const waiting = (id: string) => queuedReceipts.peek().find((one) => one.receiptId === id && one.file);
  for (const { receiptId: id } of queuedReceipts.peek()) {
    const [queued, bytes] = [waiting(id), pictures.get(id)];
    if (queued && bytes) await keep(queued, bytes);
    else if (queued && !(await isElsewhere(id)) && waiting(id)) tellLost(queued);
  }
}

/** An earlier page added it: this one has its picture nowhere but in the browser's storage. */
async function isElsewhere(receiptId: string): Promise<boolean> {
  const kept = await readKeptReceipt(receiptId).catch(() => undefined);
  return kept !== undefined || (receipts.peek()?.some((one) => one.receiptId === receiptId) ?? false);
}

function tellLost({ receiptId, fileName }: QueuedReceipt): void {
  const problem = say("receipts.lost", { name: fileName });
  dequeue(receiptId);
  // Without a file, which could be tried again.
  enqueue({ receiptId, fileName, state: "refused", problem });
  showToast(problem);
}

/** Returns true if the same picture waits, or is a receipt already. */
function isKnown(sha256: string, except: string): boolean {
  const waits = queuedReceipts.peek().some((one) => one.receiptId !== except && one.file?.sha256 === sha256);
  return waits || (receipts.peek()?.some((receipt) => receipt.sha256 === sha256) ?? false);
}

/** A UUID of version 4. `crypto.randomUUID` is missing on a plain-HTTP website. */
function newId(): string {
  const key = newKey();
  const variant = "89ab"[Number.parseInt(key.charAt(16), 16) % 4];
  return [
    key.slice(0, 8),
    key.slice(8, 12),
    `4${key.slice(13, 16)}`,
    `${variant}${key.slice(17, 20)}`,
    key.slice(20),
  ].join("-");
}

/** Sends a receipt although its picture is there already, came from elsewhere, or was refused. */
export function sendAnyway(receiptId: string): void {
  updateQueued(receiptId, { state: "waiting" });
}

/** Takes a receipt out that is not to be sent. */
export function discardReceipt(receiptId: string): void {
  dequeue(receiptId);
  pictures.delete(receiptId);
  bestEffort(dropReceipt(receiptId));
}

/** Takes up what an earlier page kept, and sends what waits as soon as there is a session to send it with. @returns stops it. */
export function startReceipts(): () => void {
  let owner: string | undefined;
  onClosed(() => void keepAgain());
  const stops = [
    effect(() => {
      const id = ledgerId.value;
      if (id === owner) return;
      owner = id;
      pictures.clear();
      queuedReceipts.value = [];
      if (id) void takeUp(id);
    }),
    effect(() => {
      const waits = queuedReceipts.value.some(({ state }) => state === "waiting");
      if (waits && user.value && !expired.value) untracked(() => void drain());
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Puts the receipts that this device keeps before those added since. */
export async function takeUp(owner: string): Promise<void> {
  const kept = await takeUpReceipts(owner).catch((error: unknown): QueuedReceipt[] => {
    console.warn("IndexedDB does not list the receipts that wait:", error);
    return [];
  });
  if (ledgerId.peek() !== owner) return;
  const known = new Set(queuedReceipts.peek().map(({ receiptId }) => receiptId));
  const before = kept.filter(({ receiptId }) => !known.has(receiptId));
  if (before.length > 0) queuedReceipts.value = [...before, ...queuedReceipts.peek()];
  for (const one of before) if (one.state === "preparing") await prepareKept(owner, one);
}

/** Prepares a file that an earlier page kept, and did not come to. */
async function prepareKept(owner: string, { receiptId }: QueuedReceipt): Promise<void> {
  const kept = await readKeptReceipt(receiptId).catch(() => undefined);
  const queued = updateQueued(receiptId, (kept && receiptIn(kept.about)) ?? {});
  if (!queued) return; // It was taken out meanwhile.
  if (!kept) return void (await givenUp(queued).catch(() => tellLost(queued)));
  if (queued.state !== "preparing") return; // Another tab came to it.
  // Not a third time: a picture that the device has no memory for would end each page that the user opens.
  if (queued.isRetried) return refuse(receiptId, say("receipts.unfit.unreadable"));
  await keep({ ...queued, isRetried: true }, kept.picture, owner);
  await addOne(new File([kept.picture], queued.fileName), queued);
}

/** Sends what waits, one after another, until all was tried or the way is blocked. */
const drain = oneAtATime(tryAll);

const retry = retrying(drain);

/** Sends now: the connection or the session is back. */
export const sendReceiptsNow = () => retry.now();

async function tryAll(): Promise<void> {
  if (navigator.onLine === false) return retry.later();
  for (;;) {
    const next = queuedReceipts.peek().find(({ state }) => state === "waiting");
    if (!next) return;
    // Whatever hinders one hinders all: they go the same way.
    if (!(await sendOne(next))) return retry.later();
  }
}

/** @returns false if it waits on. */
async function sendOne(queued: QueuedReceipt): Promise<boolean> {
  const { receiptId, expenseId } = queued;
  updateQueued(receiptId, { state: "sending", sent: 0, problem: undefined });
  try {
    const picture = pictures.get(receiptId) ?? (await readKeptReceipt(receiptId))?.picture;
    if (!picture) return await givenUp(queued);
    const receipt = await sendReceipt(queued, picture, (sent) => updateQueued(receiptId, { sent }));
    received(receipt);
    // A former picture stays for as long as the API keeps it: this one may be refused when its file is inspected.
    if (expenseId) await attach(receiptId, expenseId);
    return discarded(receiptId);
  } catch (error) {
    const { message: problem } = problemOf(error);
    const isRefused = ["refused", "gone", "conflict"].includes(failureOf(error) ?? "") || isUsedUp(error);
    // Without a connection the state says why.
    const waiting = { state: "waiting", ...(failureOf(error) !== "network" && { problem }) } as const;
    updateQueued(receiptId, isRefused ? { state: "refused", problem } : waiting);
    return isRefused;
  }
}

/** Quotas come back tomorrow at the earliest: until then nothing else is held up. */
const isUsedUp = (error: unknown) =>
  error instanceof RequestError && (error.code?.startsWith("quota.") ?? false);

/** Gives up a receipt without a picture: another tab sent it, or the browser emptied its storage, which the user is told. */
async function givenUp(queued: QueuedReceipt): Promise<true> {
  if (await isAnnounced(queued.receiptId)) return discarded(queued.receiptId);
  tellLost(queued);
  return true;
}

/** True if the API knows a receipt: then it shows among the others, also as one that never arrived. */
async function isAnnounced(receiptId: string): Promise<boolean> {
  try {
    await readReceipt(receiptId);
    return true;
  } catch (error) {
    if (failureOf(error) === "gone") return false;
    throw error;
  }
}

function discarded(receiptId: string): true {
  discardReceipt(receiptId);
  return true;
}
