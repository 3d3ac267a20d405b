import { useId, useState } from "preact/hooks";
import { removeReceipt } from "../../data/receipts/receiptList";
import { t } from "../../i18n";
import { problemOf } from "../../lib/network/requestError";
import { showToast } from "../../lib/page/toasts";
import { Icon } from "../../parts/basics/icon";
import { useModal } from "../../parts/dialogs/useModal";

/** Removes a receipt once the user has confirmed it: its picture cannot be brought back. */
export function Removal({ id, name, onDone }: { id: string; name: string; onDone?: () => void }) {
  const [asks, setAsks] = useState(false);
  const remove = async () => {
    setAsks(false);
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
      {asks && <Question onRemove={() => void remove()} onClose={() => setAsks(false)} />}
    </>
  );
}

function Question({ onRemove, onClose }: { onRemove: () => void; onClose: () => void }) {
  const id = useId();
  const dialog = useModal();
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t("receipts.removeTitle")}</h2>
      <p class="muted">{t("receipts.removeText")}</p>
      <div class="buttons">
        <button type="button" class="button danger" onClick={onRemove}>
          {t("receipts.remove")}
        </button>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t("app.cancel")}
        </button>
      </div>
    </dialog>
  );
}
