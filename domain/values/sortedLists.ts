/**
 * Returns the index of the first entry that a condition holds for; the number of entries if there is none. It must hold for all
 * after the first: then it takes a few steps, where `findIndex` looks at each entry.
 */
export function firstIndex<One>(entries: readonly One[], isReached: (entry: One) => boolean): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isReached(entries[middle] as One)) high = middle;
    else low = middle + 1;
  }
  return low;
}
