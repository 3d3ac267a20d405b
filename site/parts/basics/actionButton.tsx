import { useState } from "preact/hooks";
import type { IconName } from "../../lib/categories/icons";
import { problemOf } from "../../lib/network/requestError";
import { showToast } from "../../lib/page/toasts";
import { Icon } from "./icon";

interface ActionButtonProps {
  /** The action. A second click while it runs does nothing; a failure shows as a toast. */
  run: () => Promise<unknown>;
  icon?: IconName;
  /** Visible text; absent if there is only an icon. */
  text?: string;
  /** Accessible name, if the text needs its context. */
  label?: string;
  class?: string;
}

/** A button whose action takes a moment. */
export function ActionButton({ run, icon, text, label, class: extra = "small" }: ActionButtonProps) {
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      showToast(problemOf(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button
      type="button"
      class={`${text ? "button" : "icon-button"} ${extra}`}
      aria-label={label}
      title={text ? undefined : label}
      aria-busy={busy}
      onClick={() => {
        if (!busy) void act();
      }}
    >
      {icon && <Icon name={icon} size={text ? 16 : 18} />}
      {text}
    </button>
  );
}
