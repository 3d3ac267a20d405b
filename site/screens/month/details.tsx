import "../../i18n/en/fields";
import "../../i18n/en/details";
import "../../i18n/en/more";
import type { Expense } from "../../../domain/expenses/expense";
import { DEFAULT_KIND } from "../../../domain/expenses/kinds";
import { optionalLines, optionalParagraphs } from "../../../domain/expenses/optionalFields";
import type { OptionalField } from "../../../domain/expenses/simpleFields";
import { stopEditing } from "../../data/forms/openForms";
import { inWords, t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { fullDay, money } from "../../lib/formatting/format";
import { namesInWords } from "../../lib/formatting/namesInWords";
import { partsInWords } from "../../lib/formatting/partsInWords";
import { valueInWords } from "../../lib/formatting/simpleValues";
import { authorOf } from "../../lib/ledger/openLedger";
import type { ShownProblem } from "../../lib/network/requestError";
import { takeFocus } from "../../parts/fields/field";

interface DetailsProps {
  expense: Expense;
  /** The reason for which the user's edit was refused: they may no longer change the expense. */
  problem?: ShownProblem | undefined;
}

/** An expense with all of its fields, for users who may not change it. Escape closes it. */
export function Details({ expense, problem }: DetailsProps) {
  const { description, amount, currency, category, date, kind = DEFAULT_KIND, tags, parts } = expense;
  const ofField = ({ key }: { key: OptionalField }): [label: string, value: string | undefined] => {
    const value = expense[key];
    return [t(`more.${key}`), value === undefined ? undefined : valueInWords(key, value)];
  };
  const fields: [label: string, value: string | undefined][] = [
    [t("fields.amount"), money(amount, currency)],
    [t("fields.category"), parts ? partsInWords(parts, currency) : categoryName(category)],
    [t("fields.date"), fullDay(date)],
    [t("more.kind"), t(`expense.kind.${kind}`)],
    ...optionalLines.map(ofField),
    [t("more.tags"), tags && namesInWords(tags)],
    [t("details.by"), authorOf(expense.createdBy)],
    ...optionalParagraphs.map(ofField),
  ];
  return (
    <section
      class="details-row"
      aria-label={t("details.of", { name: description })}
      onKeyDown={({ key }) => key === "Escape" && stopEditing()}
    >
      <h3>
        <bdi>{description}</bdi>
      </h3>
      {problem && (
        <p class="problem boxed" role="alert">
          {inWords(problem.message)}
        </p>
      )}
      <dl class="details">
        {fields.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt class="label">{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <div class="edit-actions">
        <span class="push" />
        <button type="button" class="button" ref={takeFocus} onClick={stopEditing}>
          {t("details.close")}
        </button>
      </div>
    </section>
  );
}
