import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { ExportFiles } from "./exportFiles";

/** Export of the user's data, whatever ledger is open: with it, an account can be closed. */
export const DataSettings = () => (
  <section class="card setting">
    <h2>{t("settings.data")}</h2>
    <p class="muted">{t("settings.dataText")}</p>
    <ExportFiles action={t("settings.export")} ledgerId={user.value?.id ?? ""} />
  </section>
);
