import { expect } from "chai";
import { NEVER } from "../../../domain/ledgers/dueItems";
import type { Recurrence, Rule } from "../../../domain/recurring/model";
import { shownRule, shownRules } from "../../../domain/recurring/ruleAnswers";
import {
  changedRule,
  decidedRule,
  deletedRule,
  dueAtOf,
  expenseOn,
  restoredRule,
  takeDue,
  unskippedRule,
} from "../../../domain/recurring/rules";
import { MAX_PROPOSALS } from "../../../domain/values/limits";
import { refusalOf } from "../../helpers/refusalOf";
import { authorOn, ruleOn } from "../../helpers/rules";

const MONTHLY: Recurrence = { every: 1, unit: "months", start: "2026-01-31" };
const DAILY: Recurrence = { every: 1, unit: "days", start: "2026-11-01" };

/** The rule once a run on a day has done all that was due. */
const ranOn = (rule: Rule, today: string) => takeDue(rule, authorOn(today), 400).rule;

describe("a recurring expense", () => {
  it("has its due days taken once, up to a maximum, and goes on where it was", () => {
    const rule = ruleOn(DAILY);
    const first = takeDue(rule, authorOn("2026-11-05"), 3);
    expect(first.days).to.deep.equal(["2026-11-01", "2026-11-02", "2026-11-03"]);
    expect(first.rule).to.deep.include({ next: 3, nextOn: "2026-11-04", version: 2 });
    const second = takeDue(first.rule, authorOn("2026-11-05"), 3);
    expect(second.days).to.deep.equal(["2026-11-04", "2026-11-05"]);
    expect(takeDue(second.rule, authorOn("2026-11-05"), 3).days).to.deep.equal([]);
  });

  it("is due when its day begins in the zone of the ledger, and never while it is paused or once it has ended", () => {
    const rule = ruleOn({ ...MONTHLY, count: 1 }, {}, "2026-01-30");
    expect(dueAtOf(rule, "Europe/Berlin")).to.equal("2026-01-30T23:00:00.000Z");
    expect(dueAtOf(rule, "America/New_York")).to.equal("2026-01-31T05:00:00.000Z");
    expect(dueAtOf(ruleOn(MONTHLY, {}, "2026-02-10"), "UTC")).to.equal("2026-02-10T08:00:00.000Z");
    expect(dueAtOf(changedRule(rule, { paused: true }, authorOn("2026-01-31")), "UTC")).to.equal(NEVER);
    expect(dueAtOf(ranOn(rule, "2026-02-01"), "UTC")).to.equal(NEVER);
  });

  it("skips what was due while it was paused", () => {
    const paused = changedRule(ruleOn(MONTHLY), { paused: true }, authorOn("2026-01-31"));
    const resumed = changedRule(paused, { paused: false }, authorOn("2026-04-15"));
    expect(resumed).to.deep.include({ next: 3, nextOn: "2026-04-30", pausedAt: undefined });
    expect(resumed.lastAct?.changes).to.deep.equal([{ type: "ruleResumed", before: "Rent" }]);
  });

  it("comes back as it was after it was deleted, for as long as there is a trash, and is never due meanwhile", () => {
    const rule = decidedRule(
      ranOn(ruleOn(DAILY), "2026-11-03"),
      "2026-11-05",
      "skipped",
      authorOn("2026-11-03"),
    );
    const deleted = deletedRule(rule, authorOn("2026-11-04"));
    expect(deleted.deletedAt).to.equal("2026-11-04T08:00:00.000Z");
    expect(dueAtOf(deleted, "UTC")).to.equal(NEVER);
    const back = restoredRule(deleted, authorOn("2026-12-03"));
    const { version, updatedAt, lastAct, ...kept } = back;
    const { version: _version, updatedAt: _at, lastAct: _act, ...before } = rule;
    expect(kept).to.deep.equal(before);
    expect([version, updatedAt]).to.deep.equal([rule.version + 2, "2026-12-03T08:00:00.000Z"]);
    expect(lastAct?.changes).to.deep.equal([{ type: "ruleRestored", before: "Rent" }]);
    expect(takeDue(back, authorOn("2026-11-07"), 400).days).to.deep.equal([
      ...["2026-11-04", "2026-11-06", "2026-11-07"],
    ]);
    expect(restoredRule(back, authorOn("2026-12-03"))).to.equal(back);
    expect(refusalOf(() => restoredRule(deleted, authorOn("2026-12-04"))).code).to.equal("rule.notFound");
  });

  it("leaves out what was skipped or posted early, and forgets that once it is over", () => {
    const today = authorOn("2026-11-01");
    let rule = decidedRule(ruleOn(DAILY), "2026-11-02", "skipped", today);
    rule = decidedRule(rule, "2026-11-03", "posted", today);
    expect(decidedRule(rule, "2026-11-03", "posted", today)).to.equal(rule);
    const taken = takeDue(rule, authorOn("2026-11-04"), 400);
    expect(taken.days).to.deep.equal(["2026-11-01", "2026-11-04"]);
    expect(taken.rule).to.deep.include({ decided: undefined, nextOn: "2026-11-05" });
  });

  it("can be posted after it was skipped, and not skipped after it was posted", () => {
    const today = authorOn("2026-11-01");
    const skipped = decidedRule(ruleOn(DAILY), "2026-11-02", "skipped", today);
    const posted = decidedRule(skipped, "2026-11-02", "posted", today);
    expect(posted.decided).to.deep.equal({ "2026-11-02": "posted" });
    expect(refusalOf(() => decidedRule(posted, "2026-11-02", "skipped", today)).code).to.equal(
      "occurrence.notFound",
    );
  });

  it("comes after all once that it was skipped is taken back, unless it was posted or is due by now", () => {
    const today = authorOn("2026-11-01");
    const rule = ruleOn(DAILY);
    const one = decidedRule(rule, "2026-11-02", "skipped", today);
    expect(unskippedRule(one, "2026-11-02", today)).to.deep.include({ decided: undefined, version: 3 });
    const two = decidedRule(one, "2026-11-03", "posted", today);
    expect(unskippedRule(two, "2026-11-02", today).decided).to.deep.equal({ "2026-11-03": "posted" });
    expect(unskippedRule(rule, "2026-11-02", today)).to.equal(rule);
    expect(takeDue(unskippedRule(one, "2026-11-02", today), authorOn("2026-11-02"), 9).days).to.deep.equal([
      "2026-11-01",
      "2026-11-02",
    ]);
    const refused = (from: Rule, day: string) => refusalOf(() => unskippedRule(from, day, today)).code;
    expect(refused(two, "2026-11-03")).to.equal("occurrence.notFound");
    expect(refused(ranOn(one, "2026-11-02"), "2026-11-02")).to.equal("occurrence.notFound");
    expect(refused(ruleOn(MONTHLY), "2026-11-02")).to.equal("occurrence.notFound");
  });

  it("is decided on days on which it is due, within a year, and not again once they are over", () => {
    const rule = ranOn(ruleOn(MONTHLY), "2026-03-01");
    for (const day of ["2026-03-30", "2026-01-31", "2027-03-31"]) {
      const decide = () => decidedRule(rule, day, "posted", authorOn("2026-03-01"));
      expect(refusalOf(decide).code, day).to.equal("occurrence.notFound");
    }
  });

  it("proposes what is due until somebody decides, and waits while there is no room", () => {
    const rule = ruleOn(DAILY, { mode: "propose" });
    const full = ranOn(rule, "2027-02-01");
    expect(full.proposals).to.have.length(MAX_PROPOSALS);
    expect(full.nextOn).to.equal("2026-12-31");
    expect(dueAtOf(full, "UTC")).to.equal(NEVER);
    const decided = decidedRule(full, "2026-11-07", "skipped", authorOn("2027-02-01"));
    expect(decided.proposals)
      .to.have.length(MAX_PROPOSALS - 1)
      .and.not.include("2026-11-07");
    expect(dueAtOf(decided, "UTC")).to.equal("2027-02-01T08:00:00.000Z");
    expect(ranOn(decided, "2027-02-01").proposals?.at(-1)).to.equal("2026-12-31");
  });

  it("takes other terms for what is to come, and no day twice under another schedule", () => {
    const rule = ranOn(ruleOn(MONTHLY), "2026-03-31");
    const schedule: Recurrence = { every: 1, unit: "days", start: "2026-01-01" };
    expect(changedRule(rule, { schedule }, authorOn("2026-03-31")).nextOn).to.equal("2026-04-01");
    const late = changedRule(ruleOn(MONTHLY), { mode: "propose" }, authorOn("2026-06-01"));
    expect(late).to.deep.include({ next: 0, nextOn: "2026-01-31", mode: "propose" });
  });

  it("that has run goes on until another end or count, which includes what is done", () => {
    const rule = ranOn(ruleOn(MONTHLY), "2026-03-31");
    const left = (limits: Pick<Recurrence, "end" | "count">) => {
      const schedule = { ...MONTHLY, ...limits };
      const changed = changedRule(rule, { schedule }, authorOn("2026-03-31"));
      return takeDue(changed, authorOn("2027-12-31"), 400).days;
    };
    expect(left({ end: "2026-05-30" })).to.deep.equal(["2026-04-30"]);
    expect(left({ end: "2026-05-31" })).to.deep.equal(["2026-04-30", "2026-05-31"]);
    expect(left({ count: 5 })).to.deep.equal(["2026-04-30", "2026-05-31"]);
    for (const over of [{ end: "2026-03-31" }, { end: "2026-02-10" }, { count: 3 }]) {
      expect(left(over), JSON.stringify(over)).to.deep.equal([]);
    }
  });

  it("that was ended too early goes on once that is corrected, with no day twice", () => {
    const today = authorOn("2026-03-31");
    const rule = ranOn(ruleOn(MONTHLY, { mode: "propose" }), "2026-03-31");
    const proposals = ["2026-01-31", "2026-02-28", "2026-03-31"];
    for (const over of [{ end: "2026-03-31" }, { end: "2026-02-10" }, { count: 3 }]) {
      const ended = changedRule(rule, { schedule: { ...MONTHLY, ...over } }, today);
      expect(dueAtOf(ended, "UTC"), JSON.stringify(over)).to.equal(NEVER);
      const corrected = changedRule(ended, { schedule: { ...MONTHLY, count: 5 } }, today);
      expect(ranOn(corrected, "2027-12-31").proposals, JSON.stringify(over)).to.deep.equal([
        ...proposals,
        "2026-04-30",
        "2026-05-31",
      ]);
    }
    const moved: Recurrence = { ...MONTHLY, day: 10 };
    const ended = changedRule(rule, { schedule: { ...moved, end: "2026-04-05" } }, today);
    expect(changedRule(ended, { schedule: moved }, today).nextOn).to.equal("2026-04-10");
  });

  it("starts at most a year ago", () => {
    const start = "2025-11-24";
    expect(refusalOf(() => ruleOn({ ...DAILY, start }, {}, "2026-11-26")).code).to.equal(
      "schedule.startTooEarly",
    );
  });

  it("makes the same expense of a day each time, with an alert above the threshold", () => {
    const rule = ruleOn(MONTHLY);
    const now = new Date("2026-01-31T08:00:00.000Z");
    const expense = expenseOn(rule, "2026-01-31", now, { thresholds: { USD: 50000 } });
    expect(expense).to.deep.include({ source: "rule", sourceId: rule.id, date: "2026-01-31", amount: 90000 });
    expect(expense.alertState).to.equal("pending");
    expect(expenseOn(rule, "2026-02-28", now, { thresholds: {} })).to.not.have.property("alertState");
    expect(expenseOn(rule, "2026-01-31", new Date(), { thresholds: {} }).expenseId).to.equal(
      expense.expenseId,
    );
  });
});

describe("recurring expenses as the API shows them", () => {
  it("say what is next, what waits, and what a year amounts to", () => {
    const today = "2026-11-26";
    const rule = ranOn(ruleOn({ ...DAILY, every: 7 }, { mode: "propose" }), "2026-11-10");
    const skipped = decidedRule(rule, "2026-11-22", "skipped", authorOn("2026-11-10"));
    const shown = shownRule(skipped, today, "2026-11");
    expect(shown).to.deep.include({
      proposals: ["2026-11-01", "2026-11-08"],
      upcoming: ["2026-11-15", "2026-11-29", "2026-12-06"],
      yearly: { count: 52, amount: "46800.00" },
      amount: "900.00",
    });
    expect(shown.occurrences).to.deep.equal([
      { day: "2026-11-15", state: "upcoming" },
      { day: "2026-11-22", state: "skipped" },
      { day: "2026-11-29", state: "upcoming" },
    ]);
    const twice = decidedRule(skipped, "2026-11-29", "skipped", authorOn(today));
    expect(shownRule(twice, today).yearly).to.deep.equal({ count: 51, amount: "45900.00" });
  });

  it("come in the order in which they are due, and sum up by currency", () => {
    const yearly = (start: string, others: Partial<Rule["content"]>) =>
      ruleOn(
        { every: 1, unit: "years", start },
        {
          content: { description: start, amount: 1000, currency: "USD", category: "Home", ...others },
        },
      );
    const list = shownRules(
      [
        changedRule(yearly("2026-12-01", {}), { paused: true }, authorOn("2026-11-26")),
        yearly("2027-01-02", { kind: "refund", amount: 300 }),
        yearly("2026-12-03", { kind: "income" }),
        yearly("2026-12-24", { currency: "JPY" }),
        yearly("2026-12-31", { amount: 4000 }),
      ],
      "2026-11-26",
    );
    expect(list.rules.map(({ description }) => description)).to.deep.equal([
      ...["2026-12-03", "2026-12-24", "2026-12-31", "2027-01-02", "2026-12-01"],
    ]);
    expect(list.yearly).to.deep.equal([
      { currency: "JPY", spending: "1000", income: "0" },
      { currency: "USD", spending: "37.00", income: "10.00" },
    ]);
  });
});
