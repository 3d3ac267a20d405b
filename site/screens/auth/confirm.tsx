import { useState } from "preact/hooks";
import { t } from "../../i18n";
import * as account from "../../lib/account";
import { navigate } from "../../lib/route";
import { startSession } from "../../lib/session";
import { TextField } from "../../parts/field";
import { useSubmit } from "../../parts/submit";
import { AuthForm } from "./authForm";

/** A field for the code of a mail: phones offer it from the message. */
export function CodeField() {
  return (
    <TextField
      label={t("auth.code")}
      name="code"
      inputMode="numeric"
      autocomplete="one-time-code"
      pattern="\s*[0-9]{6}\s*"
      maxLength={10}
      required
      focus
    />
  );
}

/** Sends another code and confirms it. */
export function ResendButton({ send }: { send: () => Promise<void> }) {
  const [sent, setSent] = useState(false);
  const submission = useSubmit(async () => {
    await send();
    setSent(true);
  });
  return (
    <form class="links" onSubmit={submission.onSubmit}>
      <button type="submit" class="button quiet" aria-busy={submission.busy}>
        {t("auth.resend")}
      </button>
      <span role="status" class="muted">
        {submission.problem?.message ?? (sent && t("auth.resent"))}
      </span>
    </form>
  );
}

/** Proves the e-mail address of a new account by the code of the mail, then signs in. */
export function ConfirmForm({ email, password }: { email: string; password: string }) {
  const submission = useSubmit(async (value) => {
    await account.confirmSignUp(email, value("code").trim());
    const { AuthenticationResult } = await account.signIn(email, password);
    if (!AuthenticationResult) return navigate("");
    startSession(AuthenticationResult);
    navigate("", {}, { replace: true });
  });
  return (
    <>
      <p class="muted">{t("auth.confirmText", { email })}</p>
      <AuthForm submission={submission} action={t("auth.confirm")}>
        <CodeField />
      </AuthForm>
      <ResendButton send={() => account.resendCode(email)} />
    </>
  );
}
