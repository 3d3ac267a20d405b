import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * Problems of the fields of a form. Each time that there are some, the first field that has one gets the focus: on a small screen it
 * is far from the button that was pressed.
 * @param initial Those that the form appears with.
 * @returns them, and a function that replaces them.
 */
export function useProblems<Found extends object>(form: RefObject<HTMLFormElement | null>, initial: Found) {
  const [problems, setProblems] = useState(initial);
  useEffect(() => {
    if (Object.keys(problems).length === 0) return;
    const field = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    // In closed ones nothing takes the focus.
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
  }, [problems, form]);
  return [problems, setProblems] as const;
}
