import { useEffect, useRef } from "preact/hooks";

const listeners = new Set<() => void>();

/** Tells the parts of the page that show that the user came back to it, or the network did. */
export function attend(): void {
  for (const listener of listeners) listener();
}

/** Runs `look` whenever the user comes back to the page, while the component shows. */
export function useAttention(look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    const run = () => latest.current();
    listeners.add(run);
    return () => {
      listeners.delete(run);
    };
  }, []);
}
