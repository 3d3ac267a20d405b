import { useState } from "preact/hooks";
import {
  ownThreshold,
  readThreshold,
  setThreshold,
  standardThreshold,
} from "../../data/settings/ledgerThreshold";
import { type Said, t } from "../../i18n";
import { amountPlaceholder, editableAmount } from "../../lib/formatting/typedNumbers";
import { currency } from "../../lib/ledger/shownSettings";
import { Field } from "../../parts/fields/field";

/** The amount above which an expense of the ledger raises an alert. Left empty, it is the deployment's. */
export function ThresholdField() {
  const [problem, setProblem] = useState<Said>();
  const code = currency();
  const own = ownThreshold();
  const standard = standardThreshold();
  const save = (text: string) => {
    const read = text.trim() === "" ? { amount: undefined } : readThreshold(text, code);
    setProblem("problem" in read ? read.problem : undefined);
    if ("amount" in read && read.amount !== own) setThreshold(read.amount);
  };
  return (
    <Field
      label={t("settings.threshold", { currency: code })}
      hint={standard ? t("settings.thresholdHint") : t("settings.thresholdNone", { currency: code })}
      problem={problem}
    >
      {(control) => (
        <input
          class="input"
          type="text"
          inputMode="decimal"
          // A new one for another threshold: what a member changed elsewhere shows.
          key={`${code} ${own}`}
          defaultValue={own && editableAmount(own, code)}
          placeholder={standard ? editableAmount(standard, code) : amountPlaceholder(code)}
          onChange={({ currentTarget }) => save(currentTarget.value)}
          {...control}
        />
      )}
    </Field>
  );
}
