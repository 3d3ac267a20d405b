import { propertiesOf, readStored, store } from "./webStorage";

// Unsaved input of forms. It survives a reload of its tab, which a new version asks for.

const TYPED = "typed";

const kept = () => propertiesOf(readStored(TYPED, "sessionStorage"));

/** The fields that were typed into a form. */
export const typedInto = (form: string): Readonly<Record<string, unknown>> => propertiesOf(kept()[form]);

/** Keeps the input of a form; undefined once it is saved or left. */
export function keepTyped(form: string, fields: Readonly<Record<string, unknown>> | undefined): void {
  store(TYPED, { ...kept(), [form]: fields }, "sessionStorage");
}

/** The forms into which something is typed. */
export const typedForms = (): string[] => Object.keys(kept());

/** Forgets it all: the next user is another one. */
export function forgetTyped(): void {
  store(TYPED, undefined, "sessionStorage");
}
