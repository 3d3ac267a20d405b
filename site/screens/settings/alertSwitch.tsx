import { useEffect, useId, useState } from "preact/hooks";
import type { AlertSubscription } from "../../../domain/alerts/alertSchemas";
import { ownThreshold, standardThreshold } from "../../data/settings/ledgerThreshold";
import { callOrKept, keepAnswer } from "../../data/storage/answerCache";
import { inWords, t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { money } from "../../lib/formatting/format";
import { call } from "../../lib/ledger/api";
import { currency } from "../../lib/ledger/shownSettings";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";
import { Failure } from "../../parts/basics/failure";

const READ = "GET /alerts/subscription";

/** Turns the user's alert emails on or off: off, waiting for the click in the email, or on. */
export function AlertSwitch() {
  const id = useId();
  const { subscription, problem, busy, run } = useSubscription();
  const code = currency();
  const threshold = ownThreshold() ?? standardThreshold();
  const wanted = subscription !== undefined && subscription.state !== "off";
  return (
    <>
      <div class="switch-line">
        <div>
          <h2 id={id}>{t("settings.alerts")}</h2>
          <p class="muted">
            {threshold === undefined
              ? t("settings.alertsNone", { currency: code })
              : t("settings.alertsText", { amount: money(threshold, code) })}
          </p>
        </div>
        {(subscription || busy) && (
          <button
            type="button"
            class="switch"
            role="switch"
            aria-checked={wanted}
            aria-labelledby={id}
            disabled={busy}
            onClick={() => void run(wanted ? "DELETE" : "POST")}
          />
        )}
      </div>
      <p role="status" class="muted" data-state={subscription?.state}>
        {stateText(subscription)}
      </p>
      {subscription?.state === "pending" && (
        <button type="button" class="button" disabled={busy} onClick={() => void run("GET")}>
          {t("settings.alertsCheck")}
        </button>
      )}
      {problem && !subscription && <Failure problem={problem} onRetry={() => void run("GET")} />}
      {problem && subscription && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
    </>
  );
}

/** The user's subscription, which is read at first, from this device if there is no network; `run` reads, begins or ends it. */
function useSubscription() {
  const [subscription, setSubscription] = useState<AlertSubscription>();
  const [problem, setProblem] = useState<ShownProblem>();
  const [busy, setBusy] = useState(true);
  const email = user.value?.email;
  const run = async (method: "GET" | "POST" | "DELETE") => {
    setBusy(true);
    setProblem(undefined);
    try {
      const found = await (method === "GET" ? callOrKept(READ) : change(method));
      setSubscription(found);
      // It follows the user to another address, which has to confirm it.
      if (found.state !== "off" && found.email !== email) setSubscription(await change("POST"));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => void run("GET"), [email]);
  return { subscription, problem, busy, run };
}

/** Begins or ends the subscription. Its new state is kept too, or the one before would show offline. */
async function change(method: "POST" | "DELETE"): Promise<AlertSubscription> {
  const found = await call(`${method} /alerts/subscription`);
  keepAnswer(READ, found);
  return found;
}

function stateText(subscription: AlertSubscription | undefined): string {
  if (!subscription) return "";
  const email = subscription.email ?? user.value?.email ?? "";
  if (subscription.state === "off") return t("settings.alertsOff");
  return subscription.state === "on"
    ? t("settings.alertsOn", { email })
    : t("settings.alertsPending", { email });
}
