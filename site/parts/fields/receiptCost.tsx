import "../../i18n/en/receipts";
import type { ComponentChildren } from "preact";
import { COST_PER_PAGE } from "../../../domain/receipts/cost";
import { t } from "../../i18n";
import { money } from "../../lib/formatting/format";

/** The line where files are chosen that will be read: what that costs. */
export function ReceiptCost({ children }: { children?: ComponentChildren }) {
  const amount = money(COST_PER_PAGE.amount, COST_PER_PAGE.currency);
  return (
    <p class="hint">
      {t("receipts.cost", { amount })} {children}
    </p>
  );
}
