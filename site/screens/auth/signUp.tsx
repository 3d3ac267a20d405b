import { useState } from "preact/hooks";
import { t } from "../../i18n";
import * as account from "../../lib/account";
import { hrefOf } from "../../lib/route";
import { TextField } from "../../parts/field";
import { NewPasswordField } from "../../parts/passwordField";
import { useSubmit } from "../../parts/submit";
import { AuthForm, AuthFrame } from "./authForm";
import { ConfirmForm } from "./confirm";

export function SignUp() {
  const [created, setCreated] = useState<{ email: string; password: string }>();
  const submission = useSubmit(async (value) => {
    const email = value("email").trim();
    await account.signUp(email, value("password"));
    setCreated({ email, password: value("password") });
  });
  if (created) {
    return (
      <AuthFrame title={t("auth.confirmTitle")}>
        <ConfirmForm {...created} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("auth.signUpTitle")}>
      <AuthForm submission={submission} action={t("auth.signUp")}>
        <TextField label={t("auth.email")} name="email" type="email" autocomplete="username" required />
        <NewPasswordField label={t("auth.password")} />
      </AuthForm>
      <p class="links">
        <span>
          {t("auth.haveAccount")} <a href={hrefOf("")}>{t("auth.signIn")}</a>
        </span>
      </p>
    </AuthFrame>
  );
}
