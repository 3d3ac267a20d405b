import { isPassing } from "../../lib/network/passing";
import { problemOf } from "../../lib/network/requestError";
import { showToast } from "../../lib/page/toasts";
import { renameCategory } from "../categories/renameLedgerCategory";
import { editing } from "../forms/openForms";
import { knownLists, refresh } from "../lists/expenseLists";
import { resumeBulk } from "../writes/bulkChange";
import { change, performTold } from "../writes/changeExpense";
import { begin, idleWrites, type UnsentWrite } from "../writes/writeJournal";
import { takeTurn } from "../writes/writeTurns";

/** Resumes the unfinished work of an earlier page, in the same order. What another page of the browser is at is its own. */
export async function resume(): Promise<void> {
  const keys = idleWrites().map(({ key }) => key);
  const taken = await Promise.all(keys.map(takeTurn));
  const mine = new Set(keys.filter((_, index) => taken[index]));
  // Meanwhile another call may have begun to work on some, and another page have ended them.
  const unsent = idleWrites().filter((one) => mine.has(one.key) && !isReopened(one));
  if (unsent.length === 0) return;
  for (const one of unsent) begin(one.write, one);
  await Promise.all(unsent.map(resumeWrite));
  // Each rename reads what the one before has moved.
  for (const one of unsent) {
    if (one.write.kind === "rename") await renameCategory(one.write, one);
  }
  // Lists that were read before may have counted the outcome already.
  for (const list of knownLists()) void refresh(list);
}

/** Returns true if the form of a change is open because it could not be saved: the user has it in hand. */
function isReopened({ write }: UnsentWrite): boolean {
  const { expenseId, problem } = editing.peek() ?? {};
  return write.kind === "change" && write.before.expenseId === expenseId && problem !== undefined;
}

async function resumeWrite(unsent: UnsentWrite): Promise<void> {
  const { write } = unsent;
  if (write.kind === "rename") return;
  if (write.kind === "bulk") return resumeBulk(write, begin(write, unsent));
  if (write.kind === "change") return change(write.before, write.changes, unsent);
  await performTold(write, unsent).catch((error: unknown) => {
    if (!isPassing(error)) showToast(problemOf(error).message);
  });
}
