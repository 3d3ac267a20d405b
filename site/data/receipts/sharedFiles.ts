// Files that other apps share with the installed page. The service worker keeps it, because the page may not be open.

import { SHARED } from "../../lib/storage/sharedCache";

/** Takes the files that were shared; a second call finds none of them. */
export async function takeSharedFiles(): Promise<File[]> {
  // Missing on a plain-HTTP website, which cannot be installed.
  if (!("caches" in globalThis) || !(await caches.has(SHARED))) return [];
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
