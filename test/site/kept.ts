import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** The content of a device's IndexedDB. */
interface Kept {
  /** Number of expenses across all months. */
  expenses?: number;
  unsent: number;
}

/** Waits until the device keeps this much, which the page leaves to the browser a moment after it changed. */
export async function expectKept(page: Page, kept: Kept): Promise<void> {
  await expect.poll(() => page.evaluate(readKept)).toMatchObject({ ...kept });
}

/** Runs in the page. Undefined while the page has no database, or the browser is closing it. */
async function readKept(): Promise<Kept | undefined> {
  const result = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const opening = indexedDB.open("expenses");
  // Opening it before the page has would make an empty one. `indexedDB.databases()` would tell, but Chromium never answers it if
  // the database is closed by force meanwhile.
  opening.onupgradeneeded = () => opening.transaction?.abort();
  const database = await result(opening).catch(() => undefined);
  if (!database) return undefined;
  try {
    const stores = database.transaction(["months", "outbox"]);
    const months = await result(stores.objectStore("months").getAll());
    const unsent = await result(stores.objectStore("outbox").count());
    return { expenses: months.reduce((sum, { expenses }) => sum + expenses.length, 0), unsent };
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}
