import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { keepTyped, typedInto } from "../../lib/storage/typedForms";

/** Keeps the input of a form until it is saved or left, and restores it when the form appears again. */
export function useTyped(name: string): { form: RefObject<HTMLFormElement | null>; keep: () => void } {
  const form = useRef<HTMLFormElement>(null);
  // Before it is painted: nobody has typed into it by then.
  useLayoutEffect(() => putBack(form.current, name), [name, form]);
  const keep = () => {
    // The further fields may not be loaded yet: their input stays.
    const others = Object.entries(typedInto(name)).filter(
      ([field]) => !form.current?.elements.namedItem(field),
    );
    keepTyped(name, { ...Object.fromEntries(others), ...changedIn(form.current) });
  };
  return { form, keep };
}

/** Restores the input of the fields that a form has. */
export function putBack(form: HTMLFormElement | null | undefined, name: string): void {
  for (const [field, value] of Object.entries(typedInto(name))) setValue(form, field, String(value));
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isControl = (element: unknown): element is Control =>
  element instanceof Element && element.matches("input, select, textarea");

/** Sets a field of a form. */
export function setValue(form: HTMLFormElement | null | undefined, name: string, value: string): void {
  const field = form?.elements.namedItem(name);
  if (isControl(field)) field.value = value;
}

/**
 * The fields that differ from the form's initial values: the others keep following theirs, as the day follows the
 * clock.
 */
function changedIn(form: HTMLFormElement | null): Record<string, string> {
  const controls = [...(form?.elements ?? [])].filter(isControl);
  const changed = controls.filter((control) => control.name !== "" && control.value !== initialOf(control));
  return Object.fromEntries(changed.map(({ name, value }) => [name, value]));
}

function initialOf(control: Control): string | undefined {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
  const options = [...control.options];
  return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value;
}
