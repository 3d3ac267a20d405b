import { expect } from "chai";
import { erasedFromTrash } from "../../domain/expenses/erasedExpense";
import { nextVersion, restoration } from "../../domain/expenses/expenseVersions";
import type { ReceiptPlace } from "../../domain/receipts/receiptKeys";
import { DAY_MS, HOUR_MS } from "../../domain/values/duration";
import { Life } from "../helpers/life";
import { announced, PHOTO, PLACE, refusal, useReceiptWorld } from "../helpers/receiptOnItsWay";
import { TestClock } from "../helpers/testClock";

const START = Date.parse("2026-11-27T10:00:00.000Z");
const FIRST = PLACE;
const SECOND = { ...PLACE, receiptId: PLACE.receiptId.replace(/1$/, "2") };

describe("two requests for the same receipts at once", () => {
  const world = useReceiptWorld();
  const clock = new TestClock(START);
  before(() => clock.start());
  after(() => clock.stop());

  /** The expense that has the first receipt, and another one. */
  let [expense, other] = ["", ""];

  const pass = async (ms: number) => {
    clock.now += ms;
    await world().pass(ms);
  };

  interface Step {
    run(life: Life): Promise<unknown>;
    /** The receipts that may be gone in the end because of it. */
    gone?: ReceiptPlace[];
  }

  const STARTS = {
    attached: { run: async () => undefined },
    replaced: { run: () => world().attach(SECOND, expense), gone: [FIRST] },
    "replaced, and due": {
      async run() {
        await world().attach(SECOND, expense);
        await pass(30 * DAY_MS);
      },
      gone: [FIRST],
    },
    "in the trash, and due in a moment": {
      async run() {
        await world().trash(expense);
        await world().sweep();
        await pass(30 * DAY_MS - 1000);
      },
      gone: [FIRST],
    },
  } satisfies Record<string, Step>;

  const STEPS = {
    attachFirst: { run: (life) => world().attach(FIRST, expense, life), gone: [SECOND] },
    attachSecond: { run: (life) => world().attach(SECOND, expense, life), gone: [FIRST] },
    attachSecondElsewhere: { run: (life) => world().attach(SECOND, other, life) },
    confirmSecond: { run: (life) => world().confirm(SECOND, "1", life) },
    detachFirst: { run: (life) => world().detach(FIRST, life) },
    removeFirst: { run: (life) => world().remove(FIRST, life), gone: [FIRST] },
    removeSecond: { run: (life) => world().remove(SECOND, life), gone: [SECOND] },
    trash: { run: (life) => world().trash(expense, life), gone: [FIRST, SECOND] },
    restore: {
      run: (life) => world().changeExpense(expense, life, (item, at) => nextVersion(item, restoration, at)),
    },
    erase: {
      run: (life) =>
        world().changeExpense(expense, life, (item, at) =>
          item.deletedAt ? erasedFromTrash(item, at) : item,
        ),
      gone: [FIRST, SECOND],
    },
    sweep: { run: (life) => world().sweep(life) },
    sweepLater: {
      async run(life) {
        clock.now += 2000;
        world().now = new Date(clock.now);
        await world().sweep(life);
      },
    },
  } satisfies Record<string, Step>;

  type Start = keyof typeof STARTS;
  type Name = keyof typeof STEPS;
  /** A step, and one that is done whole while that waits. */
  type Pair = readonly [Name, Name];

  /** Pairs that once lost or left something, or would without one of the marks: each mark has one. */
  const PAIRS: Record<Start, Pair[]> = {
    attached: [
      ["attachSecond", "sweep"],
      ["attachFirst", "detachFirst"],
      ["removeSecond", "attachSecond"],
    ],
    replaced: [["attachFirst", "attachSecond"]],
    "replaced, and due": [
      ["attachFirst", "sweep"],
      ["removeFirst", "attachFirst"],
      ["sweep", "detachFirst"],
    ],
    "in the trash, and due in a moment": [["restore", "sweepLater"]],
  };

  const arrive = async (place: ReceiptPlace) => {
    await world().announce({ ...announced(PHOTO), receiptId: place.receiptId });
    world().upload(place, PHOTO);
    await world().handleAll();
  };

  async function begin(start: Start) {
    clock.now = START;
    await world().clear();
    await world().sweep();
    expense = (await world().addExpense()).expenseId;
    other = (await world().addExpense()).expenseId;
    await arrive(FIRST);
    await world().attach(FIRST, expense);
    await arrive(SECOND);
    await pass(1000);
    await STARTS[start].run();
  }

  /** Runs the job for as long as anything is due. */
  async function sweepAll() {
    for (const ms of [61_000, HOUR_MS, HOUR_MS, 28 * DAY_MS, 3 * DAY_MS, 31 * DAY_MS]) {
      await pass(ms);
      expect(await world().sweep()).to.include({ failed: 0 });
    }
  }

  /** Every receipt that is there has its file, and the expense that it belongs to; no expense shows another one. */
  async function check(gone: readonly ReceiptPlace[]) {
    for (const place of [FIRST, SECOND]) {
      const receipt = await world().receipt(place);
      const { state, expenseId, removedAt } = receipt ?? {};
      if (receipt === undefined) expect(gone, "may be gone").to.include(place);
      const holders = (await world().expensesOf(place)).map((one) => one.expenseId);
      const files = world().contents(place).length;
      expect({ holders, files, removedAt }).to.deep.equal({
        holders: state === "confirmed" ? [expenseId] : [],
        files: receipt ? 1 : 0,
        removedAt: undefined,
      });
    }
  }

  /** Stops a step at its nth call until the other one is done. @returns false if it has no such call. */
  async function race(start: Start, [name, otherName]: Pair, at: number): Promise<boolean> {
    const [step, interruption]: Step[] = [STEPS[name], STEPS[otherName]];
    await begin(start);
    const outcomes: (string | undefined)[] = [];
    const pause = async (call: number) => {
      if (call === at) outcomes.push(await refusal(Promise.resolve(interruption?.run(new Life()))));
    };
    outcomes.push(await refusal(Promise.resolve(step?.run(new Life(undefined, pause)))));
    if (outcomes.length === 1) return false;
    for (const one of outcomes) expect(one ?? "none.yet").to.match(/^\w+\.\w+$/);
    const names = [otherName, name];
    const isFreed = names.some((one, index) => one === "detachFirst" && outcomes[index] === undefined);
    const isKept = isFreed && !names.some((one) => /remove|trash|erase/.test(one));
    const gone = ([STARTS[start], step, interruption] as Step[]).flatMap((one) => one.gone ?? []);
    await sweepAll();
    await check(isKept ? gone.filter((one) => one !== FIRST) : gone);
    return true;
  }

  const names = Object.keys(STEPS) as Name[];
  const all = names.flatMap((one) => names.map((another): Pair => [one, another]));
  for (const start of Object.keys(STARTS) as Start[]) {
    for (const pair of process.env.FULL ? all : PAIRS[start]) {
      it(`lose and leave nothing: ${pair[0]} and ${pair[1]} of one that is ${start}`, async function () {
        this.timeout(120_000);
        for (let at = 1; ; at += 1) {
          const hasCall = await race(start, pair, at).catch((error) => {
            throw new Error(`At call ${at}: ${error.message}`, { cause: error });
          });
          if (!hasCall) break;
        }
      });
    }
  }
});
