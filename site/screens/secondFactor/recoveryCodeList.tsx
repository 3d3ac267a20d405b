import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { CopyButton } from "../../parts/basics/copyButton";

interface RecoveryCodesProps {
  codes: readonly string[];
  /** True if a sign-in with the app comes next. It proves that the app works while the codes are at hand. */
  signedOut: boolean;
  onSaved: () => void;
}

/** The recovery codes, which are shown once: to write down, copy or download. */
export function RecoveryCodeList({ codes, signedOut, onSaved }: RecoveryCodesProps) {
  return (
    <section class="card setting" aria-labelledby="codes">
      <h2 id="codes">{t("secondFactor.codesTitle")}</h2>
      <p class="muted">{t("secondFactor.codesText")}</p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <CopyButton text={codes.join("\n")} />
        <button type="button" class="button small" onClick={() => download(codes)}>
          {t("secondFactor.download")}
        </button>
      </div>
      {signedOut && <p class="muted">{t("secondFactor.signedOut")}</p>}
      <button type="button" class="button primary" onClick={onSaved}>
        {t("secondFactor.saved")}
      </button>
    </section>
  );
}

/** Saves the codes as a file. The page creates it itself, so that they are sent to no server. */
function download(codes: readonly string[]): void {
  const heading = t("secondFactor.file", { email: user.value?.email ?? "", site: location.host });
  const file = new Blob([`${[heading, "", ...codes].join("\n")}\n`], { type: "text/plain;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(link.href);
}
