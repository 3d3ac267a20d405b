import { expect } from "chai";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { decide } from "../../../domain/recurring/decisions";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { type PostingOptions, postDue } from "../../../domain/recurring/posting";
import { RecurringExpenses } from "../../../domain/recurring/recurringExpenses";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { deletedRule } from "../../../domain/recurring/rules";
import { startExpensesTable } from "../../helpers/expensesTable";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { useQuietLog } from "../../helpers/quietLog";
import { authorOn, placeOn, ruleOn, UNLIMITED } from "../../helpers/rules";

const FIRST: Recurrence = { every: 1, unit: "months", start: "2026-12-01", day: 1 };
const FIFTEENTH = { schedule: { ...FIRST, day: 15 } };

describe("a rule that moves to another day of the month", () => {
  let ledgers: LocalTable;
  let expenses: LocalTable;
  let rules: RuleRepository;
  let stored: ExpenseRepository;
  useQuietLog();
  beforeEach(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    rules = new RuleRepository(ledgers.db, "Ledgers");
    stored = new ExpenseRepository(expenses.db, "Expenses");
    await rules.create(ruleOn(FIRST, { id: "RENT" }), "UTC");
  });
  afterEach(async () => {
    await Promise.all([ledgers?.close(), expenses?.close()]);
  });

  const stores = () => ({ expenses: stored, quotas: UNLIMITED });
  /** The store of rules, of which a request reads and replaces one. */
  const repository = () => ({ require: rules.require.bind(rules), replace: rules.replace.bind(rules) });
  const rent = () => rules.requireStored("home", "RENT", "UTC");
  /** The request that moves it; from an occurrence on, if one is given. */
  async function move(today: string, from?: string): Promise<Rule> {
    const changes = { ...FIFTEENTH, ...(from !== undefined && { from }) };
    const recurring = new RecurringExpenses(ledgers.db, "Ledgers");
    const { version } = await rent();
    return recurring.change("RENT", changes, version, placeOn(today), stores());
  }
  /** The job in the morning of a day. `act` runs once, before or after its first expense is stored. */
  function jobOn(day: string, when?: "before" | "after", act?: () => Promise<unknown>): PostingOptions {
    let isFirst = true;
    const once = async (moment: string) => {
      if (moment !== when || !isFirst) return;
      isFirst = false;
      await act?.();
    };
    const createOnce: ExpenseRepository["createOnce"] = async (item) => {
      await once("before");
      const result = await stored.createOnce(item);
      await once("after");
      return result;
    };
    return {
      ...postingOn(day, ledgers, expenses),
      expenses: { change: stored.change.bind(stored), get: stored.get.bind(stored), createOnce },
    };
  }
  const dates = async () => (await itemsIn(expenses, "Expenses")).map(({ date }) => date).sort();
  const die = async () => {
    throw new Error("Killed.");
  };

  for (const from of [undefined, "2026-12-01"]) {
    const how = from === undefined ? "whole" : "from its due day on";
    it(`is due once in its month, ${how}, though the job stored its expense a moment ago`, async () => {
      await postDue(jobOn("2026-12-01", "after", () => move("2026-12-01", from)));
      await postDue(jobOn("2026-12-31"));
      expect(await dates()).to.deep.equal(["2026-12-01"]);
      await postDue(jobOn("2027-01-20"));
      expect(await dates()).to.deep.equal(["2026-12-01", "2027-01-15"]);
    });

    it(`is so, ${how}, if the job died then`, async () => {
      expect(await postDue(jobOn("2026-12-01", "after", die))).to.deep.include({ failed: 1 });
      await move("2026-12-01", from);
      await postDue(jobOn("2027-01-20"));
      expect(await dates()).to.deep.equal(["2026-12-01", "2027-01-15"]);
    });

    it(`is so, ${how}, if the job was about to store it`, async () => {
      await postDue(jobOn("2026-12-01", "before", () => move("2026-12-01", from)));
      await postDue(jobOn("2027-01-20"));
      expect(await dates()).to.deep.equal(["2026-12-01", "2027-01-15"]);
    });
  }

  it("is so in each month that the job stored and did not note, whichever of them", async () => {
    await rules.change("home", "RENT", "UTC", (one) => deletedRule(one, authorOn("2026-12-01")));
    await rules.create(ruleOn({ ...FIRST, start: "2026-09-01" }, { id: "LATE" }, "2026-12-01"), "UTC");
    let count = 0;
    const options = jobOn("2026-12-01");
    const { createOnce } = options.expenses;
    options.expenses.createOnce = async (item) => {
      count += 1;
      if (item.date === "2026-10-01") return die() as never;
      return createOnce(item);
    };
    await postDue(options);
    expect(count).to.equal(4);
    const { version } = await rules.requireStored("home", "LATE", "UTC");
    const recurring = new RecurringExpenses(ledgers.db, "Ledgers");
    const schedule = { ...FIFTEENTH.schedule, start: "2026-09-01" };
    // The run cannot store any more by now.
    const place = { ...placeOn("2026-12-01"), now: new Date("2026-12-01T09:00:00.000Z") };
    await recurring.change("LATE", { schedule }, version, place, stores());
    await postDue(jobOn("2026-12-31"));
    expect(await dates()).to.deep.equal(["2026-09-01", "2026-10-15", "2026-11-01", "2026-12-01"]);
  });

  for (const [what, from] of [
    ["whole", undefined],
    ["from that month on", "2027-01-01"],
  ] as const) {
    it(`is due once, ${what}, in a month that was posted early by a request that died`, async () => {
      await postDue(jobOn("2026-12-01"));
      const dying = {
        rules: { ...repository(), change: die, changeDeleted: die },
        expenses: stored,
      };
      const posted = decide("RENT", { day: "2027-01-01", action: "post" }, placeOn("2026-12-10"), dying);
      expect(await posted.catch(({ message }: Error) => message)).to.equal("Killed.");
      await move("2026-12-10", from);
      await postDue(jobOn("2027-02-20"));
      expect(await dates()).to.deep.equal(["2026-12-01", "2027-01-01", "2027-02-15"]);
    });
  }

  it("is due once in a month that was posted early while it moved", async () => {
    const decided = {
      rules,
      expenses: {
        get: stored.get.bind(stored),
        change: stored.change.bind(stored),
        createOnce: async (item: Parameters<ExpenseRepository["createOnce"]>[0]) => {
          await move("2026-11-20");
          return stored.createOnce(item);
        },
      },
    };
    await decide("RENT", { day: "2026-12-01", action: "post" }, placeOn("2026-11-20"), decided);
    await postDue(jobOn("2027-01-20"));
    expect(await dates()).to.deep.equal(["2026-12-01", "2027-01-15"]);
  });

  it("may be deleted while the job stores its expense", async () => {
    const remove = () =>
      rules.change("home", "RENT", "UTC", (one) => deletedRule(one, authorOn("2026-12-01")));
    expect(await postDue(jobOn("2026-12-01", "after", remove))).to.deep.include({ failed: 0 });
    expect((await rent()).nextOn).to.equal("2026-12-01");
  });
});
