import "../../i18n/en/fields";
import "../../i18n/en/sheet";
import { useEffect, useRef, useState } from "preact/hooks";
import { currencies } from "../../../domain/values/currency";
import { usualAmount } from "../../data/suggestions/suggest";
import { t } from "../../i18n";
import { fittingAmount } from "../../lib/formatting/fittingAmount";
import { money } from "../../lib/formatting/format";
import { readTypedAmount, type TypedAmount } from "../../lib/formatting/readTypedAmount";
import { editableAmount } from "../../lib/formatting/typedNumbers";

/** The line below an amount while it is typed. */
interface Aside {
  /** The result of a sum. */
  result?: string;
  /** The currencies that its sign can mean. */
  candidates?: readonly string[];
  /** The usual amount for the description. */
  usual?: string | undefined;
}

/** The key of an amount's currency, and what the amount comes to. Loaded after the field that it belongs to. */
export function AmountAid({
  currency,
  max,
  onReady,
}: {
  currency: string;
  /** The largest amount, in major units. */
  max?: string | undefined;
  onReady?: ((form: HTMLFormElement) => void) | undefined;
}) {
  const key = useRef<HTMLSelectElement>(null);
  const [aside, setAside] = useState<Aside>({});
  const { choose, fill } = useAmount(key, { currency, max }, setAside, onReady);
  const { result, candidates = [], usual } = aside;
  return (
    <>
      <select ref={key} class="amount-key" name="currency" aria-label={t("fields.currency")}>
        {[currency, ...currencies.filter((code) => code !== currency)].map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </select>
      <p class="amount-aside" role="status">
        {result}
        {candidates.map((code) => (
          <button key={code} type="button" class="button small" onClick={() => choose(code)}>
            {code}
          </button>
        ))}
        {usual && (
          <button type="button" class="button small" onClick={() => fill(usual)}>
            {t("sheet.usual", { amount: money(usual, currency) })}
          </button>
        )}
      </p>
    </>
  );
}

type KeyRef = { readonly current: HTMLSelectElement | null };

interface AidedAmount {
  currency: string;
  max: string | undefined;
}

/** Follows the input of the field beside a key. */
function useAmount(
  key: KeyRef,
  { currency, max }: AidedAmount,
  show: (aside: Aside) => void,
  onReady: ((form: HTMLFormElement) => void) | undefined,
): { choose: (code: string) => void; fill: (amount: string) => void } {
  const { chosen, fields, choose, fill, settle } = useField(key, { currency, max });
  const follow = () => {
    const { select, input } = fields() ?? {};
    if (!select || !input) return;
    if (input.value === "") {
      select.value = chosen.current;
      return show({ usual: chosen.current === currency ? usualOf(select.form, currency) : undefined });
    }
    const read = readTypedAmount(input.value, chosen.current, max);
    const isAmount = "amount" in read;
    select.value = isAmount ? read.currency : chosen.current;
    if (!isAmount) return show({ candidates: read.candidates ?? [] });
    show(read.worked ? { result: resultOf(read) } : {});
  };
  useEffect(() => {
    const { select, input } = fields() ?? {};
    const form = select?.form;
    if (!select || !input || !form) return;
    if (onReady) onReady(form);
    chosen.current = select.value;
    follow();
    const stop = new AbortController();
    const on = (target: HTMLElement, type: string, listener: (event: Event) => void) =>
      target.addEventListener(type, listener, { signal: stop.signal });
    on(input, "input", follow);
    on(input, "blur", settle);
    on(form, "input", ({ target }) => {
      if (target === form.elements.namedItem("description")) follow();
    });
    on(select, "change", () => {
      const code = select.value;
      settle();
      choose(code);
    });
    on(form, "reset", () => {
      chosen.current = currency;
      show({});
    });
    return () => stop.abort();
  }, [currency]);
  return { choose, fill };
}

/** The field beside a key: its elements, and what changes its input as if that were typed. */
function useField(key: KeyRef, { currency, max }: AidedAmount) {
  /** The currency that was chosen, to which the key returns when the text names no other. */
  const chosen = useRef(currency);
  const fields = () => {
    const select = key.current;
    const input = select?.parentElement?.querySelector("input");
    return select && input ? { select, input } : undefined;
  };
  const told = () => fields()?.input.dispatchEvent(new Event("input", { bubbles: true }));
  const fill = (amount: string) => {
    const { input } = fields() ?? {};
    if (input) input.value = editableAmount(amount, chosen.current);
    told();
  };
  const choose = (code: string) => {
    const { input } = fields() ?? {};
    if (input) input.value = fittingAmount(input.value, chosen.current, code);
    chosen.current = code;
    told();
  };
  /** Replaces the input by the result. */
  const settle = () => {
    const read = readTypedAmount(fields()?.input.value ?? "", chosen.current, max);
    if (!("amount" in read) || !(read.worked || read.isNamed)) return;
    chosen.current = read.currency;
    fill(read.amount);
  };
  return { chosen, fields, choose, fill, settle };
}

/** The amount that is usually paid for what a form describes. */
function usualOf(form: HTMLFormElement | null, currency: string): string | undefined {
  const described = form?.elements.namedItem("description");
  return described instanceof HTMLInputElement ? usualAmount(described.value, currency) : undefined;
}

const resultOf = ({ amount, currency, worked }: TypedAmount) =>
  `${worked === "rounded" ? "≈" : "="} ${money(amount, currency)}`;
