import { isSameCategory } from "../../../domain/expenses/category";
import { namesAfter, recategorised } from "../../../domain/expenses/recategorise";
import type { Entry, Renaming } from "../expenses/model";
import { outbox } from "../outbox/outbox";
import { type BulkSwap, keepWrite, type UnsentWrite, unsentWrites } from "../writes/writeJournal";

/** Gives what has yet to arrive the new name of its category: it would bring the old one back. */
export function renameUnsent(renaming: Renaming): void {
  outbox.value = outbox.value.map((entry) => renamedEntry(entry, renaming));
  for (const unsent of unsentWrites()) {
    const write = renamedWrite(unsent.write, renaming);
    if (write)
      keepWrite({ ...unsent, write, seen: unsent.seen?.map((one) => renamedOutcome(one, renaming)) });
  }
}

/** An entry that the server may have stored is renamed when the answer comes: another request under its key would be refused. */
function renamedEntry(entry: Entry, renaming: Renaming): Entry {
  if (entry.moving) return entry; // Another ledger may have it, which has categories of its own.
  const changes = recategorised({ ...entry.draft, ...entry.recategorised }, namesAfter(renaming));
  if (Object.keys(changes).length === 0) return entry;
  return entry.tried && entry.state !== "refused"
    ? { ...entry, recategorised: { ...entry.recategorised, ...changes } }
    : { ...entry, draft: { ...entry.draft, ...changes } };
}

/** An expense of a bulk change that leads to the old name. */
function renamedOutcome(one: BulkSwap, renaming: Renaming): BulkSwap {
  const { stored } = one;
  return stored ? { ...one, stored: { ...stored, ...recategorised(stored, namesAfter(renaming)) } } : one;
}

/** A write that leads to the new name, and from it: its user is not to be asked about what they renamed. */
function renamedWrite(write: UnsentWrite["write"], renaming: Renaming): UnsentWrite["write"] | undefined {
  const { from, to } = renaming;
  if (write.kind === "rename") {
    const isEarlier = write.from !== from && isSameCategory(write.to, from);
    return isEarlier ? { ...write, to } : undefined;
  }
  if (write.kind === "bulk") {
    const isOld = write.category !== undefined && isSameCategory(write.category, from);
    return isOld ? { ...write, category: to } : undefined;
  }
  const nameOf = namesAfter(renaming);
  const seen = recategorised(write.before, nameOf);
  const { category = "", parts } = write.kind === "change" ? write.changes : {};
  const changes = recategorised({ category, parts }, nameOf);
  if (Object.keys({ ...seen, ...changes }).length === 0) return undefined;
  const before = { ...write.before, ...seen };
  return write.kind === "change"
    ? { ...write, before, changes: { ...write.changes, ...changes } }
    : { ...write, before };
}
