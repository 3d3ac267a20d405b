import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import * as account from "../../lib/auth/accountRequests";
import { hasVisited } from "../../lib/auth/newcomer";
import { type Challenge, proceed } from "../../lib/auth/signInAndOut";
import { RequestError } from "../../lib/network/requestError";
import { hrefOf, navigate, route } from "../../lib/page/pageRoute";
import { TextInput } from "../../parts/fields/field";
import { PasswordField } from "../../parts/fields/passwordField";
import { useSubmit } from "../../parts/fields/submit";
import { lazy } from "../../parts/loading/lazy";
import { AuthForm, AuthFrame } from "./authForm";

/** Most sign-ins take the password alone. */
export const ChallengeForm = lazy(async () => (await import("./challengeForm")).ChallengeForm);

interface SignInFormProps {
  /** The address, if it is known. */
  email?: string;
  /** Label of the password. */
  password?: string;
  onDone?: () => void;
  /** Shown below the form until the password is accepted. */
  children?: ComponentChildren;
}

/** Email address and password, and what Cognito asks for besides. */
export function SignInForm({
  email: known,
  password = t("auth.password"),
  onDone,
  children,
}: SignInFormProps) {
  const [challenge, setChallenge] = useState<Challenge>();
  const submission = useSubmit(async (value) => {
    const email = value("email").trim();
    const password = value("password");
    try {
      const next = proceed(await account.signIn(email, password), { email, password });
      if (next === undefined) onDone?.();
      else setChallenge(next);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (error.code !== "PasswordResetRequiredException") throw error;
      navigate("forgot-password", { email });
    }
  });
  if (challenge) return <ChallengeForm challenge={challenge} onDone={onDone} />;
  return (
    <>
      <AuthForm submission={submission} action={t("auth.signIn")}>
        <TextInput
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
      {children}
    </>
  );
}

export function SignIn() {
  // A user who follows an invitation and has no account signs up with it.
  const [place, invitation] = route.value.path.split(/\/(.*)/);
  return (
    <AuthFrame title={t(hasVisited() ? "auth.signInTitle" : "auth.firstTitle")}>
      <SignInForm>
        <p class="links">
          <a href={hrefOf("forgot-password")}>{t("auth.forgot")}</a>
          <span>
            {t("auth.noAccount")}{" "}
            <a href={hrefOf("sign-up", place === "join" ? { invitation } : {})}>{t("auth.signUp")}</a>
          </span>
        </p>
      </SignInForm>
    </AuthFrame>
  );
}
