import "../../i18n/en/device";
import { startMonthsOn } from "../../data/budgets/startMonthsOn";
import { ledgerSettings } from "../../data/settings/ledgerSettingsSync";
import { t } from "../../i18n";
import { config } from "../../lib/config/deployedConfig";
import { settings, timezone, unknownZone } from "../../lib/ledger/shownSettings";
import { SelectField } from "../../parts/fields/selectField";
import { startOptions } from "../../parts/fields/startOptions";
import { currencyOptions, zoneOptions } from "./moneyOptions";
import { ThresholdField } from "./thresholdField";

/** The currency of new expenses, the zone that decides which day is today, and the alert threshold. */
export function MoneySettings() {
  const unknown = unknownZone();
  return (
    <section class="card setting">
      <h2>{t("settings.money")}</h2>
      <div class="setting-grid">
        <SelectField
          label={t("settings.currency")}
          hint={t("settings.currencyHint")}
          value={settings.value.currency ?? ""}
          options={[["", t("settings.standard", { value: config().currency })], ...currencyOptions()]}
          onChoose={(value) =>
            ledgerSettings.change((before) => ({ ...before, currency: value || undefined }))
          }
        />
        <SelectField
          label={t("settings.timezone")}
          hint={t("settings.timezoneHint")}
          problem={unknown && t("device.unknownZone", { zone: unknown, used: timezone() })}
          value={settings.value.timezone ?? ""}
          options={[
            ["", t("settings.standard", { value: config().timezone })],
            ...zoneOptions(settings.value.timezone),
          ]}
          onChoose={(value) =>
            ledgerSettings.change((before) => ({ ...before, timezone: value || undefined }))
          }
        />
        <SelectField
          label={t("settings.monthStartsOn")}
          hint={t("settings.monthStartsOnHint")}
          value={String(settings.value.monthStartsOn ?? 1)}
          options={startOptions("month")}
          onChoose={(value) => void startMonthsOn(Number(value), settings.peek().monthStartsOn ?? 1)}
        />
        <ThresholdField />
      </div>
    </section>
  );
}
