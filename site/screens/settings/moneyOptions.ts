import { currencies } from "../../../domain/values/currency";
import { locale } from "../../i18n";
import type { Option } from "../../parts/fields/options";

export function currencyOptions(): Option[] {
  const names = new Intl.DisplayNames(locale(), { type: "currency" });
  return currencies.map((code) => [code, `${code} · ${names.of(code)}`]);
}

/** Every zone that this browser knows, and one that was chosen on another. */
export function zoneOptions(chosen?: string): Option[] {
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...(chosen ? [chosen] : [])]);
  return [...zones].map((zone) => [zone, zone.replaceAll("_", " ")]);
}
