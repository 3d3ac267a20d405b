import "../../i18n/en/more";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { DEFAULT_CATEGORY, isSameCategory } from "../../../domain/expenses/category";
import type { Part } from "../../../domain/expenses/parts";
import { MAX_AMOUNT_LENGTH, MAX_PARTS } from "../../../domain/values/limits";
import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { minorOf } from "../../data/expenses/expenseSums";
import { offered } from "../../data/expenses/learnedCategories";
import { leftOf, readParts, tellLeft, type Whole } from "../../data/forms/splitParts";
import { inWords, type Said, t } from "../../i18n";
import { readTypedAmount } from "../../lib/formatting/readTypedAmount";
import { amountPlaceholder, editableAmount } from "../../lib/formatting/typedNumbers";
import { typedInto } from "../../lib/storage/typedForms";
import { Icon } from "../../parts/basics/icon";
import { CategoryOptions } from "../../parts/fields/categoryOptions";
import { takeFocus } from "../../parts/fields/field";

/** A part as it is typed. */
type TypedPart = Required<Part<string>>;

interface SplitProps {
  /** The name under which the input is kept. */
  form: string;
  parts: readonly Part<string>[];
  /** The currency unless the form names another one. */
  currency: string;
  problem: Said | undefined;
}

/**
 * Splits an expense over categories. The form has one value for all parts, as JSON, so that it is kept and restored
 * like those of other fields; the fields of the parts have no names.
 */
export function Split({ form, parts, currency, problem }: SplitProps) {
  const value = useRef<HTMLInputElement>(null);
  const [changed, setChanged] = useState(() => partsIn(typedInto(form).parts));
  const initial = parts.map((part) => editable(part, currency));
  const rows = changed ?? initial;
  const [focused, setFocused] = useState<number>();
  /** A problem shows until something is typed; the rest to distribute always does. */
  const [isFresh, setFresh] = useState(false);
  const whole = useWhole(value, currency, {
    onInput: () => setFresh(false),
    onReset: () => setChanged(undefined),
  });
  const update = (after: readonly TypedPart[], focus?: number) => {
    setChanged(after);
    setFocused(focus);
    if (!value.current) return;
    value.current.value = textOf(after);
    value.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // Before the form gives the focus to the field that it is about.
  useLayoutEffect(() => setFresh(problem !== undefined), [problem]);
  const add = () => update([...rows, emptyPart(DEFAULT_CATEGORY)], rows.length);
  return (
    <div class="split">
      <input ref={value} class="input" name="parts" hidden defaultValue={textOf(initial)} />
      {rows.length === 0 ? (
        <button type="button" class="button small" onClick={() => update(begun(value.current?.form), 0)}>
          {t("more.split")}
        </button>
      ) : (
        <fieldset>
          <legend class="label">{t("more.parts")}</legend>
          {rows.map((row, index) => (
            <PartFields
              key={`${rows.length} ${index}`}
              part={row}
              number={index + 1}
              currency={whole?.currency ?? currency}
              focus={index === focused}
              invalid={isFresh && index === wrongIn(rows, whole?.currency ?? currency)}
              onChange={(change) => update(rows.with(index, { ...row, ...change }))}
              onRemove={() => update(rows.toSpliced(index, 1), Math.max(index - 1, 0))}
            />
          ))}
          <Left
            whole={whole}
            rows={rows}
            problem={isFresh ? problem : undefined}
            onFill={(after) => update(after)}
          >
            <button type="button" class="button small" disabled={rows.length >= MAX_PARTS} onClick={add}>
              {t("more.addPart")}
            </button>
          </Left>
        </fieldset>
      )}
    </div>
  );
}

interface PartProps {
  part: TypedPart;
  /** Counted from 1. */
  number: number;
  currency: string;
  focus: boolean;
  invalid: boolean;
  onChange: (change: Partial<TypedPart>) => void;
  onRemove: () => void;
}

function PartFields({ part, number, currency, focus, invalid, onChange, onRemove }: PartProps) {
  return (
    <div class="split-part">
      <select
        class="input"
        aria-label={t("more.partCategory", { number })}
        onChange={({ currentTarget }) => onChange({ category: currentTarget.value })}
      >
        <CategoryOptions value={part.category} />
      </select>
      <input
        ref={focus ? takeFocus : null}
        class="input"
        aria-label={t("more.partAmount", { number })}
        aria-invalid={invalid || undefined}
        inputMode="decimal"
        autocomplete="off"
        maxLength={MAX_AMOUNT_LENGTH}
        placeholder={amountPlaceholder(currency)}
        value={part.amount}
        onInput={({ currentTarget }) => onChange({ amount: currentTarget.value })}
      />
      <input
        class="input split-note"
        aria-label={t("more.partNote", { number })}
        placeholder={t("more.partNoteHint")}
        autocomplete="off"
        value={part.note}
        onInput={({ currentTarget }) => onChange({ note: currentTarget.value })}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={t("more.removePart", { number })}
        onClick={onRemove}
      >
        <Icon name="close" size={18} />
      </button>
    </div>
  );
}

/** The amount left to distribute, or why the parts cannot be saved; and a key that gives the rest to the last part. */
function Left({
  whole,
  rows,
  problem,
  onFill,
  children,
}: {
  whole: Whole | undefined;
  rows: readonly TypedPart[];
  problem: Said | undefined;
  onFill: (rows: readonly TypedPart[]) => void;
  children: ComponentChildren;
}) {
  const { parts } = readParts(rows, whole?.currency ?? "");
  const left = whole && leftOf(whole, parts);
  const said = whole && left ? tellLeft(left, whole.currency) : undefined;
  const told = problem ?? said ?? (whole && t("more.partsWhole"));
  const fill = () => {
    const last = rows.at(-1);
    if (!last || !left || !whole) return;
    const [own] = readParts([{ ...last, note: "" }], whole.currency).parts;
    const amount = formatMinor(minorOf(own?.amount ?? "0") + minorOf(left), decimalsIn(left));
    onFill(rows.with(-1, { ...last, amount: editableAmount(amount, whole.currency) }));
  };
  return (
    <>
      <p class={`split-left ${problem ? "problem" : ""}`} role="status">
        {told && inWords(told)}
      </p>
      <div class="split-actions">
        {left && minorOf(left) > 0 && (
          <button type="button" class="button small" onClick={fill}>
            {t("more.fillPart")}
          </button>
        )}
        {children}
      </div>
    </>
  );
}

/** Follows the amount that the form has. */
function useWhole(
  value: { readonly current: HTMLInputElement | null },
  currency: string,
  { onInput, onReset }: { onInput: () => void; onReset: () => void },
): Whole | undefined {
  const [whole, setWhole] = useState<Whole>();
  useEffect(() => {
    const form = value.current?.form;
    if (!form) return;
    const follow = () => {
      const fields = new FormData(form);
      const read = readTypedAmount(
        String(fields.get("amount") ?? ""),
        String(fields.get("currency") ?? currency),
      );
      setWhole("amount" in read ? read : undefined);
    };
    follow();
    form.addEventListener("input", follow);
    form.addEventListener("input", onInput);
    form.addEventListener("reset", onReset);
    return () => {
      form.removeEventListener("input", follow);
      form.removeEventListener("input", onInput);
      form.removeEventListener("reset", onReset);
    };
  }, [currency]);
  return whole;
}

/** The index of the part that a problem is about: the first that cannot be read, else the last, as the sum of all is wrong. */
function wrongIn(rows: readonly TypedPart[], currency: string): number {
  const unread = rows.findIndex((row) => readParts([row], currency).problem !== undefined);
  return unread < 0 ? rows.length - 1 : unread;
}

const emptyPart = (category: string): TypedPart => ({ category, amount: "", note: "" });

const editable = ({ category, amount, note = "" }: Part<string>, currency: string): TypedPart => ({
  category,
  amount: editableAmount(amount, currency),
  note,
});

/** The first two parts: that of the form's category, and another one. */
function begun(form: HTMLFormElement | null | undefined): TypedPart[] {
  const field = form?.elements.namedItem("category");
  const category = field instanceof HTMLSelectElement ? field.value : DEFAULT_CATEGORY;
  const other = offered.peek().find((name) => !isSameCategory(name, category));
  return [emptyPart(category), emptyPart(other ?? category)];
}

const textOf = (rows: readonly TypedPart[]) => (rows.length === 0 ? "" : JSON.stringify(rows));

/** The parts in a form's value; undefined if it has none. */
function partsIn(text: unknown): readonly TypedPart[] | undefined {
  return typeof text === "string" ? JSON.parse(text || "[]") : undefined;
}
