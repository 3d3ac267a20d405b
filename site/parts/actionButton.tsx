import type { IconNode } from "lucide";
import { useState } from "preact/hooks";
import { problemOf } from "../lib/requestError";
import { showToast } from "../lib/toasts";
import { Icon } from "./icon";

interface ActionButtonProps {
  /** What it does; a second click while it runs does nothing, and a failure is told. */
  run: () => Promise<unknown>;
  icon?: IconNode;
  /** What it says; absent where the icon alone stands. */
  text?: string;
  /** What it says to those who do not see what stands around it. */
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
      {icon && <Icon node={icon} size={text ? 16 : 18} />}
      {text}
    </button>
  );
}
