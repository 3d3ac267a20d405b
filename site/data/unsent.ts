import { ledgerId } from "../lib/ledger";
import { outbox } from "./outbox";
import * as settings from "./unsentSettings";
import { end, unsentWrites } from "./unsentWrites";

const countSettings = () => Object.keys(settings.unsentSettings(ledgerId.peek())).length;

/** The number of new expenses and of changes that the API does not know yet. */
export const countUnsent = () => outbox.value.length + unsentWrites().length + countSettings();

/** Throws away what was not sent. */
export function forgetUnsent(): void {
  for (const unsent of unsentWrites()) end(unsent);
  if (countSettings() > 0) settings.forgetUnsent();
  outbox.value = [];
}
