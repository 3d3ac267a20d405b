import { RequestError } from "../network/requestError";
import { ledgerId } from "./openLedger";

/** Pause between polls in milliseconds: `first`, then 1.5 times longer each time, up to `last`. */
interface Pace {
  first: number;
  last: number;
}

/** For work that takes seconds. */
export const SOON: Pace = { first: 1_000, last: 10_000 };

const GROWTH = 1.5;

/** Polls until `look` returns true or the user changes. Temporary errors are retried. */
export async function poll(look: () => Promise<boolean>, { first, last }: Pace): Promise<void> {
  const owner = ledgerId.peek();
  for (let pause = first; ; pause = Math.min(pause * GROWTH, last)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (ledgerId.peek() !== owner) return;
    try {
      if (await look()) return;
    } catch (error) {
      if (!(error instanceof RequestError && error.temporary)) throw error;
    }
  }
}
