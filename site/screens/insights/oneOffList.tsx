import { type CurrencyInsights, type ShownOneOff, unmarkOneOff } from "../../data/insights/ledgerInsights";
import { selectedHref } from "../../data/lists/rowsAddress";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { isOwner } from "../../lib/ledger/openLedger";
import { ActionButton } from "../../parts/basics/actionButton";
import { FoldedCard } from "./foldedCard";

interface OneOffListProps {
  insights: CurrencyInsights;
  reload: () => Promise<void>;
}

/** Expenses that are left out of what is usual, with the way back. */
export function OneOffList({ insights: { oneOffs, currency }, reload }: OneOffListProps) {
  if (oneOffs.length === 0) return null;
  const takeBack = async (oneOff: ShownOneOff) => {
    await unmarkOneOff(oneOff);
    await reload();
  };
  return (
    <FoldedCard title={t("insights.oneOffs")} count={oneOffs.length}>
      {oneOffs.map((oneOff) => {
        const { key, name, amount, day, rows } = oneOff;
        return (
          <li key={key} class="finding">
            <p>
              <bdi>{name}</bdi>{" "}
              <span class="muted">{[money(amount, currency), fullDay(day)].join(" · ")}</span>
            </p>
            <div class="finding-actions">
              <a class="button quiet small" href={selectedHref(rows)}>
                {t("insights.rows")}
              </a>
              {isOwner() && (
                <ActionButton
                  class="quiet small"
                  text={t("insights.usual")}
                  label={t("insights.usualOf", { name })}
                  run={() => takeBack(oneOff)}
                />
              )}
            </div>
          </li>
        );
      })}
    </FoldedCard>
  );
}
