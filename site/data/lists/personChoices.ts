import { MAX_FILTER_PEOPLE } from "../../../domain/expenses/filterLimits";
import { idOf, type People } from "../../lib/ledger/openLedger";

/**
 * The choices of a filter by person: each member, and one for all who have left, who have no names any more. If they are
 * more than a list can be filtered by, it takes several.
 */
export function personsIn({ emails }: Pick<People, "emails">, authors: readonly string[]): string[] {
  const former = authors.filter((id) => !emails.has(idOf(id))).sort();
  const choices = Array.from({ length: Math.ceil(former.length / MAX_FILTER_PEOPLE) }, (_, index) =>
    former.slice(index * MAX_FILTER_PEOPLE, (index + 1) * MAX_FILTER_PEOPLE).join("\n"),
  );
  return [...emails.keys(), ...choices];
}
