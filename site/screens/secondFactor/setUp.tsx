import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { newAuthenticatorKey, verifyKey } from "../../lib/auth/challenges";
import { user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { CopyButton } from "../../parts/basics/copyButton";
import { QrCode } from "../../parts/basics/qrCode";
import { CodeField, typedCode } from "../../parts/fields/codeField";
import { useSubmit } from "../../parts/fields/submit";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { AuthForm } from "../auth/authForm";
import { withRecentSignIn } from "../settings/recentSignIn";

interface SetUpProps {
  onCodes: (codes: readonly string[]) => void;
}

/** Setting up an app: its key as a QR code and as text, then a code that proves that the app has it. */
export function SetUp({ onCodes }: SetUpProps) {
  const key = useLoad(newAuthenticatorKey, user.value?.id);
  return (
    <>
      <p class="muted">{t("secondFactor.text")}</p>
      <section class="card setting">
        <h2>{t("secondFactor.scanTitle")}</h2>
        <p class="muted">{t("secondFactor.scanText")}</p>
        <Loaded from={key}>{(secret) => <Key secret={secret} />}</Loaded>
      </section>
      <section class="card setting">
        <h2>{t("secondFactor.codeTitle")}</h2>
        <p class="muted">{t("secondFactor.turnOnText")}</p>
        <CodeForm onCodes={onCodes} />
      </section>
    </>
  );
}

function Key({ secret }: { secret: string }) {
  const address = addressOf(secret);
  return (
    <>
      <QrCode text={address} label={t("secondFactor.qrCode")} />
      <a class="button phone-only" href={address}>
        {t("secondFactor.openApp")}
      </a>
      <p class="muted">{t("secondFactor.key")}</p>
      <p class="secret">
        <code>{secret.match(/.{1,4}/g)?.join(" ")}</code>
        <CopyButton text={secret} />
      </p>
    </>
  );
}

/** The address by which apps take a key: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
function addressOf(secret: string): string {
  const issuer = encodeURIComponent(t("app.name"));
  const account = encodeURIComponent(user.value?.email ?? "");
  return `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`;
}

function CodeForm({ onCodes }: SetUpProps) {
  const verified = useRef(false); // A code works once, also if the user cancels the confirmation that follows.
  const submission = useSubmit(async (value) => {
    if (!verified.current) await verifyKey(typedCode(value));
    verified.current = true;
    await withRecentSignIn(async () => {
      onCodes((await call("PUT /account/secondFactor")).recoveryCodes);
    });
  });
  return (
    <AuthForm submission={submission} action={t("secondFactor.turnOn")}>
      <CodeField label={t("secondFactor.code")} focus={false} />
    </AuthForm>
  );
}
