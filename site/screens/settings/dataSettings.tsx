import { t } from "../../i18n";
import { ExportFiles } from "./exportFiles";

/** Export of the user's data. */
export const DataSettings = () => (
  <section class="card setting">
    <h2>{t("settings.data")}</h2>
    <p class="muted">{t("settings.dataText")}</p>
    <ExportFiles action={t("settings.export")} />
  </section>
);
