import type { Worker } from "node:worker_threads";
import { expect } from "chai";
import fc from "fast-check";
import { WorkerBudget, type WorkerOwner } from "../../../local/services/lambda/workerBudget";
import { type Fixture, startFixture } from "../fixture";

/** A function whose workers are objects, and whose events end when the test says so. */
class TestFunction implements WorkerOwner {
  busy: object[] = [];
  idle: object[] = [];
  waiting = 0;

  constructor(private readonly budget: WorkerBudget) {}

  get size(): number {
    return this.busy.length + this.idle.length;
  }

  event(): void {
    const worker = this.idle.pop();
    if (worker === undefined) {
      this.waiting += 1;
      this.startWaiting();
      return;
    }
    this.budget.used(worker);
    this.busy.push(worker);
  }

  endEvent(): void {
    const worker = this.busy.pop();
    if (worker === undefined) return;
    if (this.waiting > 0) {
      this.waiting -= 1;
      this.busy.push(worker);
      return;
    }
    this.idle.push(worker);
    this.budget.unused(worker, this);
  }

  crash(): void {
    if (this.busy.pop() === undefined) return;
    this.budget.free();
    this.startWaiting();
  }

  endIdle(worker: object): void {
    this.idle.splice(this.idle.indexOf(worker), 1);
    this.budget.used(worker);
    this.budget.free();
  }

  startWaiting(): void {
    while (this.waiting > 0 && this.budget.take(this, this.size === 0)) {
      this.waiting -= 1;
      this.busy.push({});
    }
  }
}

describe("the worker budget", () => {
  const LIMIT = 3;
  const functions = 4;
  const step = fc.tuple(
    fc.constantFrom("event", "endEvent", "crash"),
    fc.integer({ min: 0, max: functions - 1 }),
  );

  it("bounds the workers, lets no function go without one, and leaves no event waiting while there is room", () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const budget = new WorkerBudget(LIMIT);
        const all = Array.from({ length: functions }, () => new TestFunction(budget));
        for (const [action, index] of steps) {
          const one = all[index] as TestFunction;
          if (action === "event") one.event();
          else if (action === "crash") one.crash();
          else one.endEvent();
          const size = all.reduce((sum, { size }) => sum + size, 0);
          const idle = all.reduce((sum, one) => sum + one.idle.length, 0);
          expect(size > LIMIT ? idle : 0, "idle workers, above the limit").to.equal(0);
          const beyondFirst = all.reduce((sum, { size }) => sum + Math.max(0, size - 1), 0);
          expect(size > LIMIT ? beyondFirst : 0, "workers beyond the first, above the limit").to.be.at.most(
            LIMIT - 1,
          );
          for (const { waiting, size } of all) if (waiting > 0) expect(size).to.be.above(0);
          if (all.some(({ waiting }) => waiting > 0)) {
            expect(size).to.be.at.least(LIMIT);
            expect(idle).to.equal(0);
          }
        }
      }),
    ));

  it("ends the worker that is unused for longest", () => {
    const budget = new WorkerBudget(2);
    const [first, second, third] = [1, 2, 3].map(() => new TestFunction(budget));
    for (const one of [first, second]) {
      one?.event();
      one?.endEvent();
    }
    third?.event();
    expect([first?.size, second?.size, third?.size]).to.deep.equal([0, 1, 1]);
  });
});

describe("the worker threads of a cloud", () => {
  const LIMIT = 2;
  const functions = ["echo", "probe", "patient"];
  /** Threads that are there, and those of them that nobody has told to end. */
  const [running, meant] = [new Set<Worker>(), new Set<Worker>()];
  let cloud: Fixture;
  let most = 0;

  function count(worker: Worker): void {
    running.add(worker);
    worker.once("exit", () => running.delete(worker));
    meant.add(worker);
    most = Math.max(most, meant.size);
    const { terminate } = worker;
    worker.terminate = () => {
      meant.delete(worker);
      return terminate.call(worker);
    };
  }

  before(async () => {
    cloud = await startFixture({}, LIMIT);
    process.on("worker", count);
  });
  after(async () => {
    process.off("worker", count);
    await cloud.stop();
  });

  const invoke = async (name: string) => {
    const { functionError } = await cloud.lambda.invoke(name, { do: "sleep", ms: 50 });
    expect(functionError).to.equal(undefined);
  };

  it("are those of all functions together, and return to their number after a burst", async () => {
    for (const name of [...functions, ...functions]) await invoke(name);
    expect(most).to.equal(LIMIT);
    await ended(LIMIT);

    await Promise.all(functions.flatMap((name) => Array.from({ length: 5 }, () => invoke(name))));
    // A function that has none gets one at once.
    expect(most).to.be.within(functions.length, LIMIT + functions.length - 1);
    await ended(LIMIT);
  });

  async function ended(left: number): Promise<void> {
    while (running.size > left) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(running.size).to.equal(left);
  }
});
