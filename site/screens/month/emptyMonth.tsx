import "../../i18n/en/empty";
import { effect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { formatAmount, parseAmount } from "../../../domain/values/money";
import { proposedThreshold } from "../../data/settings/proposedThreshold";
import { endExamples, hasExpenses, teachesNewcomer } from "../../data/suggestions/newLedger";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { config } from "../../lib/config/deployedConfig";
import { mayAdd } from "../../lib/ledger/openLedger";
import { currency } from "../../lib/ledger/shownSettings";
import { hrefOf } from "../../lib/page/pageRoute";
import { Amount } from "../../parts/basics/amount";
import { CategorySign } from "../../parts/basics/categorySign";

/** A month, or the results of a search in it, without expenses. A ledger without any teaches what to enter. */
export function EmptyMonth({ month, narrowed }: { month: string | undefined; narrowed: boolean }) {
  if (narrowed) return <Nothing title={t("empty.notFound")} text={t("empty.notFoundText")} />;
  return (
    <>
      <Nothing title={t("empty.title")} text={mayAdd() ? t("empty.text") : ""} />
      {teachesNewcomer(month) && mayAdd() && <Examples />}
    </>
  );
}

const Nothing = ({ title, text }: { title: string; text: string }) => (
  <div class="empty" role="status">
    <p class="empty-title">{title}</p>
    <p class="muted">{text}</p>
  </div>
);

/** Example expenses, as shares in percent of the amount that alerts in the ledger's currency. */
const EXAMPLES = [
  { description: () => t("empty.coffee"), category: "Eating out", share: 1n },
  { description: () => t("empty.groceries"), category: "Groceries", share: 12n },
  { description: () => t("empty.rent"), category: "Home", share: 160n },
] as const;

/** Three examples, which are stored nowhere. */
function Examples() {
  const [gone, setGone] = useState(false);
  // The first expense ends the lesson for good: it may be deleted again.
  useEffect(
    () =>
      effect(() => {
        if (hasExpenses()) endExamples();
      }),
    [],
  );
  if (gone) return null;
  const threshold = BigInt(parseAmount(proposedThreshold(currency(), config()), currency()));
  const throwAway = () => {
    endExamples();
    setGone(true);
  };
  return (
    <section class="card examples" aria-label={t("empty.examples")}>
      <h2>{t("empty.examples")}</h2>
      <ul class="rows">
        {EXAMPLES.map(({ description, category, share }) => (
          <li key={category} class="item">
            <CategorySign category={category} />
            <span class="item-text">
              <span class="item-name">{description()}</span>
              <span class="item-detail muted">{categoryName(category)}</span>
            </span>
            <Amount
              amount={formatAmount(Number((threshold * share) / 100n), currency())}
              currency={currency()}
              kind="expense"
            />
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" class="button small" onClick={throwAway}>
          {t("empty.throwAway")}
        </button>
        <a class="button small" href={hrefOf("settings/ledgers")}>
          {t("empty.share")}
        </a>
      </div>
    </section>
  );
}
