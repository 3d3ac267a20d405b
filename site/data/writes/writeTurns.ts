// Each write is the work of one page of the browser at a time: all of them find it in storage, and two that send it would meet each
// other's versions. A page that ends gives its turns away. On plain HTTP there are no locks, and each page works on all.

/** Ends the turns of this page, by the key of the write. */
const turns = new Map<string, () => void>();

/** Requests of this page for locks, by the key of the write. A turn that was ended is given away a moment later. */
const requests = new Map<string, Promise<unknown>>();

/** A promise that lasts as long as the turn. */
const untilEnd = (key: string): Promise<void> => new Promise((resolve) => turns.set(key, resolve));

function request(key: string, options: LockOptions, onGranted: LockGrantedCallback<unknown>): void {
  // The browser refuses if the page is being closed.
  const asked = navigator.locks.request(`write:${key}`, options, onGranted).catch(() => undefined);
  requests.set(key, asked);
  void asked.then(() => requests.get(key) === asked && requests.delete(key));
}

/** Keeps other pages from a write that begins here. */
export function holdTurn(key: string): void {
  if (turns.has(key) || !navigator.locks) return;
  const end = untilEnd(key);
  request(key, {}, () => end);
}

/** Takes the turn of a write that is kept. @returns false if another page has it. */
export async function takeTurn(key: string): Promise<boolean> {
  if (turns.has(key) || !navigator.locks) return true;
  await requests.get(key);
  if (turns.has(key)) return true;
  return new Promise((resolve) => {
    request(key, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && untilEnd(key);
    });
    void requests.get(key)?.then(() => resolve(false));
  });
}

/** Lets other pages work on a write. */
export function endTurn(key: string): void {
  turns.get(key)?.();
  turns.delete(key);
}
