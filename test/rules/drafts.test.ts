import { expect } from "chai";
import { newExpense } from "../../domain/expenses/expense";
import { oneLine } from "../../domain/values/text";
import { check } from "../../site/data/forms/draftValidation";
import type { Problems, Typed } from "../../site/data/forms/formInput";
import { tagsIn } from "../../site/data/forms/tagList";
import { inWords } from "../../site/i18n";
import { readTypedAmount } from "../../site/lib/formatting/readTypedAmount";

/** The problems of the input, in words. */
function problemsOf(typed: Typed): Record<string, string> {
  const { problems } = check(typed, "USD") as { problems: Problems };
  return Object.fromEntries(Object.entries(problems).map(([field, said = ""]) => [field, inWords(said)]));
}

describe("What is typed into a form of the page", () => {
  for (const [typed, words] of [
    ["", "Enter an amount."],
    ["12.50.3", "12.50.3 is not an amount."],
    ["12 apples", "12 apples is not an amount."],
    ["12.345", "An amount in USD has at most 2 decimals."],
    ["1.5 JPY", "An amount in JPY has no decimals."],
    ["100000000", "The amount must be at most 99,999,999.99."],
    ["12 kr", "kr can mean SEK, NOK, DKK, ISK. Write the currency's code instead."],
    ["€1 + $1", "An amount cannot be in EUR and in USD."],
    [
      "0",
      "The amount must be above 0. For money that you got back or earned, set the kind to refund or income.",
    ],
  ] as const) {
    it(`says of the amount "${typed}": ${words}`, () => {
      const read = readTypedAmount(typed, "USD");
      expect("problem" in read && inWords(read.problem)).to.equal(words);
    });
  }

  it("offers the currencies that a sign can mean", () => {
    expect(readTypedAmount("12 kr", "USD")).to.deep.include({ candidates: ["SEK", "NOK", "DKK", "ISK"] });
  });

  for (const [amount, chosen, expected] of [
    ["12.5", undefined, { amount: "12.50", currency: "USD" }],
    ["12.50 EUR", undefined, { amount: "12.50", currency: "EUR" }],
    ["€12", "JPY", { amount: "12.00", currency: "EUR" }],
    ["$12", "CAD", { amount: "12.00", currency: "CAD" }],
    ["1500", "JPY", { amount: "1500", currency: "JPY" }],
    ["12+8", undefined, { amount: "20.00", currency: "USD" }],
  ] as const) {
    it(`reads "${amount}" in the chosen currency ${chosen}, unless it names another`, () => {
      const typed = { amount, description: "Taxi", category: "Transport", date: "2026-11-23" };
      const draft = { ...typed, ...expected };
      expect(check({ ...typed, ...(chosen && { currency: chosen }) }, "USD")).to.deep.equal({ draft });
    });
  }

  it("takes parts that make up the amount, with the category of the largest, and says what is left or too much", () => {
    const typed = { amount: "12 EUR", description: "Market", category: "Other", date: "2026-11-23" };
    const part = (category: string, amount: string, note = "") => ({ category, amount, note });
    const parts = [part("Food", "2,5"), part("Home", "9.50", "soap"), part("Pets", "")];
    expect(check({ ...typed, parts }, "USD")).to.deep.equal({
      draft: {
        ...{ ...typed, amount: "12.00", currency: "EUR", category: "Home" },
        parts: [
          { category: "Food", amount: "2.50" },
          { category: "Home", amount: "9.50", note: "soap" },
        ],
      },
    });
    expect(check({ ...typed, parts: [part("Food", "")] }, "USD")).to.deep.include({
      draft: { ...typed, amount: "12.00", currency: "EUR", parts: [] },
    });
    for (const [amount, words] of [
      ["2", "€0.50 left to distribute."],
      ["3", "The parts exceed the amount by €0.50."],
      ["x", undefined],
      ["3 USD", "The parts are in EUR, as the amount is."],
    ] as const) {
      const { parts: told } = problemsOf({ ...typed, parts: [...parts.slice(1), part("Food", amount)] });
      if (words === undefined) expect(told).to.be.a("string");
      else expect(told).to.equal(words);
    }
  });

  it("takes a description of 300 emoji, and says when one is too long or shows nothing", () => {
    const typed = { amount: "1", category: "Other", date: "2026-11-23" };
    const described = (description: string) => problemsOf({ ...typed, description });
    expect(check({ ...typed, description: "👨‍👩‍👧‍👦".repeat(300) }, "USD")).to.have.property("draft");
    expect(described("👨‍👩‍👧‍👦".repeat(501))).to.deep.equal({ description: "At most 500 characters." });
    expect(described(oneLine("\u200b\u3164"))).to.deep.equal({ description: "Enter what it was for." });
  });

  it("takes of the note of a part what shows, as the API does", () => {
    const typed = { amount: "12", description: "Market", category: "Other", date: "2026-11-23" };
    const ofNote = (note: string) => ({ ...typed, parts: [{ category: "Food", amount: "12", note }] });
    for (const note of ["", " ", "\u200b", "\u2028"]) {
      const parts = [{ category: "Food", amount: "12.00" }];
      expect(check(ofNote(note), "USD"), note).to.deep.include({
        draft: { ...typed, amount: "12.00", currency: "USD", category: "Food", parts },
      });
    }
  });

  it("may have as many bytes as the API stores, and says so beside its field", () => {
    const typed = { amount: "12", description: "Market", category: "Food", date: "2026-11-23" };
    const family = "👨‍👩‍👧‍👦"; // 25 bytes.
    for (const [count, note] of [
      [320, 16],
      [321, 17],
    ] as const) {
      const parts = [{ category: "Food", amount: "12.00", note: family.repeat(note) }];
      const sent = { ...typed, notes: family.repeat(count), parts };
      const refused = newExpense.safeParse(sent).error?.issues.map(({ path }) => path[0]) ?? [];
      const told = "problems" in check(sent, "USD") ? problemsOf(sent) : {};
      expect(Object.keys(told).sort(), `${count} emoji`).to.deep.equal(refused.sort());
      expect(refused).to.have.length(count === 320 ? 0 : 2);
    }
    expect(problemsOf({ ...typed, notes: family.repeat(321) })).to.deep.equal({
      notes: "At most 2,000 characters.",
    });
  });

  it("has each tag once, whatever its spelling, and says when one is too long or there are too many", () => {
    expect(tagsIn("trip, Café ,\u200b, CAFE\u0301،Trip,")).to.deep.equal(["Trip", "CAFÉ"]);
    const typed = { amount: "12", description: "Market", category: "Food", date: "2026-11-23" };
    expect(check({ ...typed, tags: ["👨‍👩‍👧‍👦".repeat(25)] }, "USD")).to.have.property("draft");
    const many = Array.from({ length: 11 }, (_, index) => `trip ${index}`);
    expect(check({ ...typed, tags: many.slice(1) }, "USD")).to.have.property("draft");
    expect(problemsOf({ ...typed, tags: many })).to.deep.equal({ tags: "At most 10 tags." });
    expect(problemsOf({ ...typed, tags: ["trip", "x".repeat(41)] })).to.deep.equal({
      tags: "At most 40 characters.",
    });
  });
});
