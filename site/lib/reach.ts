import { signal } from "@preact/signals";
import { t } from "../i18n";
import { RequestError } from "./requestError";

/** Whether the last that was heard of the network is good. */
export const online = signal(true);

/** `fetch` that tells a network that is away by a RequestError with status 0, and remembers it. */
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

/** Listens to what the browser knows of the network. `onBack` runs when it comes back. */
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
