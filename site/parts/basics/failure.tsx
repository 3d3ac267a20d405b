import { inWords, t } from "../../i18n";
import type { ShownProblem } from "../../lib/network/requestError";

/** Something could not be read: what happened, and the way to try again. */
export function Failure({ problem, onRetry }: { problem: ShownProblem; onRetry: () => void }) {
  return (
    <div class="empty" role="alert">
      <p class="empty-title">{t("app.failed")}</p>
      <p class="muted">{inWords(problem.message)}</p>
      <button type="button" class="button" onClick={onRetry}>
        {t("app.retry")}
      </button>
    </div>
  );
}
