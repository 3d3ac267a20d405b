import "../../i18n/en/dialog";
import { t } from "../../i18n";

interface EditActionsProps {
  /** Removes the edited item; absent if it cannot be removed. */
  removal?: { text: string; onClick: () => void } | undefined;
  onCancel?: (() => void) | undefined;
}

/** The buttons at the end of a form that edits something in its place. */
export function EditActions({ removal, onCancel }: EditActionsProps) {
  return (
    <div class="edit-actions">
      {removal && (
        <button type="button" class="button danger" onClick={removal.onClick}>
          {removal.text}
        </button>
      )}
      <span class="push" />
      {onCancel && (
        <button type="button" class="button" onClick={onCancel}>
          {t("dialog.cancel")}
        </button>
      )}
      <button type="submit" class="button primary">
        {t("dialog.save")}
      </button>
    </div>
  );
}
