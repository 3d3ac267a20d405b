/** As many of the largest files, of 10 MB each, take 80 MB. */
const AT_ONCE = 8;

/**
 * Reads items, a few at the same time, and returns what was read in the order of the items. Nothing more is read than
 * was taken and those few, so that no more is in memory. `p-limit` would read all of them, however slowly they are taken.
 */
export async function* readAhead<Item, Found>(
  items: Iterable<Item>,
  read: (item: Item) => Promise<Found>,
): AsyncGenerator<Found> {
  const begun: Promise<Found>[] = [];
  for (const item of items) {
    const reading = read(item);
    // It fails where it is taken; until then, or if nobody takes it, it is not unhandled.
    reading.catch(() => undefined);
    begun.push(reading);
    if (begun.length === AT_ONCE) yield begun.shift() as Promise<Found>;
  }
  yield* begun;
}
