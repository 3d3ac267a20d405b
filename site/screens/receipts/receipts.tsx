import "../../i18n/en/receipts";
import { useEffect } from "preact/hooks";
import { addReceipts } from "../../data/receipts/receiptQueue";
import { takeSharedFiles } from "../../data/receipts/sharedFiles";
import { t } from "../../i18n";
import { mayAdd } from "../../lib/ledger/openLedger";
import { hrefOf, route } from "../../lib/page/pageRoute";
import { Icon } from "../../parts/basics/icon";
import { Confirm } from "./confirmScreen";
import { Inbox } from "./inbox";

/** Receipts: adding them, and the one that is to be confirmed. Files can be dropped anywhere on the screen, and pasted. */
export function Receipts() {
  const { receipt } = route.value.query;
  useFiles();
  return (
    <main class={`page ${receipt ? "receipt-page" : ""}`} id="content">
      {receipt && (
        <a class="back" href={hrefOf("receipts")}>
          <Icon name="chevronLeft" size={18} />
          {t("receipts.all")}
        </a>
      )}
      {receipt ? <Confirm key={receipt} id={receipt} /> : <Inbox />}
    </main>
  );
}

/** Takes files that are dropped, pasted, or shared by another app. */
function useFiles(): void {
  useEffect(() => {
    if (!mayAdd()) return;
    const add = (files: Iterable<File>) => void addReceipts(files);
    void takeSharedFiles().then(add);
    const onPaste = ({ clipboardData }: ClipboardEvent) => add(clipboardData?.files ?? []);
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); // Else the browser opens the file.
    };
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      add(event.dataTransfer.files);
    };
    document.addEventListener("paste", onPaste);
    document.addEventListener("dragover", onDragOver);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("paste", onPaste);
      document.removeEventListener("dragover", onDragOver);
      document.removeEventListener("drop", onDrop);
    };
  }, []);
}
