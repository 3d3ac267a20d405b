import "../../i18n/en/dialog";
import "../../i18n/en/settings";
import { signal } from "@preact/signals";
import { t } from "../../i18n";
import { RequestError } from "../../lib/network/requestError";
import { PasswordDialog } from "../auth/passwordDialog";

/** The action that waits for the password: continues, or gives up. */
const waiting = signal<{ goOn: () => void; giveUp: () => void } | undefined>();

/** Runs an action. If it needs a recent sign-in, asks for the password and runs it once more. */
export async function withRecentSignIn(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== "signIn.notRecent") throw error;
    await new Promise<void>((resolve, reject) => {
      waiting.value = { goOn: resolve, giveUp: () => reject(error) };
    }).finally(() => {
      waiting.value = undefined;
    });
    await action();
  }
}

/** Asks for the password while an action waits for it. */
export function RecentSignIn() {
  if (!waiting.value) return null;
  return (
    <PasswordDialog
      title={t("settings.confirmTitle")}
      text={t("settings.confirmText")}
      leave={t("dialog.cancel")}
      onLeave={waiting.value.giveUp}
      onDone={waiting.value.goOn}
    />
  );
}
