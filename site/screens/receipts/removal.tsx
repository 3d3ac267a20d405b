import { useState } from "preact/hooks";
import { removeReceipt } from "../../data/receipts/receiptList";
import { t } from "../../i18n";
import { problemOf } from "../../lib/network/requestError";
import { showToast } from "../../lib/page/toasts";
import { Icon } from "../../parts/basics/icon";
import { QuestionDialog } from "../../parts/dialogs/questionDialog";

/** Removes a receipt once the user has confirmed it: its picture cannot be brought back. */
export function Removal({ id, name, onDone }: { id: string; name: string; onDone?: () => void }) {
  const [asks, setAsks] = useState(false);
  const remove = async () => {
    try {
      await removeReceipt(id);
      showToast(t("receipts.removed"));
      onDone?.();
    } catch (error) {
      showToast(problemOf(error).message);
    }
  };
  const label = t("receipts.removeOf", { name });
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        onClick={() => setAsks(true)}
      >
        <Icon name="trash" size={18} />
      </button>
      {asks && (
        <QuestionDialog
          title={t("receipts.removeTitle")}
          text={t("receipts.removeText")}
          proceed={t("receipts.remove")}
          onProceed={() => void remove()}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
