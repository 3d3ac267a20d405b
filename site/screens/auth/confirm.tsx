import { useState } from "preact/hooks";
import { inWords, t } from "../../i18n";
import { TextField } from "../../parts/field";
import { useSubmit } from "../../parts/submit";

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

/** Has another mail sent, and says so. */
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
        {submission.problem ? inWords(submission.problem.message) : sent && t("auth.resent")}
      </span>
    </form>
  );
}
