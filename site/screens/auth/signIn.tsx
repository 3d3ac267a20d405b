import { useState } from "preact/hooks";
import { t } from "../../i18n";
import * as account from "../../lib/account";
import { RequestError } from "../../lib/requestError";
import { hrefOf, navigate } from "../../lib/route";
import { startSession } from "../../lib/signInAndOut";
import { TextField } from "../../parts/field";
import { NewPasswordField, PasswordField } from "../../parts/passwordField";
import { useSubmit } from "../../parts/submit";
import { AuthForm, AuthFrame } from "./authForm";

interface Challenge {
  email: string;
  session: string;
}

interface SignInFormProps {
  /** The address, if it is known. */
  email?: string;
  /** Label of the password. */
  password?: string;
  onDone?: () => void;
}

/** Email address and password, and further challenges: a code, or a new password. */
export function SignInForm({ email: known, password = t("auth.password"), onDone }: SignInFormProps) {
  const [challenge, setChallenge] = useState<Challenge>();
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
      if (error.code !== "PasswordResetRequiredException") throw error;
      navigate("forgot-password", { email });
    }
  });
  if (challenge) return <NewPasswordForm {...challenge} onDone={onDone} />;
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
      <PasswordField label={password} name="password" autocomplete="current-password" />
    </AuthForm>
  );
}

/** The own password in place of the temporary one of an invitation. */
function NewPasswordForm({ email, session, onDone }: Challenge & Pick<SignInFormProps, "onDone">) {
  const submission = useSubmit(async (value) => {
    const answer = await account.answerNewPassword(email, value("password"), session);
    if (!answer.AuthenticationResult) throw new Error(t("app.serverFailed"));
    startSession(answer.AuthenticationResult);
    onDone?.();
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
