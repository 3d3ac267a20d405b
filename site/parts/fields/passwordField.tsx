import { useState } from "preact/hooks";
import { MIN_PASSWORD_LENGTH } from "../../../domain/values/limits";
import { t } from "../../i18n";
import { Field, type FieldProps, type InputProps, makeInput } from "./field";

/** A password field with a button that shows the password. */
export function PasswordField({
  label,
  problem,
  hint,
  focus = false,
  ...input
}: FieldProps & InputProps & { focus?: boolean }) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} problem={problem} hint={hint}>
      {(control) => (
        <div class="input-group">
          {makeInput(shown ? "text" : "password", { required: true, ...input, ...control }, focus)}
          <button
            type="button"
            class="button quiet small"
            aria-pressed={shown}
            aria-label={t("auth.showPassword")}
            onClick={() => setShown(!shown)}
          >
            {shown ? t("auth.hide") : t("auth.show")}
          </button>
        </div>
      )}
    </Field>
  );
}

/** A password to choose, with the rules for it. */
export function NewPasswordField({ label }: { label: string }) {
  const hint = t("auth.passwordHint", { count: MIN_PASSWORD_LENGTH });
  return <PasswordField label={label} name="password" autocomplete="new-password" hint={hint} />;
}
