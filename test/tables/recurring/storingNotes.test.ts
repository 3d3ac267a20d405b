import { expect } from "chai";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { decide } from "../../../domain/recurring/decisions";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { type PostingOptions, postDue } from "../../../domain/recurring/posting";
import { RecurringExpenses } from "../../../domain/recurring/recurringExpenses";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { changedRule } from "../../../domain/recurring/rules";
import { MAX_FUNCTION_SECONDS } from "../../../domain/values/limits";
import { startExpensesTable } from "../../helpers/expensesTable";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { useQuietLog } from "../../helpers/quietLog";
import { placeOn, ruleOn, UNLIMITED } from "../../helpers/rules";

const LOAN: Recurrence = { every: 1, unit: "months", start: "2026-12-01", day: 1, count: 6 };
const DAY = "2026-12-01";
const NEXT = "2027-01-01";

describe("a recurring expense whose expense somebody is about to store", () => {
  let ledgers: LocalTable;
  let expenses: LocalTable;
  let rules: RuleRepository;
  let stored: ExpenseRepository;
  useQuietLog();
  beforeEach(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    rules = new RuleRepository(ledgers.db, "Ledgers");
    stored = new ExpenseRepository(expenses.db, "Expenses");
    await rules.create(ruleOn(LOAN, { id: "LOAN" }), "UTC");
  });
  afterEach(async () => {
    await Promise.all([ledgers?.close(), expenses?.close()]);
  });

  const loan = () => rules.requireStored("home", "LOAN", "UTC");
  async function move(changes: Partial<Recurrence>, place = placeOn(DAY)): Promise<Rule> {
    const { version, schedule } = await loan();
    const { count: _count, ...rest } = schedule;
    const recurring = new RecurringExpenses(ledgers.db, "Ledgers");
    const moved = { schedule: { ...rest, count: 6, ...changes } };
    return recurring.change("LOAN", moved, version, place, { expenses: stored, quotas: UNLIMITED });
  }
  const die = () => Promise.reject(new Error("Killed."));
  const dates = async () => {
    const items = await itemsIn(expenses, "Expenses");
    return items.flatMap(({ date, deletedAt }) => (deletedAt === undefined ? [String(date)] : [])).sort();
  };
  async function datesOn(day: string) {
    const options = postingOn(day, ledgers, expenses);
    while ((await postDue(options)).next !== undefined);
    return dates();
  }
  /** Lets somebody else act once, before a rule is replaced or an expense is stored; the latter dies afterwards. */
  function mortal(when: "replace" | "store", act: () => Promise<unknown>) {
    let isOver = false;
    const once = async (moment: string) => {
      if (moment !== when || isOver) return;
      isOver = true;
      await act();
    };
    const replace: RuleRepository["replace"] = async (...all) => {
      await once("replace");
      return rules.replace(...all);
    };
    const createOnce: ExpenseRepository["createOnce"] = async (item) => {
      await once("store");
      await stored.createOnce(item);
      return die();
    };
    return {
      rules: Object.assign(Object.create(rules), { replace }) as RuleRepository,
      expenses: { get: stored.get.bind(stored), change: stored.change.bind(stored), createOnce },
    };
  }
  const jobOn = (day: string, others: Partial<PostingOptions>) =>
    postDue({ ...postingOn(day, ledgers, expenses), ...others }).catch(() => undefined);

  const CHANGES: readonly (readonly [string, Partial<Recurrence>])[] = [
    ["to another day of the month", { day: 15 }],
    ["past that month", { start: "2027-01-15", day: 15 }],
    ["to another rhythm", { start: "2026-12-02", unit: "weeks", day: undefined }],
  ];
  for (const [how, changes] of CHANGES) {
    for (const when of ["replace", "store"] as const) {
      it(`is due as often in all if it moves ${how} before the job does ${when}, and the job dies`, async () => {
        await jobOn(
          DAY,
          mortal(when, () => move(changes)),
        );
        const all = await datesOn("2028-01-01");
        expect(all).to.have.length(6);
        if (changes.unit === undefined) expect(new Set(all.map((date) => date.slice(0, 7))).size).to.equal(6);
      });

      it(`is so ${how} before a request does ${when} that posts it early, and dies`, async () => {
        await datesOn(DAY);
        const dying = mortal(when, () => move(changes, placeOn("2026-12-10")));
        await decide("LOAN", { day: NEXT, action: "post" }, placeOn("2026-12-10"), dying).catch(
          () => undefined,
        );
        expect(await datesOn("2028-01-01")).to.have.length(6);
      });
    }
  }

  for (const day of [DAY, NEXT]) {
    it(`is due once in each month if its request for ${day} died, and it takes another rhythm by mistake and its own again`, async () => {
      const dying = mortal("store", async () => undefined);
      await decide("LOAN", { day, action: "post" }, placeOn(DAY), dying).catch(() => undefined);
      await move({ unit: "weeks", weekdays: [3], day: undefined, count: undefined });
      await move({ unit: "months", weekdays: undefined, day: 25, count: undefined });
      const months = (await datesOn("2027-03-31")).map((date) => date.slice(0, 7));
      expect(months).to.deep.equal(["2026-12", "2027-01", "2027-02", "2027-03"]);
    });
  }

  it("is posted on another day once nobody can store it any more", async () => {
    await jobOn(DAY, mortal("store", die));
    const now = new Date(placeOn(DAY).now.getTime() + 2 * MAX_FUNCTION_SECONDS * 1000);
    await move({ day: 15 }, { ...placeOn(DAY), now });
    expect((await loan()).nextOn).to.equal("2026-12-15");
    expect(await datesOn("2026-12-31")).to.deep.equal(["2026-12-15"]);
  });

  const decideNow = (action: "skip" | "unskip" | "post") =>
    decide("LOAN", { day: DAY, action }, placeOn(DAY), { rules, expenses: stored });

  it("is skipped for good before that one does, though another run passes its day meanwhile", async () => {
    const act = async () => {
      await decideNow("skip");
      await datesOn(DAY);
    };
    await jobOn(DAY, mortal("store", act));
    expect(await datesOn("2026-12-31")).to.deep.equal([]);
    const kept = await itemsIn(expenses, "Expenses");
    expect(kept.map(({ description, amount }) => [description, amount])).to.deep.equal([["", 1]]);
  });

  it("is skipped, and comes after all, once the job has died before it stored it", async () => {
    await jobOn(DAY, { ...mortal("store", die) });
    await decideNow("skip");
    await decideNow("skip");
    expect((await loan()).decided).to.deep.equal({ [DAY]: "skipped" });
    await decideNow("unskip");
    expect(await datesOn("2026-12-31")).to.deep.equal([DAY]);
  });

  it("is not skipped once the job has stored it and died, and counts", async () => {
    await jobOn(
      DAY,
      mortal("store", () => Promise.resolve()),
    );
    const refused: unknown = await decideNow("skip").catch((reason: unknown) => reason);
    expect(refused).to.include({ status: 404, code: "occurrence.notFound" });
    expect((await loan()).decided).to.deep.equal({ [DAY]: "posted" });
    expect(await datesOn("2026-12-31")).to.deep.equal([DAY]);
  });

  it("is skipped if it is proposed, and the request died that posts it", async () => {
    await rules.change("home", "LOAN", "UTC", (rule) => changedRule(rule, { mode: "propose" }, placeOn(DAY)));
    await datesOn(DAY);
    const late = { ...placeOn(DAY), ...mortal("store", async () => void (await decideNow("skip"))) };
    await decide("LOAN", { day: DAY, action: "post" }, late, late).catch(() => undefined);
    expect([(await loan()).proposals, await dates()]).to.deep.equal([undefined, []]);
  });

  it("is not posted if it was skipped before", async () => {
    const act = () => decide("LOAN", { day: DAY, action: "skip" }, placeOn(DAY), { rules, expenses: stored });
    await jobOn(DAY, mortal("replace", act));
    expect(await datesOn("2026-12-31")).to.deep.equal([]);
  });

  it("notes nothing once that is over", async () => {
    await datesOn(DAY);
    await decide("LOAN", { day: NEXT, action: "post" }, placeOn(DAY), { rules, expenses: stored });
    expect((await loan()).storing).to.equal(undefined);
  });
});
