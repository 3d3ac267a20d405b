/** The usual endings of the names of files, by their types. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["application/pdf", "pdf"],
]);

/** Endings of pictures and documents. Others may be part of a name, such as the cents in `Lunch 12.50`. */
const KNOWN = /\.(jpe?g|png|pdf|hei[cf]|webp|avif|gif|bmp|tiff?)$/i;

/**
 * The name that the file of a receipt is downloaded with. Its own may be that of another type, since the page redraws
 * every picture as a JPEG, or the description of its expense, while systems open a file by the ending of its name.
 */
export function downloadName(name: string, type: string): string {
  const ending = ENDINGS.get(type);
  const own = KNOWN.exec(name)?.[1]?.toLowerCase().replace("jpeg", "jpg");
  return ending === undefined || own === ending ? name : `${name.replace(KNOWN, "")}.${ending}`;
}
