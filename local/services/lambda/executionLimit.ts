/**
 * The executions that all functions of an account have at the same time. On AWS they are limited, to ten in a new account; here only
 * where a test sets a limit.
 */
export class ExecutionLimit {
  limit = Number.POSITIVE_INFINITY;
  #count = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * Runs `work` if there is capacity for it.
   * @returns undefined if there is none.
   */
  async ifFree<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.#count < this.limit ? this.#run(work) : undefined;
  }

  /** Runs `work` as soon as there is a place for it. */
  async whenFree<T>(work: () => Promise<T>): Promise<T> {
    while (this.#count >= this.limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#run(work);
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      this.#waiting.shift()?.();
    }
  }
}
