import "../../i18n/en/settings";
import { userSettings } from "../../data/userSettings";
import { t } from "../../i18n";
import { languages } from "../../i18n/languages";
import { isOwner } from "../../lib/ledger";
import { type Preferences, preferences, setPreference } from "../../lib/preferences";
import { AccountSettings } from "./accountSettings";
import { AdminLink } from "./adminLink";
import { AlertSwitch } from "./alertSwitch";
import { CategorySettings } from "./categorySettings";
import { CloseAccount } from "./closeAccount";
import { DataSettings } from "./dataSettings";
import { LastAlerts } from "./lastAlerts";
import { LedgerSettings } from "./ledgerSettings";
import { MoneySettings } from "./moneySettings";
import { RecentSignIn } from "./recentSignIn";
import { SecondFactorSettings } from "./secondFactorSettings";

/** The settings of the user, and of the ledger that shows. */
export function Settings() {
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
          <Choice
            name="theme"
            label={t("settings.theme")}
            options={{
              system: t("settings.theme.system"),
              light: t("settings.theme.light"),
              dark: t("settings.theme.dark"),
            }}
          />
          <Choice
            name="language"
            label={t("settings.language")}
            options={{ system: t("settings.language.system"), ...languages }}
          />
          <Choice
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
      <LedgerSettings />
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
      <p>
        <a class="muted" href="third-party-notices.txt" target="_blank" rel="noopener">
          {t("settings.notices")}
        </a>
      </p>
      <RecentSignIn />
    </main>
  );
}

interface ChoiceProps<Name extends keyof Preferences> {
  name: Name;
  label: string;
  /** Text of each option. */
  options: Readonly<Record<Preferences[Name], string>>;
}

/** Applies a preference here immediately, and on all devices if it belongs to the user's settings. */
function choose<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  setPreference(name, value);
  const { theme, language } = preferences.value;
  if (name === "theme") userSettings.change((before) => ({ ...before, theme }));
  if (name === "language") {
    userSettings.change((before) => ({ ...before, language: language === "system" ? undefined : language }));
  }
}

/** One preference: the theme and the language on every device of the user, how a currency is shown on this one. */
function Choice<Name extends keyof Preferences>({ name, label, options }: ChoiceProps<Name>) {
  const values = Object.keys(options) as Preferences[Name][];
  return (
    <label class="field">
      <span class="label">{label}</span>
      <select
        class="input"
        value={preferences.value[name]}
        onChange={({ currentTarget }) => {
          const chosen = values.find((value) => value === currentTarget.value);
          if (chosen) choose(name, chosen);
        }}
      >
        {values.map((value) => (
          <option key={value} value={value}>
            {options[value]}
          </option>
        ))}
      </select>
    </label>
  );
}
