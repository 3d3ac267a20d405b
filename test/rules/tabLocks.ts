type Work = (lock: object | null) => unknown;

interface Waiting {
  owner: object;
  grant: () => void;
}

/**
 * The locks that tabs of a browser share. Those of Node.js take a moment that depends on the machine; with these, the same steps end
 * the same way.
 */
export class TabLocks {
  private readonly holders = new Map<string, object>();
  private readonly queues = new Map<string, Waiting[]>();

  /** Locks for a tab, which are its own until its work is done, or {@link release}. */
  of(owner: object) {
    return {
      request: (name: string, ...args: [Work] | [LockOptions, Work]): Promise<unknown> => {
        const [options, work] = args.length === 1 ? [{}, args[0]] : args;
        if (options.ifAvailable && this.holders.has(name)) return Promise.resolve(work(null));
        return this.granted(name, owner, work);
      },
    };
  }

  /** A tab ends, and gives away what it holds and waits for. */
  release(owner: object): void {
    for (const [name, queue] of this.queues)
      this.queues.set(
        name,
        queue.filter((one) => one.owner !== owner),
      );
    for (const [name, holder] of [...this.holders]) if (holder === owner) this.pass(name, owner);
  }

  private async granted(name: string, owner: object, work: Work): Promise<unknown> {
    if (this.holders.has(name))
      await new Promise<void>((grant) =>
        this.queues.set(name, [...(this.queues.get(name) ?? []), { owner, grant }]),
      );
    else this.holders.set(name, owner);
    try {
      return await work({ name });
    } finally {
      this.pass(name, owner);
    }
  }

  /** Gives a lock to the next who waits for it, unless it was given away before. */
  private pass(name: string, owner: object): void {
    if (this.holders.get(name) !== owner) return;
    const next = this.queues.get(name)?.shift();
    if (!next) this.holders.delete(name);
    else {
      this.holders.set(name, next.owner);
      next.grant();
    }
  }
}
