import "../../i18n/en/ledgers";
import { effect, untracked } from "@preact/signals";
import { t } from "../../i18n";
import { expired, user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { goneLedger } from "../../lib/ledger/goneLedger";
import { idOf, isMe, people, rememberLedger, shared } from "../../lib/ledger/openLedger";
import { failureOf } from "../../lib/network/requestError";
import { lockOut } from "./lockedOut";
import { openLedgerOf } from "./switchLedger";

/** Keeps what the page knows of a shared ledger: its name, the user's role and who the others are. @returns stops it. */
export function followPeople(): () => void {
  return effect(() => {
    if (shared.value && user.value && !expired.value) untracked(() => void lookAtPeople().then(lookAtNews));
  });
}

/** The ledger and the user whose news were last looked at; each pair is looked at once while the page is open. */
let lookedAt: string | undefined;

async function lookAtNews(): Promise<void> {
  const [ledger, reader] = [shared.peek(), user.peek()];
  if (ledger === undefined || reader === undefined) return;
  const now = `${ledger.id} ${reader.id}`;
  if (now === lookedAt) return;
  lookedAt = now;
  // Offline there is nothing to show.
  await import("./activityNews").then(({ tellNews }) => tellNews()).catch(() => undefined);
}

/** The ledger and its version at which its people were last read. */
let peopleAt: string | undefined;

/** Reads who shares the ledger if it has another version than before: somebody may have joined, or have another role. */
export async function renewPeople(ledgerVersion: number): Promise<void> {
  const now = shared.peek() && `${shared.peek()?.id} ${ledgerVersion}`;
  if (now === undefined || now === peopleAt) return;
  peopleAt = now;
  await lookAtPeople();
}

/** Reads who shares the ledger, and learns whether the user still does. */
export async function lookAtPeople(): Promise<void> {
  const open = shared.peek();
  const me = user.peek()?.id;
  if (open === undefined) return;
  try {
    const [{ ledgers }, { members }] = await Promise.all([call("GET /ledgers"), call("GET /ledger/members")]);
    const found = ledgers.find(({ id }) => id === open.id);
    if (found === undefined || user.peek()?.id !== me) return;
    goneLedger.value = undefined;
    const now = openLedgerOf(found);
    rememberLedger(now);
    // Another object reads the people again.
    if (JSON.stringify(now) !== JSON.stringify(open)) shared.value = now;
    const emails = new Map(members.map(({ id, email }) => [id, email]));
    const successors = new Map(
      members.flatMap(({ id, formerIds = [] }) => formerIds.map((former) => [former, id] as const)),
    );
    people.value = {
      emails,
      successors,
      idsOf: (userId) => [userId, ...(members.find(({ id }) => id === userId)?.formerIds ?? [])],
      nameOf: (id) => (isMe(id) ? t("ledgers.me") : (emails.get(idOf(id)) ?? t("ledgers.formerMember"))),
    };
  } catch (error) {
    // Offline, the page shows what it knows.
    if (failureOf(error) === "gone" && shared.peek()?.id === open.id) await lockOut();
  }
}
