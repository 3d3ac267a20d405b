import { followHolding } from "./holding";
import { followPulling } from "./pulling";

// Own code, though small: the libraries for gestures bind to one element each, while a list draws other rows at every scroll. Swiping
// needs no code at all (see swipe.css).

/**
 * Starts what fingers can do besides tapping: holding a row selects it, and pulling a list down reads it again.
 * @param look Looks for what other devices did.
 */
export function startGestures(look: () => Promise<void>): void {
  followHolding();
  followPulling(look);
  addEventListener("pointerdown", ({ target }) => closeRows(target));
}

/** Moves rows back that were swiped aside, but for the one that is touched. */
function closeRows(touched: EventTarget | null): void {
  for (const row of document.querySelectorAll(".row")) {
    if (row.scrollLeft !== 0 && !(touched instanceof Node && row.contains(touched))) row.scrollLeft = 0;
  }
}
