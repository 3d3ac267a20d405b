import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { today } from "../lib/clock";
import { type Problem, problemOf } from "../lib/requestError";
import { Failure } from "./failure";
import { useAttention } from "./useAttention";

/** Something that is read when a part of the page appears. */
export interface Loading<Value> {
  /** Undefined until it is here. */
  value: Value | undefined;
  problem: Problem | undefined;
  /** Reads again. The present value stays until then. */
  reload: () => Promise<void>;
  /** Replaces the value by the response of a write. */
  set: (value: Value) => void;
}

/** Reads a resource, again whenever `key` changes. What is shown is also of today: it is looked at again when the day changes. */
export function useLoad<Value>(load: () => Promise<Value>, key = ""): Loading<Value> {
  const [state, setState] = useState<{ key: string; value?: Value; problem?: Problem }>({ key });
  const latest = useRef(key);
  latest.current = key;
  const reload = async () => {
    const { value, problem } = await load().then(
      (found) => ({ value: found, problem: undefined }),
      (error: unknown) => ({ value: undefined, problem: problemOf(error) }),
    );
    if (latest.current === key) setState(problem ? { key, problem } : { key, ...(value && { value }) });
  };
  const { value, problem } = state.key === key ? state : {};
  // The present content stays if it cannot be read now.
  const look = () =>
    load().then(
      (found) => latest.current === key && setState({ key, value: found }),
      () => undefined,
    );
  useAttention(() => void (value !== undefined && look()));
  useEffect(() => void (value === undefined ? reload() : look()), [key, today.value]);
  return { value, problem, reload, set: (next) => setState({ key, value: next }) };
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
  if (problem) return <Failure problem={problem} onRetry={() => void reload()} />;
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
