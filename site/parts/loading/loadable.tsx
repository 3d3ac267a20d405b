import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { today } from "../../lib/formatting/clock";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";
import { Failure } from "../basics/failure";
import { useAttention } from "./useAttention";

/** Something that is read when a part of the page appears. */
interface Loading<Value> {
  /** Undefined until it is here. */
  value: Value | undefined;
  problem: ShownProblem | undefined;
  /** Reads again. The present value stays until then. */
  reload: () => Promise<void>;
  /** Replaces the value by the response of a write. */
  set: (value: Value) => void;
}

/** Reads a resource, again whenever `key` changes. What is shown is also of today: it is looked at again when the day changes. */
export function useLoad<Value>(load: () => Promise<Value>, key = ""): Loading<Value> {
  const [state, setState] = useState<{ key: string; value?: Value; problem?: ShownProblem }>({ key });
  const latest = useRef({ key, begun: 0, shown: 0 });
  latest.current.key = key;
  // Drops an answer that is older than what shows: a later request was answered first.
  const show = (next: typeof state, turn = ++latest.current.begun) => {
    if (latest.current.key !== key || turn <= latest.current.shown) return;
    latest.current.shown = turn;
    setState(next);
  };
  /** @param isLook The present content stays if it cannot be read now. */
  const read = async (isLook?: boolean) => {
    const turn = ++latest.current.begun;
    await load().then(
      (found) => show({ key, value: found }, turn),
      (error: unknown) => isLook || show({ key, problem: problemOf(error) }, turn),
    );
  };
  const { value, problem } = state.key === key ? state : {};
  const look = () => void read(value !== undefined);
  useAttention(look);
  useEffect(look, [key, today.value]);
  return { value, problem, reload: () => read(), set: (next) => show({ key, value: next }) };
}

/** Shows the value, a placeholder while it loads, or the problem with a way to retry. */
export function Loaded<Value>({
  from: { value, problem, reload },
  rows = 3,
  children,
}: {
  from: Pick<Loading<Value>, "value" | "problem" | "reload">;
  /** Expected number of rows. */
  rows?: number;
  children: (value: Value) => ComponentChildren;
}) {
  if (problem) return <Failure problem={problem} onRetry={reload} />;
  if (value === undefined) {
    return (
      <div class="skeleton" aria-busy="true">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} />
        ))}
      </div>
    );
  }
  return <>{children(value)}</>;
}
