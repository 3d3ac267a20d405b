import { useRef, useState } from "preact/hooks";
import {
  ownThreshold,
  readThreshold,
  setThreshold,
  standardThreshold,
} from "../../data/settings/ledgerThreshold";
import { proposedThreshold } from "../../data/settings/proposedThreshold";
import { type Said, t } from "../../i18n";
import { config } from "../../lib/config/deployedConfig";
import { amountPlaceholder, editableAmount } from "../../lib/formatting/typedNumbers";
import { currency } from "../../lib/ledger/shownSettings";
import { Field } from "../../parts/fields/field";

/**
 * The amount above which an expense of the ledger raises an alert. Left empty, it is the deployment's. If there is neither, as
 * after a change of the currency, the field has a proposal, which a button saves.
 */
export function ThresholdField() {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Said>();
  const code = currency();
  const own = ownThreshold();
  const standard = standardThreshold();
  const proposed = (own ?? standard) ? undefined : proposedThreshold(code, config());
  const initial = own ?? proposed;
  const save = (text: string) => {
    const read = text.trim() === "" ? { amount: undefined } : readThreshold(text, code);
    setProblem("problem" in read ? read.problem : undefined);
    if ("amount" in read && read.amount !== own) setThreshold(read.amount);
  };
  const hint = standard
    ? "settings.thresholdHint"
    : proposed
      ? "settings.thresholdProposed"
      : "settings.thresholdNone";
  return (
    <Field
      label={t("settings.threshold", { currency: code })}
      hint={t(hint, { currency: code })}
      problem={problem}
    >
      {(control) => (
        <>
          <input
            ref={input}
            class="input"
            type="text"
            inputMode="decimal"
            // A new one for another threshold: what a member changed elsewhere shows.
            key={`${code} ${own}`}
            defaultValue={initial && editableAmount(initial, code)}
            placeholder={standard ? editableAmount(standard, code) : amountPlaceholder(code)}
            onChange={({ currentTarget }) => save(currentTarget.value)}
            {...control}
          />
          {proposed && (
            <button type="button" class="button small" onClick={() => save(input.current?.value ?? "")}>
              {t("settings.thresholdSave")}
            </button>
          )}
        </>
      )}
    </Field>
  );
}
