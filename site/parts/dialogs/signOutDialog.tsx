import "../../i18n/en/signOut";
import { useId, useState } from "preact/hooks";
import { resume } from "../../data/offline/replayWrites";
import { seal } from "../../data/offline/sealUnsent";
import { countUnsent, forgetUnsent } from "../../data/offline/unsentData";
import { keptReceipts } from "../../data/receipts/queuedReceipts";
import { ledgerSettings } from "../../data/settings/ledgerSettingsSync";
import { userSettings } from "../../data/settings/userSettingsSync";
import { sendNow } from "../../data/writes/sendOutbox";
import { inWords, type Said, say, t } from "../../i18n";
import { expired } from "../../lib/auth/session";
import { ledgerId } from "../../lib/ledger/openLedger";
import { problemOf } from "../../lib/network/requestError";
import { useModal } from "./useModal";

interface SignOutDialogProps {
  /** Signs out once nothing of the user is left in sight. */
  onSignOut: () => Promise<void>;
  onStay: () => void;
}

/** Asks what becomes of unsent expenses, which the next user of this device could read. */
export function SignOutDialog({ onSignOut, onStay }: SignOutDialogProps) {
  const id = useId();
  const dialog = useModal();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Said>();
  const run = async (action: () => Promise<Said | undefined>) => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const failed = await action();
      if (failed === undefined) await onSignOut();
      else setProblem(failed);
    } catch (error) {
      setProblem(problemOf(error).message);
    } finally {
      setBusy(false);
    }
  };
  const canSend = !expired.value;
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} aria-busy={busy} onClose={onStay}>
      <h2 id={id}>{t("signOut.title", { count: countUnsent() })}</h2>
      <p class="muted">{t(canSend ? "signOut.text" : "signOut.expired")}</p>
      {problem && (
        <p class="problem boxed" role="alert">
          {inWords(problem)}
        </p>
      )}
      <div class="stack">
        {canSend && (
          <>
            <button type="button" class="button primary" onClick={() => void run(send)}>
              {t("signOut.send")}
            </button>
            <button type="button" class="button" onClick={() => void run(keep)}>
              {t("signOut.keep")}
            </button>
          </>
        )}
        <button type="button" class="button danger" onClick={() => void run(discard)}>
          {t("signOut.discard")}
        </button>
        <button type="button" class="button quiet" onClick={() => dialog.current?.close()}>
          {t("signOut.stay")}
        </button>
      </div>
    </dialog>
  );
}

// Each returns why the user cannot be signed out yet, or undefined.

async function send(): Promise<Said | undefined> {
  await Promise.all([sendNow(), resume(), ledgerSettings.send(), userSettings.send(), sendReceipts()]);
  const count = countUnsent();
  return count > 0 ? say("signOut.notSent", { count }) : undefined;
}

/** The code that prepares pictures is loaded only for users who have some. */
async function sendReceipts(): Promise<void> {
  if (keptReceipts().length > 0) await (await import("../../data/receipts/receiptQueue")).sendReceiptsNow();
}

async function keep(): Promise<Said | undefined> {
  const isKept = await seal(ledgerId.value ?? "");
  return isKept ? undefined : say("signOut.notKept");
}

async function discard(): Promise<undefined> {
  forgetUnsent();
}
