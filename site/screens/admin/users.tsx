import type { Account, AccountChanges } from "../../../domain/accounts/accountSchemas";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { dayOf } from "../../lib/formatting/time";
import { call } from "../../lib/ledger/api";
import { ActionButton } from "../../parts/basics/actionButton";
import { Loaded } from "../../parts/loading/loadable";
import { type Pages, usePages } from "../../parts/loading/usePages";
import { withRecentSignIn } from "../settings/recentSignIn";
import { DeleteUser } from "./deleteUserDialog";

/** The users, as far as they are read. */
export function useAccounts(): Pages<Account> {
  return usePages(async (cursor) => {
    const { accounts, cursor: next } = await call("GET /admin/users", { query: { cursor } });
    return { items: accounts, cursor: next };
  });
}

/** The users. Admins can promote, demote, disable, enable and delete everybody but themselves. */
export function Users({ accounts }: { accounts: Pages<Account> }) {
  const { items, problem, more, reload, replace } = accounts;
  return (
    <section class="card" aria-labelledby="users">
      <h2 id="users" class="card-head">
        {t("admin.users")}
      </h2>
      <Loaded from={{ value: items, problem, reload }}>
        {(known) => (
          <ul class="rows">
            {known.map((account) => (
              <li key={account.id} class="item">
                <AccountText account={account} />
                {account.id !== user.value?.id && (
                  <AccountActions
                    account={account}
                    onChange={async (body) => {
                      await withRecentSignIn(async () => {
                        const path = { id: account.id };
                        const after = await call("PATCH /admin/users/{id}", { path, body });
                        replace(({ id }) => id === account.id, after);
                      });
                    }}
                    onDeleted={() => replace(({ id }) => id === account.id)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {more && (
        <div class="card-text">
          <ActionButton text={t("admin.more")} run={more} />
        </div>
      )}
    </section>
  );
}

function AccountText({ account: { id, email, status, enabled, admin, createdAt } }: { account: Account }) {
  const chips = [
    id === user.value?.id && t("admin.user.you"),
    admin && t("admin.user.admin"),
    status === "FORCE_CHANGE_PASSWORD" && t("admin.user.invited"),
    status === "UNCONFIRMED" && t("admin.user.unconfirmed"),
  ];
  return (
    <span class="item-text">
      <bdi class="item-name">{email}</bdi>
      <span class="item-chips">
        {!enabled && (
          <span class="chip" data-state="ALARM">
            {t("admin.user.disabled")}
          </span>
        )}
        {chips.filter(Boolean).map((chip) => (
          <span key={chip} class="chip">
            {chip}
          </span>
        ))}
        <span class="item-detail muted">{t("admin.user.since", { day: dayOf(createdAt) })}</span>
      </span>
    </span>
  );
}

function AccountActions({
  account,
  onChange,
  onDeleted,
}: {
  account: Account;
  onChange: (changes: AccountChanges) => Promise<void>;
  onDeleted: () => void;
}) {
  const { email, enabled, admin } = account;
  const role = admin ? t("admin.user.demote") : t("admin.user.promote");
  const access = enabled ? t("admin.user.disable") : t("admin.user.enable");
  return (
    <span class="item-actions">
      <ActionButton
        text={role}
        label={t("admin.user.actionOf", { action: role, email })}
        run={() => onChange({ admin: !admin })}
      />
      <ActionButton
        class={enabled ? "small danger" : "small"}
        text={access}
        label={t("admin.user.actionOf", { action: access, email })}
        run={() => onChange({ enabled: !enabled })}
      />
      <DeleteUser account={account} onDeleted={onDeleted} />
    </span>
  );
}
