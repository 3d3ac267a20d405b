import { useState } from "preact/hooks";
import { inWords, t } from "../../i18n";
import { useSubmit } from "../../parts/fields/submit";

/** Has another email sent, and says so. */
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
