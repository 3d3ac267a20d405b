import "../../i18n/en/secondFactor";
import { callOrKept } from "../../data/storage/answerCache";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { hrefOf } from "../../lib/page/pageRoute";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** The state of two-factor sign-in, and the way to change it. */
export function SecondFactorSettings() {
  const state = useLoad(() => callOrKept("GET /account/secondFactor"), user.value?.id);
  return (
    <section class="card setting" aria-labelledby="second-factor">
      <h2 id="second-factor">{t("secondFactor.title")}</h2>
      <p class="muted">{t("secondFactor.text")}</p>
      <Loaded from={state} rows={1}>
        {({ enabled, required }) => (
          <>
            <p role="status">{enabled ? t("secondFactor.on") : t("secondFactor.off")}</p>
            {required && !enabled && <p class="problem boxed">{t("secondFactor.requiredText")}</p>}
            <a class="button" href={hrefOf("settings/secondFactor")}>
              {enabled ? t("secondFactor.manage") : t("secondFactor.setUp")}
            </a>
          </>
        )}
      </Loaded>
    </section>
  );
}
