import { signal } from "@preact/signals";
import { t } from "../i18n";
import { RequestError } from "./requestError";

/** True if the last request got a response, or the browser says so. */
export const online = signal(true);

/** `fetch` that throws a RequestError with status 0 if the network is unavailable, and remembers it. */
export async function reach(url: string | URL, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init);
    online.value = true;
    return response;
  } catch {
    online.value = false;
    throw new RequestError(0, t("app.noConnection"));
  }
}

/** Follows the browser's network events. `onBack` runs when the network is back. */
export function followNetwork(onBack: () => void): void {
  online.value = navigator.onLine;
  addEventListener("offline", () => {
    online.value = false;
  });
  addEventListener("online", () => {
    online.value = true;
    onBack();
  });
}
