import { useState } from "preact/hooks";
import { words } from "../i18n/others";
import * as account from "../lib/account";
import { hrefOf } from "../lib/route";
import { TextField } from "../parts/field";
import { PasswordField } from "../parts/passwordField";
import { useSubmit } from "../parts/submit";
import { AuthForm, AuthFrame } from "./auth";
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
      <AuthFrame title={words().auth.confirmTitle}>
        <ConfirmForm {...created} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={words().auth.signUpTitle}>
      <AuthForm submission={submission} action={words().auth.signUp}>
        <TextField label={words().auth.email} name="email" type="email" autocomplete="username" required />
        <PasswordField
          label={words().auth.password}
          name="password"
          autocomplete="new-password"
          hint={words().auth.passwordHint}
        />
      </AuthForm>
      <p class="links">
        <span>
          {words().auth.haveAccount} <a href={hrefOf("")}>{words().auth.signIn}</a>
        </span>
      </p>
    </AuthFrame>
  );
}
