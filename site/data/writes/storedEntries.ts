import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Expense } from "../../../domain/expenses/expense";
import { base32 } from "../../../domain/values/crockford";
import { call } from "../../lib/ledger/api";
import { isGone } from "../../lib/ledger/goneLedger";
import { ledgerId, mayEdit } from "../../lib/ledger/openLedger";
import { failureOf } from "../../lib/network/requestError";
import type { Entry } from "../expenses/model";
import { following, knownLists } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { change } from "./changeExpense";
import { isTried } from "./followStored";
import { dropErased, settleEntry } from "./settledEntry";
import { begin } from "./writeJournal";

// Recognises expenses whose answer was lost: without that, they show twice until a retry is answered, for good if it is refused.

/** The ID of the expense that a ledger makes of a key: as `expenseIdFor` of the API, for which browsers lack a hash. */
export const storedId = (ledger: string, key: string) => base32(sha256(utf8ToBytes(`${ledger}\0${key}`)));

/** Reads the expense that the open ledger made of a key. Undefined if it has none, or not any more. */
export async function readStoredAs(key: string): Promise<Expense | undefined> {
  const path = { id: storedId(ledgerId.peek() ?? "", key) };
  return call("GET /expenses/{id}", { path }).catch((error: unknown) => {
    if (failureOf(error) === "gone") return undefined;
    throw error;
  });
}

/** Settles entries that the lists show as stored, or that changes told of. */
export function settleFound(): void {
  for (const entry of outbox.peek().filter(isTried)) {
    const id = idOf(entry);
    const told = following.told.get(id);
    const [newest] = [...knownLists()]
      .flatMap(({ expenses }) => expenses.peek().find(({ expenseId }) => expenseId === id) ?? [])
      .concat(told?.expense ?? [])
      .sort((a, b) => b.version - a.version);
    if (newest) settleAs(entry, newest);
    else if (told) dropErased(entry);
    else if (entry.problem && entry.lost) void ask(entry);
  }
}

/** IDs by ledger and key: an entry is looked for at every change of a list. */
const ids = new Map<string, string>();

function idOf({ key }: Entry): string {
  const ledger = ledgerId.peek() ?? "";
  const name = `${ledger} ${key}`;
  const id = ids.get(name) ?? storedId(ledger, key);
  ids.set(name, id);
  return id;
}

/** Settles an entry. Its categories may have been renamed since it was sent, unless all that is stored was given their new names. */
function settleAs(entry: Entry, stored: Expense): void {
  const { recategorised: changes, unwanted } = entry;
  settleEntry(entry, stored);
  if (!changes || unwanted || stored.version > 1 || !mayEdit(stored.createdBy)) return;
  void change(stored, changes, begin({ kind: "change", before: stored, changes }));
}

/** Entries that the ledger was asked for. */
const asked = new Set<string>();

/** Asks for an entry whose retries are refused: sums may count it though no row shows it. */
async function ask(entry: Entry): Promise<void> {
  const id = idOf(entry);
  if (asked.has(id) || isGone.peek()) return;
  asked.add(id);
  try {
    const stored = await call("GET /expenses/{id}", { path: { id } });
    const now = outbox.peek().find(({ key }) => key === entry.key);
    if (now && isTried(now) && idOf(now) === id) settleAs(now, stored);
  } catch (error) {
    // Its next retry asks again.
    if (failureOf(error) !== "gone") asked.delete(id);
  }
}
