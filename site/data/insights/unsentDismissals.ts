import type { InsightsAnswer } from "../../../domain/insights/insightSchemas";
import { isDismissalOf } from "../../../domain/insights/quietKeys";
import type { ListEdit } from "../settings/listEdits";

type CurrencyInsights = InsightsAnswer["currencies"][number];
type QuietEdit = Extract<ListEdit, { name: "quietInsights" }>;

/**
 * Returns insights of a ledger as they are once the server knows what the user hid, or shows again: without a connection, the
 * answer that is kept does not know of it.
 */
export function withUnsentDismissals(
  answer: InsightsAnswer,
  edits: readonly ListEdit[],
  ledgerId: string,
): InsightsAnswer {
  const own = edits.filter((edit): edit is QuietEdit => edit.name === "quietInsights");
  const edited = (insights: CurrencyInsights) =>
    own.reduce((before, edit) => withEdit(before, edit, ledgerId), insights);
  return own.length === 0 ? answer : { ...answer, currencies: answer.currencies.map(edited) };
}

function withEdit(insights: CurrencyInsights, edit: QuietEdit, ledgerId: string): CurrencyInsights {
  const { findings, dismissed, currency } = insights;
  const [from, to] = "add" in edit ? [findings, dismissed] : [dismissed, findings];
  const meant = "add" in edit ? edit.add : edit.remove;
  const isMeant = ({ key }: (typeof from)[number]) => isDismissalOf(meant, { key, ledgerId, currency });
  const left = from.filter((one) => !isMeant(one));
  const moved = [...to, ...from.filter(isMeant)];
  return {
    ...insights,
    ...("add" in edit ? { findings: left, dismissed: moved } : { findings: moved, dismissed: left }),
  };
}
