import { expect } from "chai";
import { wantedBudget, withBudget, withoutBudget } from "../../../domain/budgets/budgetBook";
import { type BudgetBody, budgetBody } from "../../../domain/budgets/budgetSchemas";
import type { BudgetBook } from "../../../domain/budgets/model";
import { budgetPeriods } from "../../../domain/budgets/reckoning";
import { ApiError } from "../../../domain/http/apiError";
import { refusalOf } from "../../../domain/http/refuses";
import { MAX_BUDGETS } from "../../../domain/values/limits";

const NOW = new Date("2026-11-20T08:00:00.000Z");
const FOOD = { name: "Food", amount: "400", currency: "EUR", period: "month" };
const EMPTY: BudgetBook = { version: 0, budgets: {} };

const bodyOf = (changes: object): BudgetBody => budgetBody.parse({ ...FOOD, ...changes });
const on = (today: string, version: number | undefined, id = "food") => ({
  id,
  version,
  by: "anna",
  now: NOW,
  today,
});
const put = (book: BudgetBook, changes: object, today: string, version: number | undefined, id?: string) =>
  withBudget(book, wantedBudget(bodyOf(changes), 25), on(today, version, id));

/** First and last days of the periods with their amounts, up to a day. */
const periodsOf = ({ budgets }: BudgetBook, through: string) =>
  budgets.food && budgetPeriods(budgets.food, through).map(({ from, to, terms }) => [from, to, terms.amount]);

function refused(change: () => unknown): string {
  try {
    change();
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
  return "";
}

describe("budgets of a ledger", () => {
  it("begin with the running period, or with the one of a day, on the day on which months start", () => {
    expect(periodsOf(put(EMPTY, {}, "2026-11-20", 0), "2026-11-26")).to.deep.equal([
      ["2026-10-25", "2026-11-24", 40_000],
      ["2026-11-25", "2026-12-24", 40_000],
    ]);
    const planned = put(EMPTY, { from: "2027-01-01", startsOn: 1 }, "2026-11-20", 0);
    expect(periodsOf(planned, "2026-12-31")).to.deep.equal([]);
    expect(planned.budgets.food?.terms[0].from).to.equal("2027-01-01");
    const week = put(EMPTY, { period: "week" }, "2026-11-20", 0);
    expect(periodsOf(week, "2026-11-20")).to.deep.equal([["2026-11-16", "2026-11-22", 40_000]]);
  });

  it("change from the running period on; what was before stands", () => {
    const first = put(EMPTY, {}, "2026-09-01", 0);
    const second = put(first, { amount: "500" }, "2026-11-01", 1);
    const third = put(second, { amount: "450" }, "2026-11-20", 2);
    expect(periodsOf(third, "2026-11-20")).to.deep.equal([
      ["2026-08-25", "2026-09-24", 40_000],
      ["2026-09-25", "2026-10-24", 40_000],
      ["2026-10-25", "2026-11-24", 45_000],
    ]);
    const back = put(third, { amount: "400", name: "Groceries" }, "2026-11-21", 3);
    expect([back.budgets.food?.terms.length, back.budgets.food?.name]).to.deep.equal([1, "Groceries"]);
    // A change of the period cuts the running one, and affects no past one.
    const weekly = put(first, { period: "week" }, "2026-11-20", 1);
    expect(periodsOf(weekly, "2026-11-20")?.slice(-2)).to.deep.equal([
      ["2026-10-25", "2026-11-15", 40_000],
      ["2026-11-16", "2026-11-22", 40_000],
    ]);
    const yearly = put(first, { period: "year" }, "2026-11-20", 1);
    expect(periodsOf(yearly, "2026-11-20")?.slice(-2)).to.deep.equal([
      ["2026-09-25", "2026-10-24", 40_000],
      ["2026-10-25", "2027-01-24", 40_000],
    ]);
  });

  it("are corrected without a trace of a calendar that was chosen by mistake in the same period", () => {
    const first = put(EMPTY, { startsOn: 1 }, "2026-09-01", 0);
    const corrected = (today: string, wrong: object, right: object) => {
      const mistaken = put(first, { startsOn: 1, ...wrong }, "2026-11-17", 1);
      return periodsOf(put(mistaken, { startsOn: 1, amount: "600", ...right }, today, 2), today)?.slice(-2);
    };
    const november = [
      ["2026-10-01", "2026-10-31", 40_000],
      ["2026-11-01", "2026-11-30", 60_000],
    ];
    for (const wrong of [{ period: "week" }, { startsOn: 25 }, { startsOn: 10 }, { period: "quarter" }])
      expect(corrected("2026-11-17", wrong, {}), JSON.stringify(wrong)).to.deep.equal(november);
    expect(corrected("2026-11-17", { period: "week" }, { startsOn: 15 }), "as if at once").to.deep.equal([
      ["2026-11-01", "2026-11-14", 40_000],
      ["2026-11-15", "2026-12-14", 60_000],
    ]);
    // Weeks that are over stand, and so do months that are over meanwhile.
    expect(corrected("2026-11-24", { period: "week" }, {})).to.deep.equal([
      ["2026-11-16", "2026-11-22", 40_000],
      ["2026-11-23", "2026-11-30", 60_000],
    ]);
    expect(corrected("2026-12-02", { period: "year" }, {})).to.deep.equal([
      ["2026-11-01", "2026-11-30", 40_000],
      ["2026-12-01", "2026-12-31", 60_000],
    ]);
  });

  it("keep the day on which a part of a period began when its amount is changed", () => {
    const weekly = put(EMPTY, { period: "week" }, "2026-11-02", 0);
    const monthly = put(weekly, { startsOn: 1 }, "2026-11-11", 1);
    const changed = put(monthly, { startsOn: 1, amount: "600" }, "2026-11-20", 2);
    expect(periodsOf(changed, "2026-11-20")?.slice(-2)).to.deep.equal([
      ["2026-11-02", "2026-11-08", 40_000],
      ["2026-11-09", "2026-11-30", 60_000],
    ]);
  });

  it("get a whole period when the first one is made longer", () => {
    const weekly = put(EMPTY, { period: "week" }, "2026-11-20", 0);
    const monthly = put(weekly, { startsOn: 1 }, "2026-11-20", 1);
    expect(periodsOf(monthly, "2026-11-20")).to.deep.equal([["2026-11-01", "2026-11-30", 40_000]]);
  });

  it("are due, and tell what was done, with every change", () => {
    const added = put(EMPTY, {}, "2026-11-20", 0);
    const deleted = withoutBudget(added, on("2026-11-20", undefined));
    const restored = put(deleted, {}, "2026-11-20", 2);
    const acts = [added, deleted, restored].map(({ dueAt, lastAct }) => [dueAt, lastAct]);
    const act = (type: string, millisecond: number) => [
      NOW.toISOString(),
      { at: `2026-11-20T08:00:00.00${millisecond}Z`, by: "anna", changes: [{ type, after: "Food" }] },
    ];
    expect(acts).to.deep.equal([act("budgetAdded", 0), act("budgetDeleted", 1), act("budgetRestored", 2)]);
    expect(restored.budgets.food).to.deep.equal({ ...added.budgets.food, version: 3 });
  });

  it("are forgotten a month after they were deleted", () => {
    const deleted = withoutBudget(put(EMPTY, {}, "2026-11-20", 0), on("2026-11-20", 1));
    const later = { ...on("2026-12-21", 0, "fun"), now: new Date("2026-12-21T00:00:00.000Z") };
    const next = withBudget(deleted, wantedBudget(bodyOf({})), later);
    expect(Object.keys(next.budgets)).to.deep.equal(["fun"]);
    // None has been changed since, so that it is still stored.
    const restore = (now: string) => () =>
      withBudget(deleted, wantedBudget(bodyOf({})), { ...on("2026-12-21", 2), now: new Date(now) });
    expect(refused(restore("2026-12-20T07:59:59.999Z"))).to.equal("");
    expect(refused(restore("2026-12-20T08:00:00.000Z"))).to.equal("budget.notFound");
  });

  it("take a repeated request for the same, and refuse one that has not seen the last version", () => {
    const first = put(EMPTY, {}, "2026-11-20", 0);
    expect(put(first, {}, "2026-11-20", 0)).to.equal(first);
    for (const [change, code] of [
      [() => put(first, { amount: "500" }, "2026-11-20", 0), "version.conflict"],
      [() => put(first, { amount: "500" }, "2026-11-20", undefined), "version.conflict"],
      [() => put(EMPTY, {}, "2026-11-20", 3), "budget.notFound"],
      [() => put(EMPTY, { from: "2024-11-19" }, "2026-11-20", 0), "budget.fromTooFar"],
      [() => put(EMPTY, { from: "2028-11-21" }, "2026-11-20", 0), "budget.fromTooFar"],
      [() => put(first, { from: "2026-11-25" }, "2026-11-25", 1), "budget.begun"],
      [() => withoutBudget(EMPTY, on("2026-11-20", undefined)), "budget.notFound"],
      [() => withoutBudget(first, on("2026-11-20", 2)), "version.conflict"],
      [() => put(first, {}, "2026-11-20", 0, "constructor"), ""],
    ] as const) {
      expect(refused(change)).to.equal(code);
    }
  });

  it("take the day from which they begin again, also within the first period and after it", () => {
    const body = { from: "2026-11-10" };
    const first = put(EMPTY, body, "2026-11-20", 0);
    expect(put(first, body, "2026-11-20", 0)).to.equal(first);
    expect(put(first, body, "2026-12-31", 0)).to.equal(first);
    const replaced = put(first, { ...body, amount: "500" }, "2026-12-31", 1);
    expect(replaced.budgets.food?.terms.map(({ from }) => from)).to.deep.equal(["2026-10-25", "2026-12-25"]);
    for (const from of ["2026-10-24", "2026-11-25"]) {
      expect(refused(() => put(first, { from }, "2026-12-31", 1))).to.equal("budget.begun");
    }
  });

  it("are a limited number, of a limited size", () => {
    let book = EMPTY;
    for (let index = 0; index < MAX_BUDGETS; index += 1) book = put(book, {}, "2026-11-20", 0, `${index}`);
    expect(refused(() => put(book, {}, "2026-11-20", 0))).to.equal("budget.tooMany");
    const categories = Array.from({ length: 20 }, (_, index) => `${index} ${"👨‍👩‍👧‍👦".repeat(20)}`);
    const grow = () => {
      for (let index = 0; index < MAX_BUDGETS; index += 1) {
        book = put(book, { categories }, "2026-11-20", 1, `${index}`);
      }
    };
    expect(refused(grow)).to.equal("budget.tooLarge");
  });

  it("are refused with a reason if a body makes no sense", () => {
    const code = (changes: object) => {
      const { error } = budgetBody.safeParse({ ...FOOD, ...changes });
      return refusalOf(error?.issues[0]?.message ?? "")?.code;
    };
    for (const [changes, expected] of [
      [{ amount: "0" }, "amount.notPositive"],
      [{ amount: "-1" }, "amount.notPositive"],
      [{ amount: "1.001" }, "amount.decimals"],
      [{ amount: "1.5", currency: "JPY" }, "amount.noDecimals"],
      [{ amount: 400 }, "amount.invalid"],
      [{ currency: "EURO" }, "currency.invalid"],
      [{ period: "day" }, "budget.period"],
      [{ rollover: "all" }, "budget.rollover"],
      [{ startsOn: 29 }, "budget.startsOn"],
      [{ startsOn: 8, period: "week" }, "budget.weekStart"],
      [{ thresholds: [1001] }, "budget.thresholds"],
      [{ thresholds: [0] }, "budget.thresholds"],
      [{ thresholds: [80, 80] }, "budget.thresholds"],
      [{ thresholds: [1, 2, 3, 4, 5, 6] }, "budget.thresholds"],
      [{ categories: [] }, "budget.names"],
      [{ categories: ["Food", "FOOD"] }, "budget.namedTwice"],
      [{ categories: ["Food"], tags: ["trip"] }, "budget.scope"],
      [{ name: " " }, "text.empty"],
      [{ from: "2026-02-30" }, "date.invalid"],
    ] as const) {
      expect(code(changes), JSON.stringify(changes)).to.equal(expected);
    }
    expect(bodyOf({ thresholds: [] }).thresholds).to.deep.equal([]);
    expect(wantedBudget(bodyOf({ thresholds: [100, 50] })).thresholds).to.deep.equal([50, 100]);
  });
});
