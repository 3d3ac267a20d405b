import "../../i18n/en/keyboard";
import { t } from "../../i18n";
import { useModal } from "../../parts/dialogs/useModal";
import { shortcuts } from "./shortcuts";

/** All keys and their actions. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const dialog = useModal();
  const fixed = [
    { shown: "Enter", text: t("keyboard.edit") },
    { shown: "← →", text: t("keyboard.month") },
    { shown: "Esc", text: t("keyboard.leave") },
  ];
  return (
    <dialog ref={dialog} class="dialog" aria-label={t("keyboard.title")} onClose={onClose}>
      <h2>{t("keyboard.title")}</h2>
      <dl class="keys">
        {[...shortcuts.map(({ shown, text }) => ({ shown, text: text() })), ...fixed].map(
          ({ shown, text }) => (
            <div key={shown}>
              <dt>{text}</dt>
              <dd>
                {shown.split(" ").map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dd>
            </div>
          ),
        )}
      </dl>
      <div class="buttons">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t("keyboard.close")}
        </button>
      </div>
    </dialog>
  );
}
