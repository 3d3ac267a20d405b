import { useState } from "preact/hooks";
import { inWords, t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { showToast } from "../../lib/page/toasts";
import { useSubmit } from "../../parts/fields/submit";
import { withRecentSignIn } from "../settings/recentSignIn";

interface ManageProps {
  codesLeft: number;
  onCodes: (codes: readonly string[]) => void;
  onOff: () => Promise<void>;
}

/** The actions once two-factor sign-in is on: new recovery codes, and turning it off. */
export function Manage({ codesLeft, onCodes, onOff }: ManageProps) {
  return (
    <>
      <p role="status">
        {codesLeft === 0 ? t("secondFactor.noCodesLeft") : t("secondFactor.codesLeft", { count: codesLeft })}
      </p>
      <NewCodes onCodes={onCodes} />
      <TurnOff onOff={onOff} />
    </>
  );
}

function NewCodes({ onCodes }: Pick<ManageProps, "onCodes">) {
  const { onSubmit, busy, problem } = useSubmit(() =>
    withRecentSignIn(async () => {
      onCodes((await call("POST /account/recoveryCodes")).recoveryCodes);
    }),
  );
  return (
    <section class="card setting">
      <h2>{t("secondFactor.recoveryCodes")}</h2>
      <p class="muted">{t("secondFactor.newCodesText")}</p>
      <form onSubmit={onSubmit}>
        <button type="submit" class="button" aria-busy={busy}>
          {t("secondFactor.newCodes")}
        </button>
      </form>
      <Refused problem={problem} />
    </section>
  );
}

function TurnOff({ onOff }: Pick<ManageProps, "onOff">) {
  const [asking, setAsking] = useState(false);
  const { onSubmit, busy, problem } = useSubmit(async () => {
    await withRecentSignIn(() => call("DELETE /account/secondFactor"));
    await onOff();
    showToast(t("secondFactor.turnedOff"));
  });
  return (
    <section class="card setting">
      <h2>{t("secondFactor.turnOff")}</h2>
      <p class="muted">{t("secondFactor.turnOffText")}</p>
      {asking ? (
        <form class="buttons" onSubmit={onSubmit}>
          <button type="submit" class="button danger" aria-busy={busy}>
            {t("secondFactor.turnOffNow")}
          </button>
          <button type="button" class="button" onClick={() => setAsking(false)}>
            {t("secondFactor.keep")}
          </button>
        </form>
      ) : (
        <button type="button" class="button danger" onClick={() => setAsking(true)}>
          {t("secondFactor.turnOffOpen")}
        </button>
      )}
      <Refused problem={problem} />
    </section>
  );
}

function Refused({ problem }: Pick<ReturnType<typeof useSubmit>, "problem">) {
  if (!problem) return null;
  return (
    <p class="problem boxed" role="alert">
      {inWords(problem.message)}
    </p>
  );
}
