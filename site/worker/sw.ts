// The service worker: keeps one whole version of the page, so that it opens offline and never mixes two versions.

import { MAX_SHARED, SHARED } from "../lib/storage/sharedCache";

declare const self: ServiceWorkerGlobalScope;

/** The files of this version whose names change with their content; set by the build. */
declare const HASHED: readonly string[];
/** Its other files; set by the build. */
declare const OTHERS: readonly string[];
/** Changes with any of the files; set by the build. */
declare const VERSION: string;
/** True if the deployment has receipts, which other apps can share files for; set by the build. */
declare const TAKES_FILES: boolean;

const PAGE = "index.html";
const CONFIG = "config.json";

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(VERSION);
  // `reload` bypasses the HTTP cache: a stale index.html would be kept for the life of this version. Of the others the page has
  // just loaded most.
  const fresh = [...OTHERS, CONFIG].map((path) => new Request(path, { cache: "reload" }));
  await cache.addAll([...HASHED, ...fresh]);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers());
});

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => ![VERSION, SHARED].includes(name)).map((name) => caches.delete(name)),
  );
  await self.clients.claim();
}

self.addEventListener("message", ({ data }) => {
  if (data === "take over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (TAKES_FILES && request.method === "POST" && url.pathname.endsWith("/share")) {
    return event.respondWith(takeShared(request));
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fromCache(PAGE, request));
  else if (url.pathname.endsWith(`/${CONFIG}`)) event.respondWith(configFor(event));
  else event.respondWith(fromCache(request, request));
});

async function fromCache(key: RequestInfo, request: Request): Promise<Response> {
  const cache = await caches.open(VERSION);
  return (await cache.match(key, { ignoreVary: true })) ?? fetch(request);
}

/** Milliseconds that the page waits for the deployment's values, without which it draws nothing, if the last known ones are kept. */
const CONFIG_MS = 1000;

/** The deployment's values can change without the page, so they are requested, with the last known ones as fallback. */
async function configFor(event: FetchEvent): Promise<Response> {
  const cache = await caches.open(VERSION);
  const asked = renewConfig(cache, event.request);
  event.waitUntil(asked.catch(() => undefined)); // An answer that comes too late is for the next time.
  const kept = await cache.match(CONFIG);
  if (!kept) return asked;
  const late = new Promise<Response>((resolve) => setTimeout(resolve, CONFIG_MS, kept));
  const fresh = asked.then(
    (response) => (response.ok ? response : kept),
    () => kept,
  );
  return Promise.race([fresh, late]);
}

async function renewConfig(cache: Cache, request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.ok) await cache.put(CONFIG, response.clone());
  return response;
}

/**
 * Keeps the files that another app shares, and leads to the screen that asks what becomes of them. Nothing tells such a form
 * from one that a website sends, so it can only make a few files wait: the user adds them.
 */
async function takeShared(request: Request): Promise<Response> {
  const cache = await caches.open(SHARED);
  const files = (await request.formData()).getAll("receipts").filter((entry) => entry instanceof File);
  const taken = files.slice(0, Math.max(0, MAX_SHARED - (await cache.keys()).length));
  await Promise.all(
    taken.map((file) => {
      const headers = { "Content-Type": file.type, "File-Name": encodeURIComponent(file.name) };
      return cache.put(`shared/${crypto.randomUUID()}`, new Response(file, { headers }));
    }),
  );
  return Response.redirect(`./#/receipts${taken.length < files.length ? "?left=yes" : ""}`, 303);
}
