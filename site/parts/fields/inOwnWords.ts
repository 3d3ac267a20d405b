import "../../i18n/en/checks";
import type { TargetedEvent } from "preact";
import { t } from "../../i18n";

/** Attributes of a form that the browser checks: it says what is wrong with a field in the page's words, not in those of its own language. */
export const inOwnWords = {
  onInvalidCapture: ({ target }: Event) => {
    if (target instanceof HTMLInputElement) target.setCustomValidity(wordsFor(target));
  },
  // A field with words is invalid until they are taken back; the two of a choice have them both.
  onInput: ({ currentTarget }: TargetedEvent<HTMLFormElement>) => {
    for (const field of currentTarget.elements) {
      if (field instanceof HTMLInputElement) field.setCustomValidity("");
    }
  },
};

function wordsFor({ type, validity }: HTMLInputElement): string {
  if (validity.valueMissing) return t(type === "radio" ? "checks.unchosen" : "checks.missing");
  if (validity.typeMismatch) return t("checks.email");
  return validity.patternMismatch ? t("checks.code") : "";
}
