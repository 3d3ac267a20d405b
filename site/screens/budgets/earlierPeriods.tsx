import { readPeriods, rowsHref } from "../../data/budgets/ledgerBudgets";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { Loaded, useLoad } from "../../parts/loading/loadable";

/** The earlier periods of a budget, newest first. */
export function EarlierPeriods({ id }: { id: string }) {
  const periods = useLoad(() => readPeriods(id), id);
  return (
    <Loaded from={periods}>
      {({ periods: [, ...earlier] }) => (
        <table class="day-table budget-periods">
          <thead>
            <tr>
              <th scope="col">{t("budgets.period")}</th>
              <th scope="col">{t("budgets.spent")}</th>
              <th scope="col">{t("budgets.available")}</th>
              <th scope="col">{t("budgets.rest")}</th>
            </tr>
          </thead>
          <tbody>
            {earlier.map(({ spent, available, left, currency, ...period }) => (
              <tr key={period.from}>
                <th scope="row">
                  <a href={rowsHref({ ...period, currency }, period)}>
                    {fullDay(period.from)}&nbsp;– {fullDay(period.to)}
                  </a>
                </th>
                <td>{money(spent, currency)}</td>
                <td>{money(available, currency)}</td>
                <td class={left.startsWith("-") ? "over" : ""}>{money(left, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Loaded>
  );
}
