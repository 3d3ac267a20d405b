/** An input, a list to choose from or a text area. */
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isControl = (target: unknown): target is Control =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement;

const isBox = ({ type }: Control) => type === "checkbox" || type === "radio";

/** Returns true if keys with a character belong to where the focus is: it types there, or chooses from a list. */
export const takesText = (target: EventTarget | null) => isControl(target) && !isBox(target);

/** Returns true if a dialog is open: keys are for it alone. */
export const isInDialog = () => document.querySelector("dialog[open]") !== null;

/**
 * Returns true if arrows have work to do where the focus is: they move a caret or choose, and a form would be gone with its month. The
 * form for a new expense has the focus by itself, and must not hold the keys up while it is empty.
 */
export function takesArrows(target: EventTarget | null): boolean {
  const form = target instanceof Element && target.closest("form");
  if (!form) return takesText(target);
  if (!form.matches(".quick-add") || (isControl(target) && target.value !== "")) return true;
  return [...form.elements].some(
    (field) => field instanceof HTMLInputElement && field.value !== field.defaultValue,
  );
}

/** The lines of the list that are drawn, in their order. */
const lines = () => [...document.querySelectorAll<HTMLElement>(".row-open:not(:disabled)")];

/** The line that has the focus, or a control of which has. */
function currentLine(): HTMLElement | undefined {
  const line = document.activeElement?.closest(".row")?.querySelector(".row-open");
  return line instanceof HTMLElement ? line : undefined;
}

/** Moves the focus to the line so many below, or above; to the first that is in view if no line has it. */
export function moveLine(step: number): void {
  const all = lines();
  const current = currentLine();
  const next = current
    ? all[all.indexOf(current) + step]
    : all.find((line) => line.getBoundingClientRect().top > 0);
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

/** Presses a control of the line that has the focus. */
export function pressInLine(selector: string): void {
  const control = currentLine()?.closest(".row")?.querySelector(selector);
  if (control instanceof HTMLElement) control.click();
}

/** Moves the focus to what a selector finds first. */
export function focusOn(selector: string): void {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) return;
  found.focus();
  found.scrollIntoView({ block: "nearest" });
}
