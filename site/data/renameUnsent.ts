import { isSameCategory } from "../../domain/expenses/category";
import type { Entry } from "./model";
import { outbox } from "./outbox";
import { keepWrite, type UnsentWrite, unsentWrites } from "./unsentWrites";

/** Gives what has yet to arrive the new name of its category: it would bring the old one back. */
export function renameUnsent(from: string, to: string): void {
  outbox.value = outbox.value.map((entry) =>
    isSameCategory(entry.renamed ?? entry.draft.category, from) ? renamed(entry, to) : entry,
  );
  for (const unsent of unsentWrites()) {
    const write = renamedWrite(unsent.write, from, to);
    if (write) keepWrite({ ...unsent, write });
  }
}

/** An entry that the server may have stored is renamed when the answer comes: another request under its key would be refused. */
function renamed(entry: Entry, to: string): Entry {
  return entry.tried && entry.state !== "refused"
    ? { ...entry, renamed: to }
    : { ...entry, draft: { ...entry.draft, category: to } };
}

/** A write that leads to the new name; undefined if it has nothing to do with the old one. */
function renamedWrite(
  write: UnsentWrite["write"],
  from: string,
  to: string,
): UnsentWrite["write"] | undefined {
  if (write.kind === "rename") {
    const isEarlier = write.from !== from && isSameCategory(write.to, from);
    return isEarlier ? { ...write, to } : undefined;
  }
  if (write.kind === "bulk") {
    const isOld = write.category !== undefined && isSameCategory(write.category, from);
    return isOld ? { ...write, category: to } : undefined;
  }
  if (write.kind !== "change" || !write.changes.category) return undefined;
  const isOld = isSameCategory(write.changes.category, from);
  return isOld ? { ...write, changes: { ...write.changes, category: to } } : undefined;
}
