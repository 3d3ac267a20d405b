import { signal } from "@preact/signals";
import { say } from "../../i18n";
import { RequestError } from "./requestError";

/** True if the last request got a response, or the browser says so. */
export const online = signal(true);

/** `fetch` that throws a RequestError if the network is unavailable, and remembers it. */
export async function reach(url: string | URL, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init);
    online.value = true;
    return response;
  } catch {
    throw noConnection();
  }
}

/**
 * Reads the JSON of a response; an empty body is an empty object.
 * @throws RequestError if the connection breaks halfway, or the response is not the service's: a captive portal answers HTML.
 */
export async function jsonOf<Body>(response: Response): Promise<Body> {
  const text = await response.text().catch(() => {
    throw noConnection();
  });
  try {
    return JSON.parse(text || "{}");
  } catch {
    throw new RequestError("unavailable", say("app.serverFailed"));
  }
}

function noConnection(): RequestError {
  online.value = false;
  return new RequestError("network", say("app.noConnection"));
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
