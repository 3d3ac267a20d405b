import { useState } from "preact/hooks";
import type { Account } from "../../../domain/accounts/accountSchemas";
import type { TotalsPage } from "../../../domain/ledgers/totalsSchemas";
import { locale, t } from "../../i18n";
import { thisMonth } from "../../lib/formatting/clock";
import { money } from "../../lib/formatting/format";
import { call } from "../../lib/ledger/api";
import { untilSummed } from "../../lib/network/untilSummed";
import { ActionButton } from "../../parts/basics/actionButton";
import { MonthSelect } from "../../parts/fields/monthSelect";
import { Loaded } from "../../parts/loading/loadable";
import { usePages } from "../../parts/loading/usePages";

/** Totals of each ledger in a month. */
export function Totals({ accounts }: { accounts: readonly Account[] }) {
  const [chosen, choose] = useState<string>();
  const month = chosen ?? thisMonth.value;
  const { items, problem, more, reload } = usePages(async (cursor) => {
    const query = { month, cursor };
    const { ledgers, cursor: next } = await untilSummed(() => call("GET /admin/totals", { query }));
    return { items: ledgers, cursor: next };
  }, month);
  return (
    <section class="card" aria-labelledby="totals">
      <h2 id="totals" class="card-head">
        {t("admin.totals")}
      </h2>
      <p class="card-text muted">{t("admin.totalsText")}</p>
      <div class="card-text">
        <MonthSelect label={t("admin.totals.month")} value={month} onChoose={choose} />
      </div>
      <Loaded from={{ value: items, problem, reload }}>
        {(ledgers) => <TotalsTable ledgers={ledgers} accounts={accounts} />}
      </Loaded>
      {more && (
        <div class="card-text">
          <ActionButton text={t("admin.more")} run={more} />
        </div>
      )}
    </section>
  );
}

interface TotalsTableProps {
  ledgers: readonly TotalsPage["ledgers"][number][];
  accounts: readonly Account[];
}

function TotalsTable({ ledgers, accounts }: TotalsTableProps) {
  const ownerOf = (ledgerId: string) => accounts.find(({ id }) => id === ledgerId)?.email ?? ledgerId;
  return (
    <table class="sums">
      <thead>
        <tr>
          <th scope="col">{t("admin.totals.ledger")}</th>
          <th scope="col">{t("admin.totals.count")}</th>
          <th scope="col">{t("admin.totals.total")}</th>
        </tr>
      </thead>
      <tbody>
        {ledgers.map(({ ledgerId, currencies }) => (
          <tr key={ledgerId}>
            <th scope="row">
              <bdi>{ownerOf(ledgerId)}</bdi>
            </th>
            <td>{currencies.reduce((sum, { count }) => sum + count, 0).toLocaleString(locale())}</td>
            <td>
              {currencies.length === 0 && t("admin.totals.nothing")}
              {currencies.map(({ currency, total }) => (
                <div key={currency}>{money(total, currency)}</div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
