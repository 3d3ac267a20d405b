import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";

/** A form's handler, whether it is at work, and what went wrong the last time. */
export interface Submission {
  onSubmit: (event: TargetedSubmitEvent<HTMLFormElement>) => void;
  busy: boolean;
  problem: ShownProblem | undefined;
}

/** Runs `action` with the form's values. While it runs, a second click does nothing; the input is kept. */
export function useSubmit(action: (values: (name: string) => string) => Promise<void>): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ShownProblem>();
  const run = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    setBusy(true);
    setProblem(undefined);
    try {
      await action((name) => String(data.get(name) ?? ""));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    problem,
    onSubmit: (event) => {
      event.preventDefault();
      if (!busy) void run(event.currentTarget);
    },
  };
}
