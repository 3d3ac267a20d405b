import "../../i18n/en/receipts";
import { t } from "../../i18n";
import { navigate } from "../../lib/page/pageRoute";
import { ReceiptCost } from "../../parts/fields/receiptCost";
import { ReceiptInput } from "../../parts/fields/receiptInput";

/** The other way to add expenses: pictures of their receipts, and then to the screen where they are confirmed. */
export function AddReceipt({ onChosen }: { onChosen: () => void }) {
  const leave = () => {
    onChosen();
    navigate("receipts");
  };
  return (
    <div>
      <ReceiptInput class="quiet" text={t("receipts.add")} several onChosen={leave} />
      <ReceiptCost />
    </div>
  );
}
