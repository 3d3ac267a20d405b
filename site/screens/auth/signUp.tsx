import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { signUp } from "../../lib/account";
import { hrefOf, navigate, route } from "../../lib/route";
import { TextField } from "../../parts/field";
import { useSubmit } from "../../parts/submit";
import { AuthForm, AuthFrame } from "./authForm";
import { ResendButton } from "./confirm";
import { SignInForm } from "./signIn";

/** Asks for an address. Its owner gets a mail; whether there is an account already, only the mail tells. */
export function SignUp() {
  const [email, setEmail] = useState<string>();
  const { invitation = "" } = route.value.query;
  const place = invitation && `join/${invitation}`;
  const submission = useSubmit(async (value) => {
    const address = value("email").trim();
    await signUp(address, invitation);
    setEmail(address);
  });
  if (email !== undefined)
    return <FirstSignIn email={email} place={place} send={() => signUp(email, invitation)} />;
  return (
    <AuthFrame title={t("auth.signUpTitle")} text={t("auth.signUpText")}>
      <AuthForm submission={submission} action={t("auth.signUp")}>
        <TextField label={t("auth.email")} name="email" type="email" autocomplete="username" required />
      </AuthForm>
      <p class="links">
        <span>
          {t("auth.haveAccount")} <a href={hrefOf(place)}>{t("auth.signIn")}</a>
        </span>
      </p>
    </AuthFrame>
  );
}

interface FirstSignInProps {
  email: string;
  /** Where to go then. */
  place: string;
  /** Has another one-time password mailed. */
  send: () => Promise<void>;
}

/** Signs in with the one-time password of the mail, or goes on with the code of one that says that there is an account. */
function FirstSignIn({ email, place, send }: FirstSignInProps) {
  return (
    <AuthFrame title={t("auth.confirmTitle")} text={t("auth.signUpSent", { email })}>
      <SignInForm
        email={email}
        password={t("auth.mailedPassword")}
        onDone={() => navigate(place, {}, { replace: true })}
      />
      <ResendButton send={send} />
      <p class="links">
        <a href={hrefOf("forgot-password", { email, sent: "1" })}>{t("auth.haveCode")}</a>
      </p>
    </AuthFrame>
  );
}
