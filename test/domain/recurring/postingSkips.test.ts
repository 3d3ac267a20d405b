import { expect } from "chai";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { decide } from "../../../domain/recurring/decisions";
import type { Rule } from "../../../domain/recurring/model";
import { type PostingOptions, postDue } from "../../../domain/recurring/posting";
import { dueAtOf } from "../../../domain/recurring/rules";
import { authorOn, ruleOn } from "../../helpers/rules";

const DAY = "2026-11-20";
const PLACE = {
  ...authorOn(DAY),
  ledger: ledgerOf("home", { settings: {}, version: 1 }),
  timezone: "UTC",
  thresholds: {},
};

/** One rule and its expenses, in memory. `afterReading` runs between what the job reads of the rule and its first expense. */
class World implements PostingOptions {
  rule: Rule = ruleOn({ every: 1, unit: "weeks", start: DAY });
  readonly stored = new Map<string, ExpenseItem>();
  afterReading = async (): Promise<void> => undefined;
  readonly timezone = "UTC";
  readonly thresholds = {};
  readonly now = () => PLACE.now;
  readonly hasTime = () => true;

  readonly due: PostingOptions["due"] = {
    due: async function* (this: World) {
      if (this.isDue()) yield [{ ledgerId: "home", sk: `rule#${this.rule.id}` }];
    }.bind(this) as PostingOptions["due"]["due"],
  };
  readonly access: PostingOptions["access"] = {
    read: async () => ({ record: {}, ledger: PLACE.ledger }) as never,
  };
  readonly rules: PostingOptions["rules"] & Parameters<typeof decide>[3]["rules"] = {
    require: async () => this.rule,
    change: async (_ledgerId, _id, _timezone, next) => {
      this.rule = next(this.rule);
      return this.rule;
    },
    changeDeleted: async (...args) => this.rules.change(...args),
    due: async () => (this.isDue() ? this.rule : undefined),
    replace: async (next) => {
      if (this.rule.version !== next.version - 1) return false;
      this.rule = next;
      return true;
    },
    store: async (_before, next) => next,
    postpone: async () => true,
    settle: async (rule) => {
      await this.afterReading();
      return rule;
    },
  };
  readonly expenses: PostingOptions["expenses"] & Parameters<typeof decide>[3]["expenses"] = {
    get: async (_ledgerId, id = "") => this.stored.get(id),
    createOnce: async (item) => {
      const stored = this.stored.get(item.expenseId);
      if (stored !== undefined) return { created: false, item: stored };
      this.stored.set(item.expenseId, item);
      return { created: true, item };
    },
    change: async (_ledgerId, id = "", next) => {
      const current = this.stored.get(id);
      const changed = current && (next(current, PLACE.now) ?? current);
      if (changed !== undefined) this.stored.set(id, changed);
      return changed;
    },
  };

  private isDue() {
    return dueAtOf(this.rule, "UTC") <= PLACE.now.toISOString();
  }

  /** Expenses that are not in the trash. */
  left() {
    return [...this.stored.values()].filter(({ deletedAt }) => deletedAt === undefined);
  }

  /** Skips the day while the job has read the rule, and not stored the expense yet. */
  skipInBetween() {
    this.afterReading = async () => {
      this.afterReading = async () => undefined;
      await decide(this.rule.id, { day: DAY, action: "skip" }, PLACE, this);
    };
  }
}

/** Posts the day early by a request that dies once it is stored. The day is skipped just before, and that is confirmed. */
async function dieAfterSkip(world: World): Promise<void> {
  const early = { ...PLACE, ...authorOn("2026-11-15") };
  const createOnce: World["expenses"]["createOnce"] = async (item) => {
    await decide(world.rule.id, { day: DAY, action: "skip" }, early, world);
    await world.expenses.createOnce(item);
    throw new Error("Killed.");
  };
  const dying = { rules: world.rules, expenses: { ...world.expenses, createOnce } };
  const posted = decide(world.rule.id, { day: DAY, action: "post" }, early, dying);
  expect(await posted.catch(String)).to.equal("Error: Killed.");
  expect([world.rule.decided, world.left().length]).to.deep.equal([{ [DAY]: "skipped" }, 1]);
}

describe("the job, when somebody skips an occurrence that it is about to post", () => {
  it("does not store its expense, since the skip was confirmed", async () => {
    const world = new World();
    world.skipInBetween();
    expect(await postDue(world)).to.deep.include({ rules: 1, failed: 0 });
    expect(world.rule.nextOn).to.equal("2026-11-27");
    expect(world.stored.size).to.equal(0);
  });

  it("takes its expense back if a request that posted it early died before it could know", async () => {
    const world = new World();
    await dieAfterSkip(world);
    await postDue(world);
    expect(world.rule.nextOn).to.equal("2026-11-27");
    expect(world.left()).to.deep.equal([]);
  });

  it("leaves that expense if somebody has changed it since", async () => {
    const world = new World();
    await dieAfterSkip(world);
    for (const [id, item] of world.stored) world.stored.set(id, { ...item, version: 2 });
    await postDue(world);
    expect(world.left().map(({ version }) => version)).to.deep.equal([2]);
  });

  it("stores and removes nothing if it was skipped before", async () => {
    const world = new World();
    await decide(world.rule.id, { day: DAY, action: "skip" }, PLACE, world);
    expect(await postDue(world)).to.deep.include({ posted: 0, failed: 0 });
    expect(world.rule.nextOn).to.equal("2026-11-27");
    expect(world.stored.size).to.equal(0);
  });
});
