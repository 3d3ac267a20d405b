import { rememberRoom, roomOf } from "../../lib/ledger/rooms";
import { NARROW } from "../../lib/page/media";

/** The expenses of a month, or that there are none. */
const ROWS = ".month-list > :is(.virtual, .empty)";

const isNarrow = () => matchMedia(NARROW).matches;

const widthOfPage = () => document.documentElement.clientWidth;

/** A place that keeps its height. */
export interface HeldRoom {
  /** Fits the place to its content. @param isKnown False until its content has been read. */
  settle(isKnown: boolean): void;
  /** Leaves the place as it is. */
  release(): void;
}

/** Holds the room of a place, which has its content in one child. Only a user who acts in it changes its height. */
export function holdRoom(box: HTMLElement, name: string): HeldRoom {
  let room = roomOf(name);
  let isKnown = false;
  let isUsed = false;
  let isBeneath = false;
  let width = widthOfPage();
  const isOfNarrow = isNarrow();
  const settle = () => {
    if (isNarrow() !== isOfNarrow) return; // Its style is that of the other layout already, which has other places.
    box.hidden = false;
    const needed = Math.ceil(box.firstElementChild?.getBoundingClientRect().height ?? 0);
    const isFree = isUsed || width !== widthOfPage() || document.querySelector(ROWS) === null;
    width = widthOfPage();
    isBeneath ||= !isFree && room === 0 && needed > 0;
    if (isFree && !isBeneath) room = isKnown ? needed : Math.max(room, needed);
    box.classList.toggle("beneath", isBeneath);
    box.classList.toggle("scrolled", !isBeneath && needed > room);
    box.style.setProperty("--room", `${room}px`);
    box.hidden = room === 0 && needed === 0;
    if (isKnown && isAsItCame(box)) rememberRoom(name, needed);
  };
  const use = ({ target }: Event) => {
    isUsed = target instanceof Node && box.contains(target);
  };
  const listening = new AbortController();
  // Before the content takes it, which may change by it.
  for (const kind of ["click", "keydown"])
    document.addEventListener(kind, use, { capture: true, signal: listening.signal });
  const observer = new ResizeObserver(settle);
  if (box.firstElementChild) observer.observe(box.firstElementChild);
  return {
    settle(known) {
      isKnown = known;
      settle();
    },
    release() {
      observer.disconnect();
      listening.abort();
    },
  };
}

/** False while a list in it is closed, which comes open, or a form is in it, with further fields that are. */
const isAsItCame = (box: HTMLElement) => box.querySelector("details:not([open])") === null;
