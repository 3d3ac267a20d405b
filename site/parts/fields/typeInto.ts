import { setValue } from "./useTyped";

/** Sets a field of a form as if it were typed or chosen: an amount is calculated, and the input is kept. */
export function typeInto(form: HTMLFormElement | null, name: string, value: string): void {
  setValue(form, name, value);
  const control = form?.elements.namedItem(name);
  const type = control instanceof HTMLSelectElement ? "change" : "input";
  if (control instanceof HTMLElement) control.dispatchEvent(new Event(type, { bubbles: true }));
}
