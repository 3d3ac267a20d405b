import { isSameCategory } from "../../domain/expenses/category";
import type { Entry } from "./model";
import { outbox } from "./outbox";
import { keepEdit, unsentEdits } from "./unsentEdits";

/** Gives what has yet to arrive the new name of its category: it would bring the old one back. */
export function renameUnsent(from: string, to: string): void {
  outbox.value = outbox.value.map((entry) =>
    isSameCategory(entry.renamed ?? entry.draft.category, from) ? renamed(entry, to) : entry,
  );
  for (const { before, changes } of unsentEdits())
    if (changes.category !== undefined && isSameCategory(changes.category, from))
      keepEdit({ before, changes: { ...changes, category: to } });
}

/** An entry that the server may have stored is renamed when the answer comes: another request under its key would be refused. */
function renamed(entry: Entry, to: string): Entry {
  return entry.tried && entry.state !== "refused"
    ? { ...entry, renamed: to }
    : { ...entry, draft: { ...entry.draft, category: to } };
}
