import { keepTyped, typedForms, typedInto } from "../../lib/storage/typedForms";
import { propertiesOf } from "../../lib/storage/webStorage";

/** Begins the names of what is set aside among the kept forms, so that signing out forgets it with them. */
const ASIDE = "ledger:";

/**
 * Sets the input of a ledger's forms aside until the ledger is opened again, and takes up that of another.
 * @param former The ID of the ledger that was open.
 */
export function exchangeTyped(former: string, next: string): void {
  const ours = typedForms().filter((name) => !name.startsWith(ASIDE));
  keepTyped(ASIDE + former, Object.fromEntries(ours.map((name) => [name, typedInto(name)])));
  for (const name of ours) keepTyped(name, undefined);
  for (const [name, fields] of Object.entries(typedInto(ASIDE + next))) keepTyped(name, propertiesOf(fields));
  keepTyped(ASIDE + next, undefined);
}
