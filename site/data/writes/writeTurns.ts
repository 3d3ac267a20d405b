// Each write is the work of one page of the browser at a time: all of them find it in storage, and two that send it would meet each
// other's versions. A page that ends gives its turns away. On plain HTTP there are no locks, and each page works on all.

/** Ends the turns of this page, by the key of the write. */
const turns = new Map<string, () => void>();

/** A promise that lasts as long as the turn. */
const untilEnd = (key: string): Promise<void> => new Promise((resolve) => turns.set(key, resolve));

const nameOf = (key: string) => `write:${key}`;

/** Keeps other pages from a write that begins here. Of no use in a page that is being closed, which the browser refuses. */
export function holdTurn(key: string): void {
  if (turns.has(key) || !navigator.locks) return;
  const end = untilEnd(key);
  navigator.locks.request(nameOf(key), () => end).catch(() => undefined);
}

/** Takes the turn of a write that is kept. @returns false if another page has it. */
export function takeTurn(key: string): Promise<boolean> {
  if (turns.has(key) || !navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const asked = navigator.locks.request(nameOf(key), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && untilEnd(key);
    });
    asked.catch(() => resolve(false)); // The page is being closed.
  });
}

/** Lets other pages work on a write. */
export function endTurn(key: string): void {
  turns.get(key)?.();
  turns.delete(key);
}
