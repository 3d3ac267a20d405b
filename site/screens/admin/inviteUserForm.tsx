import type { Account } from "../../../domain/accounts/accountSchemas";
import { spoken, t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { showToast } from "../../lib/page/toasts";
import { TextInput } from "../../parts/fields/field";
import { useSubmit } from "../../parts/fields/submit";
import { AuthForm } from "../auth/authForm";

/** Invites somebody by email, in the language that the admin reads. */
export function InviteUser({ onInvited }: { onInvited: (account: Account) => Promise<void> }) {
  const submission = useSubmit(async (value) => {
    const body = { email: value("email").trim(), language: spoken() };
    const account = await call("POST /admin/users", { body });
    showToast(t("admin.invite.done", { email: account.email }));
    await onInvited(account);
  });
  return (
    <section class="card setting" aria-labelledby="invite-user">
      <h2 id="invite-user">{t("admin.invite.title")}</h2>
      <p class="muted">{t("admin.invite.text")}</p>
      <AuthForm submission={submission} action={t("admin.invite.send")}>
        <TextInput label={t("admin.invite.email")} name="email" type="email" autocomplete="off" required />
      </AuthForm>
    </section>
  );
}
