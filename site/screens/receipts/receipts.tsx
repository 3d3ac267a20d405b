import "../../i18n/en/ledgers";
import "../../i18n/en/receipts";
import "./receiptStyles";
import { useEffect, useState } from "preact/hooks";
import { addReceipts } from "../../data/receipts/receiptQueue";
import { areFilesShared, forgetSharedFiles, takeSharedFiles } from "../../data/receipts/sharedFiles";
import { t } from "../../i18n";
import { hasReceipts } from "../../lib/config/hasReceipts";
import { mayAdd, shared } from "../../lib/ledger/openLedger";
import { hrefOf, navigate, route } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { MAX_SHARED } from "../../lib/storage/sharedCache";
import { Icon } from "../../parts/basics/icon";
import { Confirm } from "./confirmScreen";
import { Inbox } from "./inbox";

/** Receipts, if they are part of the deployment: an old address, or an app that shares something, can lead here without. */
export function Receipts() {
  return hasReceipts() ? <Desk /> : <Missing />;
}

function Missing() {
  useEffect(() => void forgetSharedFiles(), []);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("receipts.title")}</h1>
      <p class="muted">{t("receipts.off")}</p>
    </main>
  );
}

/** Adding receipts, and the one that is to be confirmed. Files can be dropped anywhere on the screen, and pasted. */
function Desk() {
  const { receipt } = route.value.query;
  const areWaiting = useFiles();
  return (
    <main class={`page ${receipt ? "receipt-page" : ""}`} id="content">
      {receipt && (
        <a class="back" href={hrefOf("receipts")}>
          <Icon name="chevronLeft" size={18} />
          {t("receipts.all")}
        </a>
      )}
      {areWaiting && (
        <p class="problem boxed" role="status">
          {t("receipts.sharedWaiting", { ledger: shared.value?.name ?? t("ledgers.own") })}
        </p>
      )}
      {receipt ? <Confirm key={receipt} id={receipt} /> : <Inbox />}
    </main>
  );
}

/**
 * Takes files that are dropped, pasted, or shared by another app.
 * @returns true if some were shared that this user cannot add to this ledger.
 */
function useFiles(): boolean {
  const [areWaiting, setWaiting] = useState(false);
  useEffect(tellLeft, []);
  useEffect(() => {
    if (!mayAdd()) {
      void areFilesShared().then(setWaiting);
      return;
    }
    const add = (files: FileList | undefined) => {
      if (!files?.length) return;
      void addReceipts(files);
      // The list alone shows what is on its way.
      if (route.peek().query.receipt)
        showToast(t("receipts.sending"), { label: t("app.show"), run: () => navigate("receipts") });
    };
    void takeSharedFiles().then((files) => addReceipts(files, { isShared: true }));
    const onPaste = (event: ClipboardEvent) => {
      if (!isOfText(event)) add(event.clipboardData?.files);
    };
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
  return areWaiting;
}

/** True if a text is pasted into a field: office programs copy a picture of it as well. */
const isOfText = ({ target, clipboardData }: ClipboardEvent) =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  (clipboardData?.types.includes("text/plain") ?? false);

/** Says that more files were shared than the service worker keeps. */
function tellLeft(): void {
  const { path, query } = route.peek();
  const { left, ...others } = query;
  if (!left) return;
  navigate(path, others, { replace: true });
  showToast(t("receipts.sharedTooMany", { most: MAX_SHARED }));
}
