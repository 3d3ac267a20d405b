import { expect } from "chai";
import fc from "fast-check";
import type { AlertRecord } from "../../../domain/alerts/alertLog";
import { nextDue, raisedAlert, withAlerts } from "../../../domain/budgets/alerting";
import { BudgetAlertSender } from "../../../domain/budgets/budgetAlertSender";
import { exportedBudgets } from "../../../domain/budgets/budgetAnswers";
import { withBudget } from "../../../domain/budgets/budgetBook";
import { budgetMail } from "../../../domain/budgets/budgetMail";
import { reachedThreshold, reaches, runningOn } from "../../../domain/budgets/budgetState";
import type {
  AlertMark,
  BudgetAlert,
  BudgetBook,
  BudgetTerms,
  Rollover,
} from "../../../domain/budgets/model";
import { periodAt } from "../../../domain/budgets/periods";
import { budgetPeriodAt, type Reckoning, reckon } from "../../../domain/budgets/reckoning";
import { linksInto } from "../../../domain/ledgers/ledgerLink";
import { PERIOD, TERMS } from "../../helpers/budgetTerms";

const reckoned = (spent: bigint, available = 40_000n): Reckoning => ({
  ...PERIOD,
  terms: TERMS,
  amount: available,
  carried: 0n,
  available,
  spent,
});
const raised = (spent: bigint, alerted?: AlertMark, today = "2026-11-20", available = 40_000n) => {
  const budget = { name: "Food", version: 1, terms: [TERMS] as [BudgetTerms], ...(alerted && { alerted }) };
  const summed = { id: "food", budget, periods: [reckoned(spent, available)], spending: new Map() };
  return raisedAlert(summed, today, "2026-11-20T08:00:00.000Z")?.threshold;
};

describe("alerts of budgets", () => {
  it("are raised at the highest threshold that is reached, exactly or beyond", () => {
    const spent = [0n, 31_999n, 32_000n, 39_999n, 40_000n, 90_000n, -5n];
    expect(spent.map((one) => raised(one))).to.deep.equal([
      ...[undefined, undefined, 80, 80, 100, 100, undefined],
    ]);
    expect(raised(0n, undefined, "2026-11-01", 0n), "nothing is available").to.equal(100);
  });

  it("are raised without anything available while it is used up, at no more than that, and not when refunds left something", () => {
    const reached = (spent: bigint, available: bigint) =>
      [80, 100, 150].filter((percent) => reaches({ spent, available }, percent));
    expect(reached(0n, 0n)).to.deep.equal([80, 100]);
    expect(reached(900n, 0n)).to.deep.equal([80, 100]);
    expect(reached(-50n, 0n)).to.deep.equal([]);
    expect(reached(-50n, -100n)).to.deep.equal([80, 100]);
    expect(reached(-101n, -100n)).to.deep.equal([]);
  });

  it("are raised at the lowest threshold, if all are above 100 %, once more is spent where nothing is available", () => {
    const lowest = (spent: bigint, available: bigint) => reachedThreshold([150, 200], { spent, available });
    const cases = [
      [0n, 0n],
      [1n, 0n],
      [-100n, -100n],
      [-99n, -100n],
      [59n, 40n],
      [60n, 40n],
    ] as const;
    expect(cases.map(([spent, available]) => lowest(spent, available))).to.deep.equal([
      ...[undefined, 150, undefined, 150, undefined, 150],
    ]);
    expect(reachedThreshold([100, 150], { spent: 1n, available: 0n })).to.equal(100);
  });

  it("are raised once in a period, and only in the running one", () => {
    const mark = (threshold: number) => ({ ...PERIOD, threshold });
    expect(raised(32_000n, mark(80))).to.equal(undefined);
    expect(raised(32_000n, mark(100))).to.equal(undefined);
    expect(raised(40_000n, mark(80))).to.equal(100);
    expect(raised(32_000n, { from: "2026-10-01", to: "2026-10-31", threshold: 100 })).to.equal(80);
    expect(raised(90_000n, undefined, "2026-12-01")).to.equal(undefined);
  });

  it("are raised once in a period that runs again: the calendar changed there and back, or the zone did", () => {
    const calendars = {
      month: {},
      week: { unit: "week" },
      middle: { startsOn: 15 },
    } as const;
    const { from: _from, ...wanted } = { ...TERMS, name: "Food" };
    let book: BudgetBook = { version: 0, budgets: {} };
    const run = (calendar: keyof typeof calendars, today: string, share: bigint) => {
      const now = new Date(`${today}T08:00:00.000Z`);
      const change = { id: "food", version: book.budgets.food?.version ?? 0, by: "anna", now, today };
      book = withBudget(book, { ...wanted, ...calendars[calendar] }, change);
      const budget = book.budgets.food ?? expect.fail();
      const period = { ...reckoned(share * 400n), ...(budgetPeriodAt(budget, today) ?? expect.fail()) };
      const summed = { id: "food", budget, periods: [period], spending: new Map() };
      const alert = raisedAlert(summed, today, now.toISOString());
      if (alert) book = withAlerts(book, new Map([["food", { ...alert, largest: [] }]]));
      return alert?.id.slice("food.2026-".length);
    };
    expect(run("month", "2026-11-20", 90n)).to.equal("11-01.2026-11-30.80");
    expect(run("week", "2026-11-20", 90n)).to.equal("11-16.2026-11-22.80");
    expect(run("month", "2026-11-20", 90n), "from weeks").to.equal(undefined);
    expect(run("middle", "2026-11-20", 100n)).to.equal("11-15.2026-12-14.100");
    expect(run("month", "2026-11-21", 90n), "from the 15th").to.equal(undefined);
    expect(run("week", "2026-11-21", 90n), "weeks again").to.equal(undefined);
    expect(run("month", "2026-11-21", 100n), "a higher threshold").to.equal("11-01.2026-11-30.100");
    expect(run("month", "2026-12-01", 80n)).to.equal("12-01.2026-12-31.80");
    expect(run("month", "2026-11-30", 100n), "in a zone where it still runs").to.equal(undefined);
    const marks = book.budgets.food?.alertedBefore?.map(({ from, to, threshold }) => [from, to, threshold]);
    expect(marks, "of periods that can run again").to.deep.equal([
      ["2026-11-15", "2026-12-14", 100],
      ["2026-11-01", "2026-11-30", 100],
    ]);
    expect(exportedBudgets(book)[0]).to.have.all.keys("id", "name", "version", "terms");
  });

  it("are raised for the running period, too, when a past one changes that hands on what is left", () => {
    const months = (["2026-10-01", "2026-11-01"] as const).map((day) => periodAt(TERMS, day));
    const raisedWith = (rollover: Rollover, october: bigint) => {
      const terms = { ...TERMS, from: "2026-10-01", rollover };
      const spending = new Map([
        ["2026-10-31", october],
        ["2026-11-02", 50_000n],
      ]);
      const periods = reckon(
        months.map((month) => ({ ...month, terms })),
        () => spending,
      );
      const budget = { name: "Food", version: 1, terms: [terms] as [BudgetTerms] };
      const summed = { id: "food", budget, periods, spending };
      return raisedAlert(summed, "2026-11-20", "2026-11-20T08:00:00.000Z")?.id;
    };
    const inOctober = [0n, 20_000n, 30_000n, 90_000n];
    for (const rollover of ["rest", "restAndOverspending"] as const) {
      expect(inOctober.map((spent) => raisedWith(rollover, spent))).to.deep.equal([
        undefined,
        "food.2026-11-01.2026-11-30.80",
        "food.2026-11-01.2026-11-30.100",
        "food.2026-11-01.2026-11-30.100",
      ]);
    }
    const alone = new Set(inOctober.map((spent) => raisedWith("none", spent)));
    expect(alone, "without rollover").to.deep.equal(new Set(["food.2026-11-01.2026-11-30.100"]));
  });

  it("agree with fractions, whatever the amounts", () => {
    fc.assert(
      fc.property(
        fc.nat(2_000_000),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.nat(1000),
        (spent, all, percent) => {
          const period = { spent: BigInt(spent), available: BigInt(all) };
          expect(reaches(period, percent)).to.equal(spent * 100 >= all * percent);
        },
      ),
    );
  });

  it("are due again when the next of the periods begins in the ledger's zone", () => {
    const book = (...starts: (Partial<BudgetTerms> & { deletedAt?: string })[]) => ({
      version: 1,
      budgets: Object.fromEntries(
        starts.map(({ deletedAt, ...terms }, index) => [
          `${index}`,
          {
            name: "Food",
            version: 1,
            terms: [{ ...TERMS, ...terms }] as [BudgetTerms],
            ...(deletedAt && { deletedAt }),
          },
        ]),
      ),
    });
    const due = (...starts: Parameters<typeof book>) =>
      nextDue(book(...starts), "2026-11-20", "Europe/Berlin");
    expect(due({})).to.equal("2026-11-30T23:00:00.000Z");
    expect(due({}, { unit: "week" })).to.equal("2026-11-22T23:00:00.000Z");
    expect(due({ from: "2027-06-01" })).to.equal("2027-05-31T22:00:00.000Z");
    expect(due({}, { unit: "week", deletedAt: "2026-11-19" })).to.equal("2026-11-30T23:00:00.000Z");
    expect(due()).to.equal(undefined);
  });
});

describe("the running period of a budget", () => {
  it("tells the days, what is left of it, and what can be spent on each of them", () => {
    const on = (today: string, spent: bigint) => runningOn(today, reckoned(spent));
    expect(on("2026-11-20", 32_000n)).to.deep.equal({
      days: 30,
      daysLeft: 11,
      left: 8_000n,
      leftPerDay: 727n,
    });
    expect(on("2026-11-30", 40_100n)).to.include({ daysLeft: 1, left: -100n, leftPerDay: 0n });
  });
});

describe("mails about budgets", () => {
  const alert: BudgetAlert = {
    id: "food.2026-11-01.2026-11-30.80",
    at: "2026-11-20T08:00:00.000Z",
    ...PERIOD,
    threshold: 80,
    name: "Food\nSubject: x",
    currency: "EUR",
    spent: 32_000,
    available: 40_000,
    daysLeft: 11,
    largest: [{ description: "Feast at https://evil.example", amount: 12_000, date: "2026-11-03" }],
    mailedTo: [],
  };

  it("say which budget, how much of how much, the days that are left, the largest expenses, and where to look", () => {
    const context = { ledgerName: "Home", linkTo: linksInto("https://site.example", "home") };
    const { subject, text } = budgetMail(alert, { language: "en", ...context });
    expect(subject).to.equal("Budget Alert: 80 %");
    const lines = text.split("\n");
    expect(lines.slice(0, 8)).to.deep.equal([
      "80 % of a budget is spent.",
      "",
      "Budget: Food Subject: x",
      "Spent: €320.00 of €400.00",
      "Left: €80.00",
      "Period: November 1, 2026 to November 30, 2026",
      "11 days are left, today included.",
      "Ledger: Home",
    ]);
    expect(lines[10]).to.match(/^- November 3, 2026: €120.00, Feast at /);
    expect(lines[10]).not.to.include("https://");
    expect(lines.slice(-2)).to.deep.equal([
      "Open: https://site.example/#/settings/ledgers/home/budgets",
      `Alert: ${alert.id}`,
    ]);
    const german = budgetMail(alert, { language: "de", ...context }).text.split("\n");
    expect(german[0]).to.equal("80 % eines Budgets sind ausgegeben.");
    expect(german.slice(3, 6)).to.deep.equal([
      "Ausgegeben: 320,00\u00a0€ von 400,00\u00a0€",
      "Übrig: 80,00\u00a0€",
      "Zeitraum: 1. November 2026 bis 30. November 2026",
    ]);
  });

  it("tell the last day of a period, and that it has ended", () => {
    const days = (language: "en" | "de" | "ar", daysLeft: number) =>
      budgetMail({ ...alert, daysLeft }, { language, linkTo: String }).text.split("\n")[6];
    expect([1, 0].map((count) => days("en", count))).to.deep.equal([
      "Today is its last day.",
      "This period has ended.",
    ]);
    expect([1, 0].map((count) => days("de", count))).to.deep.equal([
      "Heute ist der letzte Tag.",
      "Dieser Zeitraum ist vorbei.",
    ]);
    expect([1, 0].map((count) => days("ar", count))).to.deep.equal([
      "اليوم آخر أيامها.",
      "انتهت هذه الفترة.",
    ]);
  });

  it("are listed under the day that it was for the ledger, whatever it was in UTC, and at most the last of the period", async () => {
    const records: AlertRecord[] = [];
    const sender = new BudgetAlertSender({
      store: { change: async (_ledger, rule) => rule({ version: 1, budgets: {} }) },
      mailer: { mail: async () => new Set() },
      recipients: { of: async () => ({ recipients: [] }) },
      sentAlerts: { record: async (_ledger, record) => void records.push(record) },
      siteUrl: "https://site.example",
    });
    for (const daysLeft of [10, 1, 0]) {
      await sender.send("home", "food", { ...alert, at: "2026-11-20T23:30:00.000Z", daysLeft }, new Date());
    }
    expect(records.map(({ date }) => date)).to.deep.equal(["2026-11-21", "2026-11-30", "2026-11-30"]);
  });

  it("tell a budget that is used up from one that is overspent", () => {
    const first = (spent: number) =>
      budgetMail({ ...alert, threshold: 100, spent }, { language: "en", linkTo: String }).text.split("\n")[0];
    expect([40_000, 40_001].map(first)).to.deep.equal(["A budget is used up.", "A budget is overspent."]);
  });
});
