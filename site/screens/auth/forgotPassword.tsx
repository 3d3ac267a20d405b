import { useState } from "preact/hooks";
import { t } from "../../i18n";
import * as account from "../../lib/auth/accountRequests";
import { type Challenge, proceed } from "../../lib/auth/signInAndOut";
import { hrefOf, navigate, route } from "../../lib/page/pageRoute";
import { CodeField } from "../../parts/fields/codeField";
import { TextInput } from "../../parts/fields/field";
import { NewPasswordField } from "../../parts/fields/passwordField";
import { useSubmit } from "../../parts/fields/submit";
import { AuthForm, AuthFrame } from "./authForm";
import { ResendButton } from "./resendButton";
import { ChallengeForm } from "./signIn";

export function ForgotPassword() {
  const { query } = route.value;
  const [email, setEmail] = useState(query.sent ? query.email : undefined);
  const submission = useSubmit(async (value) => {
    const address = value("email").trim();
    await account.requestReset(address);
    setEmail(address);
  });
  if (email !== undefined) return <Reset email={email} />;
  return (
    <AuthFrame title={t("auth.forgotTitle")} text={t("auth.forgotText")}>
      <AuthForm submission={submission} action={t("auth.sendCode")}>
        <TextInput
          label={t("auth.email")}
          name="email"
          type="email"
          autocomplete="username"
          defaultValue={query.email}
          required
        />
      </AuthForm>
      <p class="links">
        <a href={hrefOf("")}>{t("auth.back")}</a>
      </p>
    </AuthFrame>
  );
}

/** The new password, proven by the code in the email; then signs in. */
function Reset({ email }: { email: string }) {
  const [challenge, setChallenge] = useState<Challenge>();
  const enter = () => navigate("", {}, { replace: true });
  const submission = useSubmit(async (value) => {
    const password = value("password");
    await account.resetPassword(email, value("code").trim(), password);
    const next = proceed(await account.signIn(email, password), { email, password });
    if (next === undefined) enter();
    else setChallenge(next);
  });
  if (challenge) {
    return (
      <AuthFrame title={t("auth.signInTitle")}>
        <ChallengeForm challenge={challenge} onDone={enter} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("auth.resetTitle")} text={t("auth.resetText", { email })}>
      <AuthForm submission={submission} action={t("auth.reset")}>
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <CodeField label={t("auth.code")} />
        <NewPasswordField label={t("auth.newPassword")} />
      </AuthForm>
      <ResendButton send={() => account.requestReset(email)} />
    </AuthFrame>
  );
}
