import { t } from "../../i18n";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "./actionButton";

/** Copies a text. Browsers let pages do so over HTTPS only; elsewhere there is no button, and the text can be selected. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  if (!navigator.clipboard) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    showToast(t("secondFactor.copied"));
  };
  return <ActionButton text={t("secondFactor.copy")} label={label} run={copy} />;
}
