const FIRST_PAUSE_MS = 2_000;
const LAST_PAUSE_MS = 60_000;

/** Work that is tried again later, after longer and longer pauses, as long as it asks for it. */
export function retrying<T>(work: () => T) {
  let pause = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    /** Tries again after a pause. */
    later(): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        pause = Math.min(pause * 2, LAST_PAUSE_MS);
        void work();
      }, pause);
    },
    /** Tries now: there is reason to hope. */
    now(): T {
      pause = FIRST_PAUSE_MS;
      clearTimeout(timer);
      return work();
    },
  };
}

/** Work that runs once at a time: concurrent callers wait for the same run. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    // Deferred to a later turn: the work may change what asks for it.
    running ??= Promise.resolve()
      .then(work)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
