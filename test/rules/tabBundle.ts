// The part of the page that a tab of a browser runs in `twoTabs.test.ts`, which bundles it: each tab has modules of its own.
import { listOf } from "../../site/data/lists/expenseLists";
import { refreshAll } from "../../site/data/lists/listRefresh";
import { remember } from "../../site/data/offline/persistence";
import { resumeWrites, startResuming } from "../../site/data/offline/replaySchedule";
import { startSettling } from "../../site/data/writes/followStored";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { settleFound } from "../../site/data/writes/storedEntries";
import { user } from "../../site/lib/auth/session";
import { loadConfig } from "../../site/lib/config/deployedConfig";
import { loadAll } from "../../site/lib/network/fetchedCode";
import { online } from "../../site/lib/network/reach";

export { renameCategory } from "../../site/data/categories/renameLedgerCategory";
export { editing } from "../../site/data/forms/openForms";
export { outbox } from "../../site/data/outbox/outbox";
export { post } from "../../site/data/outbox/outboxEdits";
export { removeMany } from "../../site/data/writes/bulkChange";
export { change, remove, restore } from "../../site/data/writes/changeExpense";
export { discardEntry } from "../../site/data/writes/discardUnsent";
export { dropIdleChanges, unsentWrites } from "../../site/data/writes/writeJournal";
export { resumeSession } from "../../site/lib/auth/session";
export { startSession } from "../../site/lib/auth/signInAndOut";
export { toast } from "../../site/lib/page/toasts";

/** Starts what keeps, sends and follows expenses, as the page does. */
export async function start(month: string) {
  await loadConfig();
  remember();
  startSending();
  startSettling(settleFound);
  startResuming();
  await loadAll();
  return listOf({ month });
}

/** Looks as the page does when its user comes back to it. */
export async function look(): Promise<void> {
  online.value = true;
  if (!user.peek()) return;
  resumeWrites();
  await Promise.all([sendNow(), refreshAll()]);
}
