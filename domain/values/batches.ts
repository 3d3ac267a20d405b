/** Returns the entries of a list in batches of a maximum size, in order. */
export function* inBatches<One>(list: readonly One[], size: number): Generator<One[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}
