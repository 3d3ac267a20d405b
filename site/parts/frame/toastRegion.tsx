import { useEffect, useState } from "preact/hooks";
import { inWords, t } from "../../i18n";
import { hideToast, toast } from "../../lib/page/toasts";
import { Icon } from "../basics/icon";

const SHOWN_MS = 8_000;

/** Shows short messages. They stay while they have the pointer or the focus. */
export function ToastRegion() {
  const shown = toast.value;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!shown || held) return undefined;
    const timer = setTimeout(hideToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, held]);
  const act = (run: () => unknown) => {
    hideToast();
    setHeld(false);
    void run();
  };
  return (
    <div
      class="toasts"
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      {shown && (
        <div class="toast" key={shown.id}>
          <span class="toast-text">{inWords(shown.text)}</span>
          <span class="toast-buttons">
            {shown.actions.map(({ label, run }) => (
              <button key={label} type="button" class="button small" onClick={() => act(run)}>
                {label}
              </button>
            ))}
            <button type="button" class="icon-button" aria-label={t("app.dismiss")} onClick={hideToast}>
              <Icon name="close" size={18} />
            </button>
          </span>
        </div>
      )}
    </div>
  );
}
