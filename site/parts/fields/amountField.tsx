import { MAX_AMOUNT_LENGTH } from "../../../domain/values/limits";
import { amountPlaceholder } from "../../lib/formatting/typedNumbers";
import { lazy } from "../loading/lazy";
import { Field, type FieldProps, makeInput } from "./field";

const AmountAid = lazy(async () => (await import("./amountAid")).AmountAid);

/**
 * A field for an amount, with the key of its currency. What is typed may be a sum, and may name a currency, to which the key then
 * changes. The form has two values: `name`, and `currency`.
 */
export function AmountField({
  name = "amount",
  currency,
  value,
  focus = false,
  inputMode = "decimal",
  max,
  onReady,
  ...field
}: FieldProps & {
  name?: string;
  /** The currency that is chosen at first. */
  currency: string;
  value?: string;
  focus?: boolean;
  /** `none` if the page has keys of its own. */
  inputMode?: "decimal" | "none";
  /** The largest amount, in major units, if it is not that of an expense. */
  max?: string;
  /** Called with the form once it has the key. */
  onReady?: (form: HTMLFormElement) => void;
}) {
  return (
    <Field {...field} class="field-amount">
      {(control) => (
        <div class="amount-box">
          {makeInput(
            "text",
            {
              name,
              inputMode,
              autocomplete: "off",
              maxLength: MAX_AMOUNT_LENGTH,
              placeholder: amountPlaceholder(currency),
              defaultValue: value,
              ...control,
            },
            focus,
          )}
          <AmountAid key={currency} currency={currency} max={max} onReady={onReady} />
        </div>
      )}
    </Field>
  );
}
