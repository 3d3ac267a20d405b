import "../../i18n/en/device";
import { currencies } from "../../../domain/values/currency";
import { changeSettings } from "../../data/settingsSync";
import { locale, t } from "../../i18n";
import { config } from "../../lib/config";
import { settings, timezone, unknownZone } from "../../lib/settings";
import { type Option, SelectField } from "../../parts/selectField";

/** The currency of new expenses, and the zone that decides which day is today. */
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
          onChoose={(value) => changeSettings((before) => ({ ...before, currency: value || undefined }))}
        />
        <SelectField
          label={t("settings.timezone")}
          hint={t("settings.timezoneHint")}
          problem={unknown && t("device.unknownZone", { zone: unknown, used: timezone() })}
          value={settings.value.timezone ?? ""}
          options={[["", t("settings.standard", { value: config().timezone })], ...zoneOptions()]}
          onChoose={(value) => changeSettings((before) => ({ ...before, timezone: value || undefined }))}
        />
      </div>
    </section>
  );
}

function currencyOptions(): Option[] {
  const names = new Intl.DisplayNames(locale(), { type: "currency" });
  return currencies.map((code) => [code, `${code} · ${names.of(code)}`]);
}

/** Every zone that this browser knows, and the one that was chosen on another. */
function zoneOptions(): Option[] {
  const { timezone } = settings.value;
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...(timezone ? [timezone] : [])]);
  return [...zones].map((zone) => [zone, zone.replaceAll("_", " ")]);
}
