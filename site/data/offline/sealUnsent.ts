import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { bytesToHex, bytesToUtf8, hexToBytes, managedNonce, utf8ToBytes } from "@noble/ciphers/utils.js";
import { user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";
import type { Entry } from "../expenses/model";
import { outbox } from "../outbox/outbox";
import { resting } from "../outbox/outboxEdits";
import { keptReceipts } from "../receipts/queuedReceipts";
import { type ReceiptCipher, sealReceipts, unsealReceipts } from "../receipts/receiptPersistence";
import { isListEdit, type ListEdit } from "../settings/listEdits";
import {
  type SettingValues,
  type UnsentSettings,
  unsentLedgerSettings,
  unsentUserSettings,
} from "../settings/unsentSettings";
import { isEntry } from "../storage/storedShapes";
import {
  isUnsentWrite,
  keepHeldAgain,
  keepWrite,
  type UnsentWrite,
  unsentWrites,
} from "../writes/writeJournal";
import { formerSealedKey, sealedKey } from "./sealedKey";
import { forgetUnsent } from "./unsentData";

// Unsent data that a user leaves on a shared device, for their next sign-in and nobody else. A library encrypts it: a
// plain-HTTP website lacks the browser's own cryptography.

interface Unsent {
  entries: readonly Entry[];
  writes: readonly UnsentWrite[];
  /** Changed settings of the ledger. */
  settings: SettingValues;
  /** The former values of those that are merged. Absent from what the release before sealed. */
  bases: SettingValues;
  /** Changed settings of the user. */
  userSettings: SettingValues;
  /** Changed members of lists among them. Absent from what the release before sealed. */
  listEdits: readonly ListEdit[];
  userListEdits: readonly ListEdit[];
}

/** The cipher of the signed-in user, whose key only the API knows. */
async function cipher() {
  const { key } = await call("GET /account/device-key");
  return managedNonce(xchacha20poly1305)(hexToBytes(key));
}

/**
 * Encrypts everything unsent until {@link unseal}.
 * @returns false if the browser cannot store it; then nothing is removed.
 * @throws RequestError if the API does not give the key.
 */
export async function seal(userId: string): Promise<boolean> {
  const ownCipher = await cipher();
  takeUp(userId, ownCipher);
  if (!(await areReceiptsSealed(userId, ownCipher))) return false;
  // Only now: more may have been typed, or sent, while the key was on its way.
  const unsent: Unsent = {
    entries: outbox.value,
    writes: unsentWrites(),
    settings: unsentLedgerSettings.of(userId),
    bases: unsentLedgerSettings.takeUp(userId).bases,
    userSettings: unsentUserSettings.of(user.peek()?.id),
    listEdits: unsentLedgerSettings.edits(userId),
    userListEdits: unsentUserSettings.edits(user.peek()?.id),
  };
  const bytes = ownCipher.encrypt(utf8ToBytes(JSON.stringify(unsent)));
  if (!store(sealedKey(userId), bytesToHex(bytes))) {
    await openReceipts(userId, ownCipher);
    return false;
  }
  forgetUnsent();
  return true;
}

/** Restores what was sealed on this device. The caller sends it. */
export async function unseal(userId: string): Promise<void> {
  const ownCipher = await cipher();
  // First, because the expenses indicate that there is something to restore.
  await openReceipts(userId, ownCipher);
  if (ledgerId.peek() === userId) takeUp(userId, ownCipher);
}

/** @returns false if the browser keeps nothing, as in a private window. */
async function areReceiptsSealed(userId: string, ownCipher: ReceiptCipher): Promise<boolean> {
  if (keptReceipts().length === 0) return true;
  return sealReceipts(userId, ownCipher).then(
    () => true,
    () => false,
  );
}

/** Receipts that cannot be opened now stay sealed, and do not hold up the rest. */
const openReceipts = (userId: string, ownCipher: ReceiptCipher) =>
  unsealReceipts(userId, ownCipher).catch((error: unknown) => console.warn("Receipts stay sealed:", error));

function takeUp(owner: string, ownCipher: Awaited<ReturnType<typeof cipher>>): void {
  const own = sealedKey(owner);
  for (const key of new Set([own, formerSealedKey(owner)])) {
    const sealed = readStored(key);
    if (typeof sealed !== "string") continue;
    const unsent = opened(sealed, ownCipher);
    if (unsent !== undefined) putBack(owner, unsent);
    // Another member of the ledger may have left it there.
    else if (key !== own) continue;
    store(key, undefined);
  }
  keepHeldAgain(); // They may have had no room beside it.
}

function putBack(owner: string, { entries, writes, ...changes }: Unsent): void {
  const known = new Set(outbox.value.map(({ key }) => key));
  const back = entries.filter(({ key }) => !known.has(key)).map(resting);
  outbox.value = [...back, ...outbox.value];
  for (const write of writes) keepWrite(write);
  keepOlder(unsentLedgerSettings, owner, changes.settings, changes.listEdits, changes.bases);
  keepOlder(unsentUserSettings, user.peek()?.id, changes.userSettings, changes.userListEdits);
}

function keepOlder(
  unsent: UnsentSettings,
  owner: string | undefined,
  values: SettingValues,
  edits: readonly ListEdit[],
  bases: SettingValues = {},
): void {
  if (!owner || Object.keys(values).length + edits.length === 0) return;
  const own = unsent.takeUp(owner);
  unsent.keep(owner, { ...values, ...own.values }, [...edits, ...own.edits], { ...own.bases, ...bases });
}

/** Opens what {@link seal} wrote for the same user. Nothing else can be decrypted: the cipher is authenticated. */
function opened(sealed: string, { decrypt }: Awaited<ReturnType<typeof cipher>>): Unsent | undefined {
  try {
    const { entries, writes, settings, bases, userSettings, listEdits, userListEdits } = propertiesOf(
      JSON.parse(bytesToUtf8(decrypt(hexToBytes(sealed)))),
    );
    return {
      entries: arrayOf(entries).filter(isEntry),
      writes: arrayOf(writes).filter(isUnsentWrite),
      settings: propertiesOf(settings),
      bases: propertiesOf(bases),
      userSettings: propertiesOf(userSettings),
      listEdits: arrayOf(listEdits).filter(isListEdit),
      userListEdits: arrayOf(userListEdits).filter(isListEdit),
    };
  } catch (error) {
    console.warn("Unsent expenses of an earlier session could not be decrypted:", error);
    return undefined;
  }
}

const arrayOf = (read: unknown): readonly unknown[] => (Array.isArray(read) ? read : []);
