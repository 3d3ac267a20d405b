import { mock } from "node:test";
import { MOST_TRIES, PAUSE_MS } from "../../site/data/lists/listReading";
import { user } from "../../site/lib/auth/session";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { online } from "../../site/lib/network/reach";
import { type PageGlobals, type Server, tokensOf } from "./page";

/** Lets the page's requests be answered. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets the pauses take no time after which lists repeat a reading that met changes. Other times of the page stay. */
export function skipPauses(): void {
  beforeEach(() => {
    const { setTimeout: later } = globalThis;
    mock.method(globalThis, "setTimeout", (work: () => void, milliseconds = 0) =>
      milliseconds > PAUSE_MS * MOST_TRIES ? later(work, milliseconds) : setImmediate(work),
    );
  });
  afterEach(() => mock.restoreAll());
}

/** Is reached by no request. */
export const broken: Server = () => Promise.reject(new TypeError("Failed to fetch"));

/** Opens the page with what this browser kept. */
export async function openPage(page: PageGlobals, server: Server): Promise<void> {
  page.serve(server);
  const tokens = tokensOf("ada");
  user.value = undefined;
  await settled();
  online.value = true; // The browser says so.
  startSession(tokens);
  // After another test's user, the page would reload.
  if (user.value === undefined) startSession(tokens);
  await settled();
}
