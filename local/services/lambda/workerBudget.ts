/** The workers of one function, as the budget sees them. */
export interface WorkerOwner {
  /** Ends a worker without work. */
  endIdle(worker: object): void;
  /** Starts a worker for an event that waits. */
  startWaiting(): void;
}

/**
 * The total number of workers of all functions. It bounds the memory of the process, which nothing else does: the memory of a
 * function limits the heap of each of its workers, and the budget is one for all functions.
 *
 * If all places are in use, a function takes that of an idle worker; if there is none, its event waits. A function without any
 * worker does not wait, because those at work may be waiting for it: its worker is one too many until any worker is idle.
 */
export class WorkerBudget {
  #count = 0;
  /** Workers without work, the one unused for longest first. */
  readonly #idle = new Map<object, WorkerOwner>();
  /** Functions whose events wait for a place, in order. */
  readonly #waiting = new Set<WorkerOwner>();

  constructor(private readonly limit: number) {}

  /** Takes a place for a worker. Returns false, and records that the owner waits, if there is none. */
  take(owner: WorkerOwner, isFirst: boolean): boolean {
    const isFull = this.#count >= this.limit;
    const [unused] = isFull ? this.#idle : [];
    if (isFull && !unused && !isFirst) {
      this.#waiting.add(owner);
      return false;
    }
    this.#count += 1;
    if (unused) {
      const [worker, holder] = unused;
      holder.endIdle(worker);
    }
    return true;
  }

  /** Gives back the place of a worker that has ended. */
  free(): void {
    this.#count -= 1;
    this.#startWaiting();
  }

  /** Records that a worker is idle and can make room for others; ends it if there is one too many. */
  unused(worker: object, owner: WorkerOwner): void {
    if (this.#count > this.limit) {
      owner.endIdle(worker);
      return;
    }
    this.#idle.set(worker, owner);
    this.#startWaiting();
  }

  /** Notes that a worker has work again, or has ended. */
  used(worker: object): void {
    this.#idle.delete(worker);
  }

  #startWaiting(): void {
    for (const owner of this.#waiting) {
      if (this.#count >= this.limit && this.#idle.size === 0) return;
      this.#waiting.delete(owner);
      owner.startWaiting();
    }
  }
}
