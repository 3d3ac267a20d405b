import { useState } from "preact/hooks";
import { t } from "../../i18n";
import * as account from "../../lib/account";
import { RequestError } from "../../lib/requestError";
import { hrefOf, navigate } from "../../lib/route";
import { startSession } from "../../lib/session";
import { TextField } from "../../parts/field";
import { NewPasswordField, PasswordField } from "../../parts/passwordField";
import { useSubmit } from "../../parts/submit";
import { AuthForm, AuthFrame } from "./authForm";
import { ConfirmForm } from "./confirm";

interface Challenge {
  email: string;
  session: string;
}

/** Email address and password, and further challenges: a code, or a new password. */
export function SignInForm({ email: known, onDone }: { email?: string; onDone?: () => void }) {
  const [challenge, setChallenge] = useState<Challenge>();
  const [unproven, setUnproven] = useState<{ email: string; password: string }>();
  const submission = useSubmit(async (value) => {
    const email = value("email").trim();
    const password = value("password");
    try {
      const answer = await account.signIn(email, password);
      if (answer.AuthenticationResult) {
        startSession(answer.AuthenticationResult);
        return onDone?.();
      }
      if (answer.ChallengeName !== "NEW_PASSWORD_REQUIRED") throw new Error(t("app.serverFailed"));
      setChallenge({ email, session: answer.Session ?? "" });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (error.code === "UserNotConfirmedException") {
        await account.resendCode(email);
        setUnproven({ email, password });
      } else if (error.code === "PasswordResetRequiredException") navigate("forgot-password", { email });
      else throw error;
    }
  });
  if (unproven) return <ConfirmForm {...unproven} />;
  if (challenge) return <NewPasswordForm {...challenge} />;
  return (
    <AuthForm submission={submission} action={t("auth.signIn")}>
      <TextField
        label={t("auth.email")}
        name="email"
        type="email"
        autocomplete="username"
        defaultValue={known}
        readOnly={known !== undefined}
        required
      />
      <PasswordField label={t("auth.password")} name="password" autocomplete="current-password" />
    </AuthForm>
  );
}

/** The own password in place of the temporary one of an invitation. */
function NewPasswordForm({ email, session }: Challenge) {
  const submission = useSubmit(async (value) => {
    const answer = await account.answerNewPassword(email, value("password"), session);
    if (!answer.AuthenticationResult) throw new Error(t("app.serverFailed"));
    startSession(answer.AuthenticationResult);
  });
  return (
    <>
      <p class="muted">{t("auth.invited")}</p>
      <AuthForm submission={submission} action={t("auth.reset")}>
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <NewPasswordField label={t("auth.newPassword")} />
      </AuthForm>
    </>
  );
}

export function SignIn() {
  return (
    <AuthFrame title={t("auth.signInTitle")}>
      <SignInForm />
      <p class="links">
        <a href={hrefOf("forgot-password")}>{t("auth.forgot")}</a>
        <span>
          {t("auth.noAccount")} <a href={hrefOf("sign-up")}>{t("auth.signUp")}</a>
        </span>
      </p>
    </AuthFrame>
  );
}
