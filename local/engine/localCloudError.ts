/** An error that users can act on: `message` says what happened and what to do. */
export class LocalCloudError extends Error {
  override name = "LocalCloudError";
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The text of an error, with what to do about the disk if that is the cause. */
export function reasonOf(error: unknown): string {
  return fullDiskOf(error) ?? messageOf(error);
}

/** The end of a sentence about a full disk, if that is the cause of an error; undefined for any other error. */
export function fullDiskOf(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") return "the disk is full. Free some space.";
  // LevelDB says so in words alone, and then refuses every write until it is opened again: see `latchWrites`.
  if (/No space left on device|Disk quota exceeded/.test(messageOf(error)))
    return "the disk is full. Free some space and start the local cloud again.";
  return error instanceof Error && error.cause !== undefined ? fullDiskOf(error.cause) : undefined;
}

/** The `code` of a Node.js or library error, such as `EADDRINUSE`; undefined if it has none. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
