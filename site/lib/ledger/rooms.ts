import { readStored, store } from "../storage/webStorage";
import { ledgerId } from "./openLedger";
import { ROOMS } from "./roomsKey";

// The room that places above the expenses take, in pixels, as properties of the document's style. The page's head sets
// them before the first paint, so that what comes into a place later moves nothing.

const style = () => document.documentElement.style;

const propertyOf = (place: string) => `--room-${place}`;

/** The last room of a place in the ledger that shows; 0 if it had none. */
export const roomOf = (place: string) => Number.parseFloat(style().getPropertyValue(propertyOf(place))) || 0;

/** Remembers the room of a place in the ledger that shows. */
export function rememberRoom(place: string, room: number): void {
  if (room === roomOf(place)) return;
  style().setProperty(propertyOf(place), room > 0 ? `${room}px` : "");
  store(ROOMS, style().cssText);
  store(ofLedger(ledgerId.peek()), style().cssText);
}

/** Takes up the rooms of the ledger that is shown next; without one, those of the user who leaves are given up. */
export function takeRooms(ledger?: string): void {
  store(ROOMS, ledger && readStored(ofLedger(ledger)));
  if (!ledger) style().cssText = "";
}

const ofLedger = (ledger = "") => `${ROOMS} ${ledger}`;
