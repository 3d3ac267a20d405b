import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { isAdmin } from "../../lib/auth/adminClaim";
import { expired, user } from "../../lib/auth/session";
import { hrefOf } from "../../lib/page/pageRoute";

/** The way to the administration, for admins. */
export function AdminLink() {
  const [shown, setShown] = useState(false);
  const id = expired.value ? undefined : user.value?.id;
  useEffect(() => {
    // Without a token, because the network is unavailable, administration would not work anyway.
    isAdmin().then(setShown, () => setShown(false));
  }, [id]);
  if (!shown) return null;
  return (
    <section class="card setting">
      <h2>{t("settings.admin")}</h2>
      <p class="muted">{t("settings.adminText")}</p>
      <a class="button" href={hrefOf("settings/admin")}>
        {t("settings.adminOpen")}
      </a>
    </section>
  );
}
