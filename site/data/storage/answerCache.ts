import { type AnswerOf, type ApiRoute, type Arguments, call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { failureOf } from "../../lib/network/requestError";
import { propertiesOf } from "../../lib/storage/webStorage";
import { bestEffort } from "./bestEffort";
import * as store from "./expenseDatabase";

/**
 * The version of the page that reads and keeps answers. The name of its script changes with any of its code, so that an
 * answer comes back only to the code that kept it.
 */
const reader = () => document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "";

const keyOf = (route: ApiRoute, ...args: readonly unknown[]) => ({
  owner: ledgerId.peek() ?? "",
  request: JSON.stringify([route, ...args]),
  reader: reader(),
});

/** Keeps the state that a write answered with as the answer to the route that reads it. */
export function keepAnswer<Route extends ApiRoute>(route: Route, answer: AnswerOf<Route>): void {
  bestEffort(store.putAnswer({ ...keyOf(route), answer }));
}

/**
 * Reads something of the open ledger, and keeps the answer on this device: offline the last one comes back, so that a
 * screen that was read once opens.
 */
export async function callOrKept<Route extends ApiRoute>(
  route: Route,
  ...args: Arguments<Route>
): Promise<AnswerOf<Route>> {
  const key = keyOf(route, ...args);
  try {
    const answer = await call(route, ...args);
    // The first page of a list is enough: those after it differ each time.
    const { cursor } = propertiesOf(propertiesOf(args[0]).query);
    if (ledgerId.peek() === key.owner && cursor === undefined)
      bestEffort(store.putAnswer({ ...key, answer }));
    return answer;
  } catch (error) {
    if (failureOf(error) !== "network") throw error;
    const kept = await store.readAnswer(key).catch(() => undefined);
    if (!kept) throw error;
    return kept.answer as AnswerOf<Route>;
  }
}
