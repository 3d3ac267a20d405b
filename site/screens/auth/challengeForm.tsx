import "../../i18n/en/secondFactor";
import { useState } from "preact/hooks";
import { asciiDigits } from "../../../domain/values/digits";
import { t } from "../../i18n";
import { signIn } from "../../lib/auth/accountRequests";
import { answerCode, answerNewPassword, recover } from "../../lib/auth/challenges";
import { greet } from "../../lib/auth/newcomer";
import { type Challenge, proceed } from "../../lib/auth/signInAndOut";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { CodeField, typedCode } from "../../parts/fields/codeField";
import { TextInput } from "../../parts/fields/field";
import { NewPasswordField } from "../../parts/fields/passwordField";
import { useSubmit } from "../../parts/fields/submit";
import { AuthForm } from "./authForm";

interface ChallengeFormProps {
  challenge: Challenge;
  onDone?: (() => void) | undefined;
}

interface StepProps {
  challenge: Challenge;
  /** Goes on with the next challenge, or without one at the end. */
  onStep: (next: Challenge | undefined) => void;
}

/** Asks what a sign-in takes besides the password, one question after the other. */
export function ChallengeForm({ challenge, onDone }: ChallengeFormProps) {
  const [current, setCurrent] = useState(challenge);
  const onStep = (next: Challenge | undefined) => (next === undefined ? onDone?.() : setCurrent(next));
  const props = { challenge: current, onStep };
  if (current.name === "NEW_PASSWORD_REQUIRED") return <NewPasswordForm {...props} />;
  if (current.name === "SOFTWARE_TOKEN_MFA") return <SecondFactorForm {...props} />;
  return (
    <p class="problem boxed" role="alert">
      {t("app.serverFailed")}
    </p>
  );
}

/** The own password in place of the temporary one of an invitation. */
function NewPasswordForm({ challenge, onStep }: StepProps) {
  const { email } = challenge;
  const submission = useSubmit(async (value) => {
    const password = value("password");
    const next = proceed(await answerNewPassword(challenge, password), { email, password });
    if (next === undefined) greet();
    onStep(next);
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

/** The code of the authenticator app, or a recovery code in its place. */
function SecondFactorForm(props: StepProps) {
  const [lost, setLost] = useState(false);
  return (
    <>
      {lost ? <RecoveryForm {...props} /> : <AppCodeForm {...props} />}
      <button type="button" class="button quiet wide" onClick={() => setLost(!lost)}>
        {lost ? t("secondFactor.useApp") : t("secondFactor.lost")}
      </button>
    </>
  );
}

function AppCodeForm({ challenge, onStep }: StepProps) {
  const submission = useSubmit(async (value) => {
    onStep(proceed(await answerCode(challenge, typedCode(value)), challenge));
  });
  return (
    <>
      <p class="muted">{t("secondFactor.signInText")}</p>
      <AuthForm submission={submission} action={t("auth.signIn")}>
        <CodeField label={t("secondFactor.code")} />
      </AuthForm>
    </>
  );
}

function RecoveryForm({ challenge, onStep }: StepProps) {
  const submission = useSubmit(async (value) => {
    await recover(challenge, asciiDigits(value("recoveryCode")));
    onStep(proceed(await signIn(challenge.email, challenge.password), challenge));
    const setUp = () => navigate("settings/secondFactor");
    showToast(t("secondFactor.recovered"), { label: t("secondFactor.setUpAgain"), run: setUp });
  });
  return (
    <>
      <p class="muted">{t("secondFactor.lostText")}</p>
      <AuthForm submission={submission} action={t("secondFactor.recover")}>
        <TextInput
          label={t("secondFactor.recoveryCode")}
          name="recoveryCode"
          autocomplete="off"
          placeholder="XXXX-XXXX-XXXX-XXXX"
          maxLength={40}
          required
          focus
        />
      </AuthForm>
    </>
  );
}
