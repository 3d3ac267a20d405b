const RealDate = Date;

/** A clock that stands still for everything in this process until it is moved. */
export class TestClock {
  constructor(public now: number) {}

  start(): void {
    const time = () => this.now;
    globalThis.Date = class extends RealDate {
      constructor(...args: [] | [number | string | Date]) {
        super(args.length === 0 ? time() : args[0]);
      }
      static override now(): number {
        return time();
      }
    } as DateConstructor;
  }

  stop(): void {
    globalThis.Date = RealDate;
  }

  /** Runs work by a clock that differs. */
  async differing<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
    this.now += milliseconds;
    try {
      return await work();
    } finally {
      this.now -= milliseconds;
    }
  }
}
