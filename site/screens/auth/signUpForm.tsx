import { t } from "../../i18n";
import { signUp } from "../../lib/auth/accountRequests";
import { hrefOf, navigate, route } from "../../lib/page/pageRoute";
import { TextInput } from "../../parts/fields/field";
import { useSubmit } from "../../parts/fields/submit";
import { AuthForm, AuthFrame } from "./authForm";
import { ResendButton } from "./resendButton";
import { SignInForm } from "./signIn";
import { useMailed } from "./useMailed";

/** Asks for an address. Its owner gets an email; only the email reveals whether there is an account already. */
export function SignUp() {
  const { invitation = "" } = route.value.query;
  const [email, keep] = useMailed(`sign-up/${invitation}`);
  const place = invitation && `join/${invitation}`;
  const submission = useSubmit(async (value) => {
    const address = value("email").trim();
    await signUp(address, invitation);
    keep(address);
  });
  if (email !== undefined) {
    const onSignedIn = () => {
      keep();
      navigate(place, {}, { replace: true });
    };
    return (
      <FirstSignIn
        email={email}
        send={() => signUp(email, invitation)}
        onSignedIn={onSignedIn}
        onOther={() => keep()}
      />
    );
  }
  return (
    <AuthFrame title={t("auth.signUpTitle")} text={t("auth.signUpText")}>
      <AuthForm submission={submission} action={t("auth.signUp")}>
        <TextInput label={t("auth.email")} name="email" type="email" autocomplete="username" required />
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
  /** Has another one-time password emailed. */
  send: () => Promise<void>;
  onSignedIn: () => void;
  /** Goes back to ask for another address. */
  onOther: () => void;
}

/**
 * Signs in with the one-time password in the email, or continues with the code in one that says that there is an
 * account.
 */
function FirstSignIn({ email, send, onSignedIn, onOther }: FirstSignInProps) {
  return (
    <AuthFrame title={t("auth.confirmTitle")} text={t("auth.signUpSent", { email })}>
      <SignInForm email={email} password={t("auth.mailedPassword")} onDone={onSignedIn} />
      <ResendButton send={send} />
      <p class="links">
        <a href={hrefOf("forgot-password", { email, sent: "1" })}>{t("auth.haveCode")}</a>
        <button type="button" class="button quiet" onClick={onOther}>
          {t("auth.otherAddress")}
        </button>
      </p>
    </AuthFrame>
  );
}
