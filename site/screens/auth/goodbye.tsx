import { t } from "../../i18n";
import { hrefOf } from "../../lib/page/pageRoute";
import { AuthFrame } from "./authForm";

/** Confirms that the account is being deleted. */
export function Goodbye() {
  return (
    <AuthFrame title={t("auth.goodbyeTitle")} text={t("auth.goodbyeText")}>
      <p class="links">
        <a href={hrefOf("")}>{t("auth.back")}</a>
      </p>
    </AuthFrame>
  );
}
