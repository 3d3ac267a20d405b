import "../../i18n/en/ledgers";
import { followLink } from "../../data/ledgers/followLink";
import { t } from "../../i18n";
import { route } from "../../lib/page/pageRoute";
import { SettingsPage } from "../../parts/frame/settingsPage";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** The place that a link in an email leads to: it opens the ledger, and goes on to the place in it. */
export function LinkedLedger() {
  const followed = useLoad(async () => (await followLink(route.peek())) ?? false, route.value.path);
  return (
    <SettingsPage title={t("ledgers.title")}>
      <Loaded from={followed}>{() => null}</Loaded>
    </SettingsPage>
  );
}
