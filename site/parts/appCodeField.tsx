import { t } from "../i18n";
import { TextField } from "./field";

/** A field for the code that an authenticator app shows. Password managers fill it in. */
export function AppCodeField({ focus = true }: { focus?: boolean }) {
  return (
    <TextField
      label={t("secondFactor.code")}
      name="code"
      inputMode="numeric"
      autocomplete="one-time-code"
      pattern="\s*[0-9]{6}\s*"
      maxLength={10}
      required
      focus={focus}
    />
  );
}
