import { useState } from "preact/hooks";
import { spoken, t } from "../../i18n";
import { signIn, verifyEmail } from "../../lib/auth/accountRequests";
import { idToken, liveTokens, user } from "../../lib/auth/session";
import { type Challenge, proceed } from "../../lib/auth/signInAndOut";
import { call } from "../../lib/ledger/api";
import { showToast } from "../../lib/page/toasts";
import { CodeField, typedCode } from "../../parts/fields/codeField";
import { TextInput } from "../../parts/fields/field";
import { NewPasswordField } from "../../parts/fields/passwordField";
import { useSubmit } from "../../parts/fields/submit";
import { AuthForm } from "../auth/authForm";
import { ChallengeForm } from "../auth/signIn";
import { withRecentSignIn } from "./recentSignIn";

interface FormProps {
  onDone: () => void;
}

/** Changes the password. All sessions end with it; this one begins again. */
export function PasswordForm({ onDone }: FormProps) {
  const [challenge, setChallenge] = useState<Challenge>();
  const finish = () => {
    showToast(t("settings.passwordChanged"));
    onDone();
  };
  const submission = useSubmit(async (value) => {
    const password = value("password");
    await withRecentSignIn(() => call("PUT /account/password", { body: { password } }));
    const email = user.value?.email ?? "";
    const next = proceed(await signIn(email, password), { email, password });
    if (next === undefined) finish();
    else setChallenge(next);
  });
  if (challenge) return <ChallengeForm challenge={challenge} onDone={finish} />;
  return (
    <>
      <p class="muted">{t("settings.passwordText")}</p>
      <AuthForm submission={submission} action={t("settings.changePassword")}>
        <input type="hidden" name="username" autocomplete="username" value={user.value?.email} />
        <NewPasswordField label={t("auth.newPassword")} />
      </AuthForm>
    </>
  );
}

/** Changes the email address, in two steps: the new one has to be proven. */
export function EmailForm({ onDone }: FormProps) {
  const [email, setEmail] = useState<string>();
  const submission = useSubmit(async (value) => {
    const body = { email: value("email").trim(), language: spoken() };
    await withRecentSignIn(() => call("PUT /account/email", { body }));
    setEmail(body.email);
  });
  if (email !== undefined) return <EmailCodeForm email={email} onDone={onDone} />;
  return (
    <AuthForm submission={submission} action={t("auth.sendCode")}>
      <TextInput
        label={t("settings.newEmail")}
        name="email"
        type="email"
        autocomplete="email"
        required
        focus
      />
    </AuthForm>
  );
}

function EmailCodeForm({ email, onDone }: FormProps & { email: string }) {
  const submission = useSubmit(async (value) => {
    const { accessToken } = await liveTokens();
    await verifyEmail(accessToken, typedCode(value));
    await idToken({ renew: true });
    showToast(t("settings.emailChanged"));
    onDone();
  });
  return (
    <>
      <p class="muted">{t("settings.emailCode", { email })}</p>
      <AuthForm submission={submission} action={t("settings.changeEmail")}>
        <CodeField label={t("auth.code")} />
      </AuthForm>
    </>
  );
}
