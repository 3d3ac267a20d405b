import "../../i18n/en/dialog";
import { useId } from "preact/hooks";
import { t } from "../../i18n";
import { useModal } from "./useModal";

interface QuestionDialogProps {
  title: string;
  /** Consequences of the action. */
  text: string;
  /** Name of the action. */
  proceed: string;
  /** Name of the way back. */
  keep?: string;
  onProceed: () => void;
  onClose: () => void;
}

/** Asks before something is done that its user cannot undo. It closes before the action. */
export function QuestionDialog({ title, text, proceed, keep, onProceed, onClose }: QuestionDialogProps) {
  const id = useId();
  const dialog = useModal();
  const close = () => dialog.current?.close();
  const act = () => {
    close();
    onProceed();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <div class="buttons">
        <button type="button" class="button danger" onClick={act}>
          {proceed}
        </button>
        <button type="button" class="button" onClick={close}>
          {keep ?? t("dialog.cancel")}
        </button>
      </div>
    </dialog>
  );
}
