import "../../i18n/en/auth";
import type { ComponentChildren } from "preact";
import { inWords, t } from "../../i18n";
import { Icon } from "../../parts/basics/icon";
import { inOwnWords } from "../../parts/fields/inOwnWords";
import type { Submission } from "../../parts/fields/submit";

/** Frame of the screens for signed-out users. */
export function AuthFrame({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children: ComponentChildren;
}) {
  return (
    <main class="auth">
      <p class="brand">
        <Icon name="wallet" size={28} />
        {t("app.name")}
      </p>
      <div class="card auth-card">
        <h1>{title}</h1>
        {text && <p class="muted">{text}</p>}
        {children}
      </div>
      <p class="muted tagline">{t("auth.tagline")}</p>
    </main>
  );
}

/** A form with one main button, below the problem of the last attempt. */
export function AuthForm({
  submission: { onSubmit, busy, problem },
  action,
  children,
}: {
  submission: Submission;
  action: string;
  children: ComponentChildren;
}) {
  return (
    <form class="stack" onSubmit={onSubmit} {...inOwnWords}>
      {children}
      {problem && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
      <button type="submit" class="button primary wide" aria-busy={busy}>
        {action}
      </button>
    </form>
  );
}
