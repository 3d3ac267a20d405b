import { useState } from "preact/hooks";
import { keptChoices } from "../../data/forms/keptChoices";
import { keepTyped, typedInto } from "../../lib/storage/typedForms";

/** The name of the choices among the fields of a form; no control has it, so that `useTyped` leaves them alone. */
export const CHOICES = "choices";

/**
 * The choices that are made in a form by controls without names. They are kept with the input of its fields.
 * @param form The name under which the input is kept.
 * @param sample A value for each choice: what is kept of another type is left out.
 */
export function useChoices<Choices extends object>(
  form: string,
  sample: Required<Choices>,
): [Partial<Choices>, (chosen: Partial<Choices>) => void] {
  const [chosen, setChosen] = useState(() => keptChoices<Choices>(typedInto(form)[CHOICES], sample));
  const choose = (next: Partial<Choices>) => {
    setChosen(next);
    keepTyped(form, { ...typedInto(form), [CHOICES]: next });
  };
  return [chosen, choose];
}
