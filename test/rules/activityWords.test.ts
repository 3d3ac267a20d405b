import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { sentenceOf, valueIn } from "../../site/screens/activity/activityWords";

describe("The acts on a ledger", () => {
  it("are said with days and settings as the reader's locale writes them", () => {
    const said = (type: Parameters<typeof sentenceOf>[0]["type"], after: string) =>
      sentenceOf({ type, before: "Rent", after }, "someone");
    expect(said("ruleSkipped", "2026-12-01")).to.match(/skipped Rent on Dec 1, 2026$/);
    expect(said("alertThreshold", "450 EUR")).to.match(/changed the alert threshold to €450\.00$/);
    expect(said("monthStartsOn", "15")).to.match(/changed the first day of the month to 15$/);
    expect(said("monthStartsOn", "")).to.match(/changed the first day of the month to the default$/);
    expect(said("role", "viewer")).to.match(/gave … another role: Viewer: reads$/);
  });
});

describe("The value of a field of an expense", () => {
  it("has tags that keep their directions, each to itself", () => {
    const tags = ["a\u202eb", "trip", "קפה"];
    const expense = { description: "Taxi", currency: "EUR", tags } as Partial<Expense> as Expense;
    expect(valueIn(expense, "tags")).to.equal("\u2068#ab\u2069, #trip, \u2068#קפה\u2069");
  });
});
