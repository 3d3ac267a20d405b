import { expect } from "chai";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { type DecisionStores, decide } from "../../../domain/recurring/decisions";
import type { Rule } from "../../../domain/recurring/model";
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
  };
  readonly expenses: DecisionStores["expenses"] = {
    get: async (_ledgerId, id = "") => this.stored.get(id),
    createOnce: async (item) => {
      this.stored.set(item.expenseId, item);
      await this.afterStoring();
      return { created: true, item };
    },
  };

  decide(action: "post" | "skip") {
    return decide(this.rule.id, { day: DAY, action }, PLACE, this);
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
});
