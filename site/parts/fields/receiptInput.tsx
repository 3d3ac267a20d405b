import "../../lib/categories/cameraIcon";
import "../../i18n/en/receipts";
import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import type { IconName } from "../../lib/categories/icons";
import { later } from "../../lib/network/fetchedCode";
import { Icon } from "../basics/icon";

const withQueue = later(() => import("../../data/receipts/receiptQueue"));

/** The files that a receipt can be made of, where the system asks for one. */
const ACCEPTED = "image/*,.heic,.heif,application/pdf,.pdf";

interface ReceiptInputProps {
  text: string;
  icon?: IconName;
  class?: string;
  /** Opens the camera directly, if there is one. */
  camera?: boolean;
  several?: boolean;
  /** The expense that the receipt is for, in place of the one that it has; without one it is read. */
  expenseId?: string;
  onChosen?: () => void;
}

/** A button that asks for the picture of a receipt, and sends it. */
export function ReceiptInput({
  text,
  icon = "camera",
  class: extra = "",
  camera = false,
  several = false,
  expenseId,
  onChosen,
}: ReceiptInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const add = (files: readonly File[]) => {
    if (files.length === 0) return;
    withQueue(({ addReceipts }) => void addReceipts(files, expenseId ? { expenseId } : {}));
    onChosen?.();
  };
  return (
    <>
      <button type="button" class={`button ${extra}`} onClick={() => input.current?.click()}>
        <Icon name={icon} size={18} />
        {text}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("receipts.choose")}
        accept={camera ? "image/*" : ACCEPTED}
        capture={camera ? "environment" : undefined}
        multiple={several}
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])]);
          currentTarget.value = ""; // So that the same file can be chosen again.
        }}
      />
    </>
  );
}
