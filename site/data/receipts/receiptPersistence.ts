import { effect } from "@preact/signals";
import { propertiesOf } from "../../lib/storage/webStorage";
import { type QueuedFile, type QueuedReceipt, queuedReceipts } from "./queuedReceipts";
import { dropReceipt, type KeptReceipt, putReceipt, readKeptReceipts } from "./receiptDatabase";

// Receipts that are not sent yet, as this device keeps them. At a sign-out they are encrypted with other unsent data.

/** Encrypts and decrypts bytes. */
export interface ReceiptCipher {
  encrypt(plain: Uint8Array): Uint8Array;
  decrypt(sealed: Uint8Array): Uint8Array;
}

const encode = (receipt: QueuedReceipt) => new TextEncoder().encode(JSON.stringify(receipt));

/** Keeps a receipt with its picture; with its file while it is being prepared. */
export async function keepReceipt(
  owner: string,
  receipt: QueuedReceipt,
  picture: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await putReceipt({ receiptId: receipt.receiptId, owner, sealed: false, about: encode(receipt), picture });
}

/** The receipts of a ledger that an earlier page kept, in their order. Those that are sealed stay so. */
export async function takeUpReceipts(owner: string): Promise<QueuedReceipt[]> {
  const stored = (await readKeptReceipts(owner)).filter(({ sealed }) => !sealed);
  return stored.flatMap(({ about }) => receiptIn(about) ?? []).sort((a, b) => a.order - b.order);
}

/** Reads what may be of another version of the page, or damaged. */
export function receiptIn(about: Uint8Array): QueuedReceipt | undefined {
  try {
    const { receiptId, order, fileName, state, file, expenseId, isShared, isRetried } = propertiesOf(
      JSON.parse(new TextDecoder().decode(about)),
    );
    const { contentType, bytes, sha256 } = propertiesOf(file);
    const isPrepared =
      [contentType, sha256].every((value) => typeof value === "string") && typeof bytes === "number";
    const isNamed =
      [receiptId, fileName].every((value) => typeof value === "string") && typeof order === "number";
    if (!isNamed || !(isPrepared || state === "preparing")) return undefined;
    return {
      receiptId: String(receiptId),
      order: Number(order),
      fileName: String(fileName),
      state: state === "duplicate" || state === "preparing" ? state : "waiting",
      ...(isPrepared && { file: { contentType, bytes, sha256 } as QueuedFile }),
      ...(typeof expenseId === "string" && { expenseId }),
      ...(isShared === true && { isShared }),
      ...(isRetried === true && { isRetried }),
    };
  } catch {
    return undefined;
  }
}

/** Resolves once no picture is being prepared any more. */
const prepared = () =>
  new Promise<void>((resolve) => {
    const stop = effect(() => {
      if (queuedReceipts.value.some(({ state }) => state === "preparing")) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });

/** Encrypts the receipts of a ledger where they are kept, also those that are being prepared, and forgets them. */
export async function sealReceipts(owner: string, { encrypt }: ReceiptCipher): Promise<void> {
  await prepared();
  // Each separately: whatever interrupts this, the next time continues.
  for (const one of await keptOf(owner, false)) await putReceipt(recoded(one, encrypt));
  queuedReceipts.value = [];
}

/** Makes the receipts readable again that {@link sealReceipts} encrypted. Another member's stay as they are. */
export async function unsealReceipts(owner: string, { decrypt }: ReceiptCipher): Promise<void> {
  for (const one of await keptOf(owner, true)) {
    try {
      await putReceipt(recoded(one, decrypt));
    } catch (error) {
      console.warn("A receipt stays sealed:", error);
    }
  }
}

const keptOf = async (owner: string, isSealed: boolean) =>
  (await readKeptReceipts(owner)).filter(({ sealed }) => sealed === isSealed);

function recoded(stored: KeptReceipt, code: (bytes: Uint8Array) => Uint8Array): KeptReceipt {
  const { sealed, about, picture } = stored;
  return {
    ...stored,
    sealed: !sealed,
    about: new Uint8Array(code(about)),
    picture: new Uint8Array(code(picture)),
  };
}

/** Deletes the receipts that wait, on this device too. */
export function forgetReceipts(): void {
  for (const { receiptId } of queuedReceipts.peek()) {
    dropReceipt(receiptId).catch((error: unknown) => console.warn("A receipt could not be deleted:", error));
  }
  queuedReceipts.value = [];
}
