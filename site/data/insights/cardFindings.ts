import { MAX_FINDINGS } from "../../../domain/values/limits";
import type { ShownFinding } from "./ledgerInsights";

/**
 * Returns the findings that the month shows, of all currencies: warnings first, and the currencies in turn, since their
 * amounts cannot be compared.
 */
export function cardFindings<Shown extends Pick<ShownFinding, "warns">>(
  currencies: readonly { currency: string; findings: readonly Shown[] }[],
): { finding: Shown; currency: string }[] {
  return currencies
    .flatMap(({ currency, findings }) => findings.map((finding, turn) => ({ finding, currency, turn })))
    .sort((a, b) => Number(b.finding.warns) - Number(a.finding.warns) || a.turn - b.turn)
    .slice(0, MAX_FINDINGS);
}
