// Files that other apps share with the installed page. The service worker keeps it, because the page may not be open.

import { SHARED } from "../../lib/storage/sharedCache";

/** Missing on a plain-HTTP website, which cannot be installed. */
const hasCaches = () => "caches" in globalThis;

/** Takes the files that were shared; a second call finds none of them. */
export async function takeSharedFiles(): Promise<File[]> {
  if (!(await areFilesShared())) return [];
  const cache = await caches.open(SHARED);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    // Whichever page deletes it has it: another one may be open.
    if (!response || !(await cache.delete(request))) continue;
    const name = decodeURIComponent(response.headers.get("File-Name") ?? "");
    files.push(new File([await response.blob()], name, { type: response.headers.get("Content-Type") ?? "" }));
  }
  return files;
}

/** True if files were shared that the page has not taken. */
export async function areFilesShared(): Promise<boolean> {
  if (!hasCaches() || !(await caches.has(SHARED))) return false;
  return (await (await caches.open(SHARED)).keys()).length > 0;
}

/** Deletes the files that were shared: they are nobody else's. */
export async function forgetSharedFiles(): Promise<void> {
  if (hasCaches()) await caches.delete(SHARED);
}
