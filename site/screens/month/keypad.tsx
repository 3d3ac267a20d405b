import { t } from "../../i18n";
import { decimalMark, localDigits } from "../../lib/formatting/typedNumbers";
import { currency } from "../../lib/ledger/shownSettings";
import { Icon } from "../../parts/basics/icon";

/** Deletes the character before the caret. */
const BACK = "back";

/** The keys in rows, with the names of those that are not digits. */
function keys(): readonly (readonly [key: string, name?: string])[] {
  const rows = [
    ["7"],
    ["8"],
    ["9"],
    ["÷", t("sheet.divided")],
    ["4"],
    ["5"],
    ["6"],
    ["×", t("sheet.times")],
    ["1"],
    ["2"],
    ["3"],
    ["−", t("sheet.minus")],
    [decimalMark(currency())],
    ["0"],
    [BACK, t("sheet.back")],
    ["+", t("sheet.plus")],
  ] as const;
  return rows.map(([key, ...name]) => [localDigits(key), ...name]);
}

/** Types into the amount of the form around it. The focus stays in the field, so that a physical keyboard types there too. */
export function Keypad() {
  return (
    <fieldset class="keypad" aria-label={t("sheet.keys")}>
      {keys().map(([key, name]) => (
        <button
          key={key}
          type="button"
          class={`key ${name ? "key-operator" : ""}`}
          aria-label={name}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={({ currentTarget }) => press(currentTarget.form?.elements.namedItem("amount"), key)}
        >
          {key === BACK ? <Icon name="backspace" size={22} /> : key}
        </button>
      ))}
    </fieldset>
  );
}

function press(field: unknown, key: string): void {
  if (!(field instanceof HTMLInputElement)) return;
  const { selectionStart, selectionEnd, value } = field;
  const end = selectionEnd ?? value.length;
  const start = selectionStart ?? end;
  if (key !== BACK) field.setRangeText(key, start, end, "end");
  else field.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
