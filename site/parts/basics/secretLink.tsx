import "../../i18n/en/secondFactor";
import { CopyButton } from "./copyButton";

/** A link with a secret, which is shown once, and a button that copies it. */
export function SecretLink({ text }: { text: string }) {
  return (
    <p class="secret">
      <code class="link">{text}</code>
      <CopyButton text={text} />
    </p>
  );
}
