import { expect } from "chai";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { ApiError } from "../../../domain/http/apiError";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { type DecisionStores, decide } from "../../../domain/recurring/decisions";
import type { Rule } from "../../../domain/recurring/model";
import { occurrenceIdOf } from "../../../domain/recurring/occurrenceIds";
import { authorOn, ruleOn } from "../../helpers/rules";

const DAY = "2026-11-20";
const PLACE = {
  ...authorOn("2026-11-10"),
  ledger: ledgerOf("home", { settings: {}, version: 1 }),
  timezone: "UTC",
  thresholds: {},
};

/** One rule and its expenses, in memory. `afterStoring` runs between an expense and the note of it in the rule. */
class Stores implements DecisionStores {
  rule: Rule = ruleOn({ every: 1, unit: "days", start: "2026-11-10" });
  readonly stored = new Map<string, ExpenseItem>();
  afterStoring: () => Promise<void> = async () => undefined;

  readonly rules: DecisionStores["rules"] = {
    require: async () => this.rule,
    change: async (_ledgerId, _id, _timezone, next) => {
      this.rule = next(this.rule);
      return this.rule;
    },
    changeDeleted: async (...all) => this.rules.change(...all),
    replace: async (next) => {
      const isNext = next.version === this.rule.version + 1;
      if (isNext) this.rule = next;
      return isNext;
    },
  };
  readonly expenses: DecisionStores["expenses"] = {
    get: async (_ledgerId, id = "") => this.stored.get(id),
    change: async (_ledgerId, id = "", next) => {
      const current = this.stored.get(id);
      const changed = current && (next(current, PLACE.now) ?? current);
      if (changed !== undefined) this.stored.set(id, changed);
      return changed;
    },
    createOnce: async (item) => {
      const known = this.stored.get(item.expenseId);
      if (known !== undefined) return { created: false, item: known };
      this.stored.set(item.expenseId, item);
      await this.afterStoring();
      return { created: true, item };
    },
  };

  decide(action: "post" | "skip" | "unskip" | "unpost", today = "2026-11-10") {
    return decide(this.rule.id, { day: DAY, action }, { ...PLACE, ...authorOn(today) }, this);
  }

  async refusal(action: "post" | "unpost", today?: string): Promise<string | undefined> {
    const refused: unknown = await this.decide(action, today).catch((error) => error);
    return refused instanceof ApiError ? refused.code : undefined;
  }

  /** Changes each expense. */
  touch(changes: Partial<ExpenseItem>) {
    for (const [id, item] of this.stored) this.stored.set(id, { ...item, version: 2, ...changes });
  }

  /** Expenses that are not in the trash. */
  days() {
    return [...this.stored.values()]
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map(({ date }) => date);
  }
}

describe("a decision about an occurrence", () => {
  it("to skip it holds while there is no expense", async () => {
    const stores = new Stores();
    expect((await stores.decide("skip")).rule.decided).to.deep.equal({ [DAY]: "skipped" });
  });

  it("to skip it is refused if its expense was stored by somebody who did not note that yet", async () => {
    const stores = new Stores();
    let refused: unknown;
    stores.afterStoring = async () => {
      refused = await stores.decide("skip").catch((error) => error);
    };
    await stores.decide("post");
    expect(refused).to.include({ status: 404, code: "occurrence.notFound" });
    expect(stores.rule.decided).to.deep.equal({ [DAY]: "posted" });
    expect([...stores.stored.values()].map(({ date }) => date)).to.deep.equal([DAY]);
  });

  it("to post it early is taken back with its expense, and it can come again", async () => {
    const stores = new Stores();
    await stores.decide("post");
    const { rule } = await stores.decide("unpost");
    expect([rule.decided, stores.days()]).to.deep.equal([undefined, []]);
    expect((await stores.decide("unpost")).rule).to.equal(rule);
    // Its neighbors keep the IDs under which somebody may have stored them.
    const former = ruleOn(stores.rule.schedule);
    for (const day of ["2026-11-19", "2026-11-21"]) {
      expect(occurrenceIdOf(rule, day)).to.equal(occurrenceIdOf(former, day));
    }
    await stores.decide("post");
    expect([stores.rule.decided, stores.days()]).to.deep.equal([{ [DAY]: "posted" }, [DAY]]);
    await stores.decide("unpost");
    await stores.decide("post");
    expect([stores.stored.size, stores.days()]).to.deep.equal([3, [DAY]]);
  });

  it("to post it is taken back also after its expense was deleted, or the request died in between", async () => {
    const stores = new Stores();
    await stores.decide("post");
    stores.touch({ deletedAt: "2026-11-11T00:00:00.000Z" });
    const { change } = stores.rules;
    stores.rules.change = async () => {
      throw new Error("Killed.");
    };
    expect(await stores.decide("unpost").catch(String)).to.equal("Error: Killed.");
    stores.rules.change = change;
    expect((await stores.decide("unpost")).rule.decided).to.equal(undefined);
    await stores.decide("post");
    expect(stores.days()).to.deep.equal([DAY]);
  });

  it("to post it is not taken back once its expense was changed, or on its day", async () => {
    const stores = new Stores();
    await stores.decide("post");
    expect(await stores.refusal("unpost", DAY)).to.equal("occurrence.notFound");
    stores.touch({});
    expect(await stores.refusal("unpost")).to.equal("occurrence.changed");
    expect([stores.rule.decided, stores.days()]).to.deep.equal([{ [DAY]: "posted" }, [DAY]]);
    stores.stored.clear();
    expect(await stores.refusal("unpost")).to.equal("occurrence.lost");
    stores.rule = { ...stores.rule, decided: { [DAY]: "skipped" } };
    expect(await stores.refusal("unpost")).to.equal("occurrence.notFound");
  });

  it("to post it says so if its expense was deleted", async () => {
    const stores = new Stores();
    await stores.decide("post");
    stores.touch({ deletedAt: "2026-11-11T00:00:00.000Z" });
    expect(await stores.refusal("post")).to.equal("occurrence.deleted");
    stores.rule = ruleOn(stores.rule.schedule);
    expect(await stores.refusal("post")).to.equal("occurrence.deleted");
    expect(stores.rule.decided).to.equal(undefined);
  });
});
