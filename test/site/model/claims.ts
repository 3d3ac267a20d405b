type PageIndex = 0 | 1;

/**
 * Expenses that somebody has to leave alone, so that the model knows how a change ends that waits: who changes an expense
 * beside it is asked later which value to keep.
 */
export class Claims {
  /** By page: what it changed while it may not have got through. */
  readonly #waiting = [new Set<string>(), new Set<string>()] as const;
  /** By page: what others changed since it was certainly up to date. */
  readonly #stale = [new Set<string>(), new Set<string>()] as const;

  /** Notes a change by a page, or by nobody that has a page. */
  changed(name: string, by?: PageIndex): void {
    for (const page of [0, 1] as const) if (page !== by) this.#stale[page].add(name);
  }

  /** Notes that a page's change may wait. */
  waits(name: string, page: PageIndex): void {
    this.#waiting[page].add(name);
  }

  /** Returns true if a change of the expense by this page may wait; of any expense if none is given. */
  mayWait(page: PageIndex, name?: string): boolean {
    return name === undefined ? this.#waiting[page].size > 0 : this.#waiting[page].has(name);
  }

  /** Returns true if no change by others waits. `page` is absent for the script. */
  isFree(name: string, page?: PageIndex): boolean {
    return ([0, 1] as const).every((other) => other === page || !this.#waiting[other].has(name));
  }

  /** Returns true if a page has the expense as it is. */
  isCurrent(name: string, page: PageIndex): boolean {
    return !this.#stale[page].has(name);
  }

  /** Notes that a page has sent everything. */
  sent(page: PageIndex): void {
    this.#waiting[page].clear();
  }

  /** Notes that a page is up to date. */
  upToDate(page: PageIndex): void {
    this.#stale[page].clear();
  }
}
