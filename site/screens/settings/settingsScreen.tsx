import "../../i18n/en/settings";
import { t } from "../../i18n";
import { isOwner } from "../../lib/ledger/openLedger";
import { LanguageField } from "../../parts/fields/languageField";
import { PreferenceField } from "../../parts/fields/preferenceField";
import { CloseAccount } from "./accountClosing";
import { AccountSettings } from "./accountSettings";
import { AdminLink } from "./adminLink";
import { AlertSwitch } from "./alertSwitch";
import { CategorySettings } from "./categorySettings";
import { DataSettings } from "./dataSettings";
import { LastAlerts } from "./lastAlerts";
import { LedgerSettingsScreen } from "./ledgerSettingsScreen";
import { MoneySettings } from "./moneySettings";
import { RecentSignIn } from "./recentSignIn";
import { SecondFactorSettings } from "./secondFactorSettings";

/** The settings of the user, and of the ledger that shows. */
export function SettingsScreen() {
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("settings.title")}</h1>
      <section class="card setting">
        <AlertSwitch />
        <LastAlerts />
      </section>
      <section class="card setting">
        <h2>{t("settings.look")}</h2>
        <div class="setting-grid">
          <PreferenceField
            name="theme"
            label={t("settings.theme")}
            options={{
              system: t("settings.theme.system"),
              light: t("settings.theme.light"),
              dark: t("settings.theme.dark"),
            }}
          />
          <LanguageField />
          <PreferenceField
            name="currencyDisplay"
            label={t("settings.currencyDisplay")}
            options={{
              narrowSymbol: t("settings.currencyDisplay.narrowSymbol"),
              code: t("settings.currencyDisplay.code"),
              name: t("settings.currencyDisplay.name"),
            }}
          />
        </div>
      </section>
      <LedgerSettingsScreen />
      {isOwner() && (
        <>
          <MoneySettings />
          <CategorySettings />
        </>
      )}
      <DataSettings />
      <AccountSettings />
      <SecondFactorSettings />
      <CloseAccount />
      <AdminLink />
      <p class="links">
        <a class="muted" href="third-party-notices.txt" target="_blank" rel="noopener">
          {t("settings.notices")}
        </a>
      </p>
      <RecentSignIn />
    </main>
  );
}
