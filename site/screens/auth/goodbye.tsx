import { t } from "../../i18n";
import { hrefOf } from "../../lib/route";
import { AuthFrame } from "./authForm";

/** What shows once an account is deleted. */
export function Goodbye() {
  return (
    <AuthFrame title={t("auth.goodbyeTitle")} text={t("auth.goodbyeText")}>
      <p class="links">
        <a href={hrefOf("")}>{t("auth.back")}</a>
      </p>
    </AuthFrame>
  );
}
