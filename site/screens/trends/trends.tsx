import "../../i18n/en/trends";
import { useState } from "preact/hooks";
import type { Trends as Known } from "../../../domain/digests/trendSchemas";
import { readTrends } from "../../data/trends";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categoryLook";
import { ledgerId } from "../../lib/ledger";
import { hrefOf } from "../../lib/route";
import { Loaded, useLoad } from "../../parts/load";
import { SelectField } from "../../parts/selectField";
import { Comparisons } from "./comparisons";
import { MonthBars } from "./monthBars";
import { MonthTable } from "./monthTable";

/** The spending of each of the last months, by category, and how it compares. */
export function Trends() {
  const trends = useLoad(readTrends, ledgerId.value);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("trends.title")}</h1>
      <p class="muted">{t("trends.text")}</p>
      <a class="back" href={hrefOf("reports/insights")}>
        {t("trends.insights")}
      </a>
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
  const [chosen, setCategory] = useState("");
  const [asTable, setAsTable] = useState(false);
  const all = currencies.find((one) => one.currency === currency) ?? currencies[0];
  if (!all) return null;
  const category = all.categories.some((one) => one.category === chosen) ? chosen : undefined;
  const shown = { ...all, months: all.months.slice(-count) };
  return (
    <>
      <section class="card ask" aria-label={t("trends.title")}>
        <SelectField
          label={t("trends.months")}
          value={String(count)}
          options={[12, 24].map((months) => [String(months), t("trends.count", { count: months })])}
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
          value={category ?? ""}
          options={[
            ["", t("trends.allCategories")],
            ...all.categories.map((one) => [one.category, categoryName(one.category)] as const),
          ]}
          onChoose={setCategory}
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
      {asTable ? (
        <MonthTable trends={shown} category={category} />
      ) : (
        <MonthBars trends={shown} category={category} />
      )}
      <Comparisons trends={all} day={day} />
    </>
  );
}
