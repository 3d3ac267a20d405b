import "../../i18n/en/language";
import { t } from "../../i18n";
import { languages } from "../../i18n/languages";
import { PreferenceField } from "./preferenceField";

/** The language of the page, on every device of the user. */
export function LanguageField() {
  return (
    <PreferenceField
      name="language"
      label={t("language.title")}
      options={{ system: t("language.system"), ...languages }}
    />
  );
}
