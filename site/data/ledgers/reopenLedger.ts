import "../../i18n/en/ledgers";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";

/**
 * Makes the open ledger active again. What was due of its recurring expenses while it was archived has paused them: tells
 * of those that are, with a way to them.
 */
export async function reopenLedger(): Promise<void> {
  await call("PATCH /ledger", { body: { archived: false } });
  // The ledger is active again, even if this cannot be read.
  const { rules } = await call("GET /recurring").catch(() => ({ rules: [] }));
  const count = rules.filter(({ pausedAt }) => pausedAt !== undefined).length;
  if (count === 0) return;
  showToast(t("ledgers.rulesPaused", { count }), {
    label: t("app.show"),
    run: () => navigate("settings/recurring"),
  });
}
