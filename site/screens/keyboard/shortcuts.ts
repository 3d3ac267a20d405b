import "../../i18n/en/keyboard";
import { signal } from "@preact/signals";
import { monthBeside } from "../../../domain/values/day";
import { adding, monthAt } from "../../data/forms/openForms";
import { filterIn } from "../../data/lists/listFilter";
import { undoLast } from "../../data/writes/undoing";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { mayAdd } from "../../lib/ledger/openLedger";
import { NARROW } from "../../lib/page/media";
import { navigate, route } from "../../lib/page/pageRoute";
import { focusOn, isInDialog, moveLine, pressInLine, takesArrows, takesText } from "./targets";

/**
 * A dialog that the keyboard opened: a separate object each time, because a closing one may report that after the next
 * was opened.
 */
interface OpenedDialog {
  readonly which: "palette" | "help";
}

/** The dialog that shows. */
export const opened = signal<OpenedDialog | undefined>();

/** A key that does something wherever the focus is, except where it types. */
interface Shortcut {
  /** Values of `KeyboardEvent.key`. */
  keys: readonly string[];
  /** Needs Ctrl, or the Mac's Command key. */
  withControl?: true;
  /** Works in a field, too. */
  everywhere?: true;
  /** Does it again while the key is held. */
  repeats?: true;
  /** The keys as they are printed. */
  shown: string;
  text: () => string;
  run: () => void;
}

/** Opens the form for a new expense, from wherever the user is, if they may add one. */
export function newExpense(): void {
  if (!mayAdd()) return;
  if (matchMedia(NARROW).matches) {
    adding.value = true;
    return;
  }
  goToField(".quick-add [name=amount]");
}

/** Goes to the search of the list. */
export function search(): void {
  goToField("input[type=search]");
}

/** Moves the focus to a field of the list: of the shown one, with its filter, or of the current month's. */
function goToField(selector: string): void {
  if (!document.querySelector(selector)) navigate("");
  requestAnimationFrame(() => focusOn(selector));
}

export const shortcuts: readonly Shortcut[] = [
  { keys: ["n"], shown: "N", text: () => t("keyboard.new"), run: newExpense },
  { keys: ["/"], shown: "/", text: () => t("keyboard.search"), run: search },
  {
    keys: ["j", "ArrowDown"],
    repeats: true,
    shown: "J ↓",
    text: () => t("keyboard.down"),
    run: () => moveLine(1),
  },
  {
    keys: ["k", "ArrowUp"],
    repeats: true,
    shown: "K ↑",
    text: () => t("keyboard.up"),
    run: () => moveLine(-1),
  },
  { keys: ["x"], shown: "X", text: () => t("keyboard.select"), run: () => pressInLine("input") },
  { keys: ["Delete"], shown: "Del", text: () => t("keyboard.delete"), run: () => pressInLine(".row-delete") },
  { keys: ["z"], withControl: true, shown: "Ctrl Z", text: () => t("keyboard.undo"), run: undoLast },
  {
    keys: ["k"],
    withControl: true,
    everywhere: true,
    shown: "Ctrl K",
    text: () => t("keyboard.palette"),
    run: () => open("palette"),
  },
  { keys: ["?"], shown: "?", text: () => t("keyboard.help"), run: () => open("help") },
];

function open(which: OpenedDialog["which"]): void {
  opened.value = { which };
}

/** Does what the keys say, unless they have work to do where the focus is. */
export function followKeys(): void {
  // First of all that hears keys: those of a conversion choose its letters. Safari calls them so by their number alone.
  const isOfConversion = ({ isComposing, keyCode }: KeyboardEvent) => isComposing || keyCode === 229;
  addEventListener("keydown", (event) => isOfConversion(event) && event.stopPropagation(), true);
  addEventListener("keydown", (event) => {
    if (!user.peek() || event.defaultPrevented || event.altKey || isInDialog()) return;
    if (event.key === "Escape") return leaveField(event.target);
    if (turnMonth(event)) return;
    const isHeld = event.ctrlKey || event.metaKey;
    const key = keyOf(event);
    const found = shortcuts.find(
      ({ keys, withControl = false }) => withControl === isHeld && keys.includes(key),
    );
    if (!found || (takesText(event.target) && !found.everywhere)) return;
    event.preventDefault();
    if (!event.repeat || found.repeats) found.run();
  });
}

/** The value of a key; on a layout without Latin letters, as of the key at this place of a US keyboard. */
function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (/^[ -~]/.test(key)) return key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code.startsWith("Key") ? code.slice("Key".length).toLowerCase() : key;
}

/** The form for a new expense has the focus by itself: a key leads out of it. */
function leaveField(target: EventTarget | null): void {
  if (target instanceof HTMLElement && takesText(target)) target.blur();
}

/** Left and right lead to the months beside. @returns true if the key did. */
function turnMonth({ key, target, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  const step = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
  const month = monthAt(route.peek().path);
  if (step === 0 || ctrlKey || metaKey || shiftKey || !month || takesArrows(target)) return false;
  const beside = monthBeside(month, document.documentElement.dir === "rtl" ? -step : step);
  if (beside) navigate(beside, filterIn(route.peek().query));
  return true;
}
