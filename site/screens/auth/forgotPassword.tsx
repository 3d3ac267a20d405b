import { useState } from "preact/hooks";
import { t } from "../../i18n";
import * as account from "../../lib/auth/accountRequests";
import { type Challenge, proceed } from "../../lib/auth/signInAndOut";
import { hrefOf, navigate, route } from "../../lib/page/pageRoute";
import { CodeField, typedCode } from "../../parts/fields/codeField";
import { TextInput } from "../../parts/fields/field";
import { NewPasswordField } from "../../parts/fields/passwordField";
import { useSubmit } from "../../parts/fields/submit";
import { AuthForm, AuthFrame } from "./authForm";
import { ResendButton } from "./resendButton";
import { ChallengeForm } from "./signIn";
import { useMailed } from "./useMailed";

const PATH = "forgot-password";

export function ForgotPassword() {
  const { query } = route.value;
  const [email, keep] = useMailed(PATH, query.sent ? query.email : undefined);
  const [challenge, setChallenge] = useState<Challenge>();
  const enter = () => navigate("", {}, { replace: true });
  const submission = useSubmit(async (value) => {
    const address = value("email").trim();
    await account.requestReset(address);
    keep(address);
  });
  if (challenge) {
    return (
      <AuthFrame title={t("auth.signInTitle")}>
        <ChallengeForm challenge={challenge} onDone={enter} />
      </AuthFrame>
    );
  }
  if (email !== undefined) {
    const onSet = (next: Challenge | undefined) => {
      keep();
      if (next === undefined) enter();
      else setChallenge(next);
    };
    const onOther = () => {
      keep();
      navigate(PATH, {}, { replace: true });
    };
    return <Reset email={email} onSet={onSet} onOther={onOther} />;
  }
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

interface ResetProps {
  email: string;
  /** Goes on once the password is set, with what the sign-in asks for besides. */
  onSet: (next: Challenge | undefined) => void;
  /** Goes back to ask for another address. */
  onOther: () => void;
}

/** The new password, proven by the code in the email; then signs in. */
function Reset({ email, onSet, onOther }: ResetProps) {
  const submission = useSubmit(async (value) => {
    const password = value("password");
    await account.resetPassword(email, typedCode(value), password);
    onSet(proceed(await account.signIn(email, password), { email, password }));
  });
  return (
    <AuthFrame title={t("auth.resetTitle")} text={t("auth.resetText", { email })}>
      <AuthForm submission={submission} action={t("auth.reset")}>
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <CodeField label={t("auth.code")} />
        <NewPasswordField label={t("auth.newPassword")} />
      </AuthForm>
      <ResendButton send={() => account.requestReset(email)} />
      <p class="links">
        <button type="button" class="button quiet" onClick={onOther}>
          {t("auth.otherAddress")}
        </button>
      </p>
    </AuthFrame>
  );
}
