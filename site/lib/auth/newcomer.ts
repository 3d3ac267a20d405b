import { signal } from "@preact/signals";
import { readStored, store } from "../storage/webStorage";
import { storedSession } from "./session";
import { VISITED_KEY } from "./sessionKey";

const NEWCOMER = "newcomer";

/** ID of the user who signed in for the first time on this device and has yet to choose currency and zone. */
export const newcomer = signal(readStored(NEWCOMER));

/** Greets the user of this browser's session, which is their first. */
export const greet = () => keep(storedSession()?.id);

/** Ends the greeting. */
export const settle = () => keep(undefined);

function keep(id: string | undefined): void {
  store(NEWCOMER, id);
  newcomer.value = id;
}

/** Remembers that somebody has signed in on this device. */
export const visit = () => store(VISITED_KEY, true);

/** Returns true if somebody has signed in on this device before. */
export const hasVisited = () => readStored(VISITED_KEY) === true;
