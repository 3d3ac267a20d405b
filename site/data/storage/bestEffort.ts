/** Goes on without what the browser refuses to keep, as it does in a private window or on a full disk. */
export function bestEffort(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.warn("This device does not keep the data:", error));
}
