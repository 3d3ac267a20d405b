import "../../i18n/en/dialog";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t } from "../../i18n";
import { Icon } from "../basics/icon";
import { useModal } from "./useModal";

/** A dialog that rises from the bottom of a narrow screen. Escape and a tap beside it close it. */
export function Sheet({
  title,
  class: extra = "",
  onClose,
  children,
}: {
  title: string;
  class?: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const id = useId();
  const dialog = useModal();
  return (
    <dialog ref={dialog} class={`sheet ${extra}`} closedby="any" aria-labelledby={id} onClose={onClose}>
      <div class="sheet-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="icon-button" aria-label={t("dialog.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
