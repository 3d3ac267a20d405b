import "../../i18n/en/trends";
import { useState } from "preact/hooks";
import { MAX_TREND_MONTHS } from "../../../domain/digests/trendMonths";
import type { Trends as Known } from "../../../domain/digests/trendSchemas";
import { sumsByGroup } from "../../data/expenses/groupSums";
import { type CurrencyTrends, readTrends } from "../../data/reports/spendingTrends";
import { t } from "../../i18n";
import { categoryName, groupOf } from "../../lib/categories/categoryLook";
import { money } from "../../lib/formatting/format";
import { ledgerId } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import type { Option } from "../../parts/fields/options";
import { SelectField } from "../../parts/fields/selectField";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { Comparisons } from "./comparisons";
import { MonthBars } from "./monthBars";
import { MonthTable } from "./monthTable";

/** The spending of each of the last months, by category, and how it compares. */
export function TrendsScreen() {
  const trends = useLoad(readTrends, ledgerId.value);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("trends.title")}</h1>
      <p class="muted">{t("trends.text")}</p>
      <p class="links">
        <a href={hrefOf("reports/insights")}>{t("trends.insights")}</a>
      </p>
      <Loaded from={trends}>
        {(known) =>
          known.currencies.length === 0 ? (
            <div class="empty">
              <p class="empty-title">{t("trends.empty")}</p>
              <p class="muted">{t("trends.emptyText")}</p>
            </div>
          ) : (
            <Chosen trends={known} />
          )
        }
      </Loaded>
    </main>
  );
}

function Chosen({ trends: { currencies, day } }: { trends: Known }) {
  const [count, setCount] = useState(12);
  const [currency, setCurrency] = useState<string>();
  const [chosen, setChosen] = useState("");
  const [asTable, setAsTable] = useState(false);
  const all = currencies.find((one) => one.currency === currency) ?? currencies[0];
  if (!all) return null;
  const choices = choicesOf(all);
  const only = choices.find(({ option: [value] }) => value === chosen)?.only;
  const shown = { ...all, months: all.months.slice(-count) };
  return (
    <>
      <section class="card ask" aria-label={t("trends.title")}>
        <SelectField
          label={t("trends.months")}
          value={String(count)}
          options={[12, MAX_TREND_MONTHS].map((months) => [
            String(months),
            t("trends.count", { count: months }),
          ])}
          onChoose={(value) => setCount(Number(value))}
        />
        {currencies.length > 1 && (
          <SelectField
            label={t("trends.currency")}
            value={all.currency}
            options={currencies.map((one) => [one.currency, one.currency])}
            onChoose={setCurrency}
          />
        )}
        <SelectField
          label={t("trends.category")}
          value={only ? chosen : ""}
          options={[["", t("trends.allCategories")], ...choices.map(({ option }) => option)]}
          onChoose={setChosen}
        />
        <button
          type="button"
          class="button quiet"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t("trends.table")}
        </button>
      </section>
      {asTable ? <MonthTable trends={shown} only={only} /> : <MonthBars trends={shown} only={only} />}
      <Comparisons trends={all} day={day} only={only} />
    </>
  );
}

/** The filters of the bars: categories, and whole groups of them. */
interface Choice {
  option: Option;
  only: readonly string[];
}

function choicesOf({ categories, currency }: CurrencyTrends): Choice[] {
  return sumsByGroup(categories, ({ category }) => groupOf(category)).flatMap(({ group, total, members }) => {
    const own = members.map(({ category }) => ({
      option: [`category ${category}`, categoryName(category), group] as const,
      only: [category],
    }));
    if (group === undefined) return own;
    const whole = t("trends.wholeGroup", { group, total: money(total, currency) });
    return [
      { option: [`group ${group}`, whole, group] as const, only: own.flatMap(({ only }) => only) },
      ...own,
    ];
  });
}
