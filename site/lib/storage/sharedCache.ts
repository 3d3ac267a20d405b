/** The cache of what other apps shared until the page takes it: the service worker puts it there. No version owns it. */
export const SHARED = "shared";

/** Files that wait there at most: any website can send some. */
export const MAX_SHARED = 20;
