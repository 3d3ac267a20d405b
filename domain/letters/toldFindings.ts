import type { Finding, Insights } from "../insights/model";
import type { ShownKey } from "../insights/quietKeys";
import { MAX_TOLD_FINDINGS } from "../values/limits";
import { MAX_TOLD } from "./letterMail";

/** The findings of a letter, and what to remember of it and of earlier ones. */
interface News {
  findings: Finding[];
  told: string[];
}

/**
 * Returns the findings of a letter, none of which an earlier one told. The same key may be found in another ledger or
 * currency, about something else, so both are remembered with it: what was told stays known until it is too much. Older marks have keys alone, which count for any ledger.
 * @param former What earlier letters told.
 * @param find Finds what is not quiet by its key.
 */
export function newsOf(
  former: readonly string[],
  scope: Pick<ShownKey, "ledgerId" | "currency">,
  find: (wasTold: (key: string) => boolean) => Pick<Insights, "findings" | "dismissed">,
): News {
  const known = new Set(former);
  const own = `${scope.ledgerId} ${scope.currency} `;
  const wasTold = (key: string) => known.has(own + key) || known.has(key);
  const { findings, dismissed } = find(wasTold);
  const news = findings.slice(0, MAX_TOLD);
  const told = [...dismissed.filter(({ key }) => wasTold(key)), ...news].map(({ key }) => own + key);
  // A charge that is told by another key for a while, as while its new price is news, is no news again after it.
  const latest = new Set(told);
  const others = former.filter((one) => !latest.has(one) && isOfLedger(one));
  return { findings: news, told: [...others, ...told].slice(-MAX_TOLD_FINDINGS) };
}

/** IDs of ledgers have no colon, and keys of findings begin with their kind and one. */
const isOfLedger = (one: string) => /^[^ :]+ /.test(one);
