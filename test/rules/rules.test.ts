import { expect } from "chai";
import fc from "fast-check";
import { showParts } from "../../domain/expenses/partFields";
import { Summariser } from "../../domain/expenses/summary";
import { addMonths } from "../../domain/values/day";
import { formatAmount } from "../../domain/values/money";
import { isTaken } from "../../site/data/categories/categorySet";
import { adjustSummary, type Counted, recount, totalsOf } from "../../site/data/expenses/expenseSums";
import { categories, forgetKnown, learn } from "../../site/data/expenses/learnedCategories";
import { countedIn } from "../../site/data/lists/filteredShares";
import { suggestCategory, suggestDescriptions } from "../../site/data/suggestions/suggest";
import { completeTags } from "../../site/data/suggestions/usedValues";
import { changesOf } from "../../site/data/writes/changeExpense";
import { categoryName, lookOf } from "../../site/lib/categories/categoryLook";
import { settings } from "../../site/lib/ledger/shownSettings";
import { hrefOf, parseRoute } from "../../site/lib/page/pageRoute";
import { splitMoney } from "../helpers/splitMoney";
import { FakeLedger, inMinor } from "./ledger";

const MONTH = "2026-11";

const category = fc.constantFrom("Groceries", "Home", "Pets");
const counted = fc
  .record({
    money: splitMoney(category, 9_999_999),
    currency: fc.constant("USD"),
    category,
    date: fc.constantFrom("2026-11-01", "2026-11-02", "2026-11-30", "2026-10-31", "2026-12-01"),
    createdBy: fc.constantFrom("ada", "ben"),
    kind: fc.constantFrom(undefined, undefined, "refund" as const, "income" as const),
  })
  .map(({ money: { amount, parts }, ...others }): Counted => {
    const shown = parts && { parts: showParts(parts, others.currency) };
    return { ...others, amount: formatAmount(amount, others.currency), ...shown };
  });

function summaryOf(expenses: readonly Counted[]) {
  const sums = new Summariser();
  for (const one of expenses) {
    if (one.date.startsWith(MONTH)) sums.add(inMinor(one));
    if (one.date.startsWith(addMonths(MONTH, -1))) sums.addPrevious(inMinor(one));
  }
  return sums.result(MONTH, addMonths(MONTH, -1));
}

/** The sums without an order that ties leave open. */
function comparable(expenses: ReturnType<typeof summaryOf>) {
  return expenses.currencies.map(({ byCategory, byPerson, ...rest }) => ({
    ...rest,
    byCategory: [...byCategory].sort((a, b) => a.category.localeCompare(b.category)),
    byPerson: [...byPerson].sort((a, b) => a.createdBy.localeCompare(b.createdBy)),
  }));
}

describe("The page's rules", () => {
  it("completes the last of the tags that are typed by one that is not among them", () => {
    const known = ["Été", "holiday", "work", "workshop"];
    const completed = (typed: string) => completeTags(typed, known);
    expect(completed("")).to.deep.equal(known);
    expect(completed("WORK")).to.deep.equal(["work", "workshop"]);
    expect(completed("new,work , e")).to.deep.equal(["new, work, Été"]);
    expect(completed("Work, wo")).to.deep.equal(["Work, workshop"]);
    expect(completed("work, x")).to.deep.equal([]);
  });

  it("adjusts the totals of a month as if they had been recalculated", () => {
    fc.assert(
      fc.property(fc.array(counted), fc.option(counted), fc.option(counted), (others, before, after) => {
        const known = before ? [...others, before] : others;
        const adjusted = adjustSummary(summaryOf(known), before ?? undefined, after ?? undefined);
        expect(comparable(adjusted)).to.deep.equal(
          comparable(summaryOf(after ? [...others, after] : others)),
        );
      }),
    );
  });

  it("sums what a filter leaves by currency: refunds lower what was spent, and income is not spent", () => {
    const one = { category: "Home", date: "2026-11-02", createdBy: "ada" };
    const of = (amount: string, currency: string, kind?: "refund" | "income") => ({
      ...one,
      amount,
      currency,
      ...(kind && { kind }),
    });
    expect(
      totalsOf([
        of("5.00", "USD"),
        of("2.50", "USD", "refund"),
        of("100", "JPY"),
        of("9.00", "USD", "income"),
      ]),
    ).to.deep.equal([
      { currency: "USD", total: "2.50", count: 3 },
      { currency: "JPY", total: "100", count: 1 },
    ]);
  });

  it("leaves no empty currency, category, day or person behind", () => {
    const only: Counted = {
      amount: "5.00",
      currency: "USD",
      category: "Home",
      date: "2026-11-02",
      createdBy: "ada",
    };
    expect(adjustSummary(summaryOf([only]), only, undefined).currencies).to.deep.equal([]);
    const other = { ...only, amount: "2.00", category: "Pets", date: "2026-11-03", createdBy: "ben" };
    expect(adjustSummary(summaryOf([only, other]), only, undefined)).to.deep.equal(summaryOf([other]));
    expect(recount(summaryOf([only]), []).currencies).to.deep.equal([]);
  });

  it("counts of an expense under a filter by category the parts in it", () => {
    const whole = { currency: "USD", category: "Home", date: "2026-11-01", createdBy: "ada" };
    const parts = [
      { category: "Food", amount: "1.00" },
      { category: "Pets", amount: "2.00" },
      { category: "food", amount: "0.50" },
    ];
    const sumIn = (category: string) =>
      totalsOf(countedIn({ ...whole, amount: "3.50", parts }, category)).map(({ total }) => total);
    expect(["", "FOOD", "Pets", "Home"].map(sumIn)).to.deep.equal([["3.50"], ["1.50"], ["2.00"], []]);
    expect(countedIn({ ...whole, amount: "3.50" }, "home")).to.have.length(1);
  });

  it("sends of an edit what differs, so that nothing is erased that the form does not have", () => {
    const before = {
      ...new FakeLedger().add("Desk", { amount: "12.50" }),
      merchant: "Maple",
      tags: ["work"],
    };
    const draft = {
      description: "Desk",
      category: "Other",
      amount: "12.5",
      currency: "USD",
      date: before.date,
    };
    expect(changesOf(before, draft)).to.deep.equal({});
    expect(changesOf(before, { ...draft, merchant: "Maple", tags: ["work"], notes: "" })).to.deep.equal({});
    expect(changesOf(before, { ...draft, merchant: "", tags: [], notes: "Oak" })).to.deep.equal({
      merchant: "",
      tags: [],
      notes: "Oak",
    });
    const parts = [{ category: "Home", amount: "12.50" }];
    expect(changesOf({ ...before, parts }, { ...draft, parts })).to.deep.equal({});
    expect(changesOf(before, { ...draft, parts })).to.deep.equal({ parts });
    expect(changesOf({ ...before, parts }, { ...draft, parts: [] })).to.deep.equal({ parts: [] });
    expect(changesOf(before, { ...draft, currency: "EUR" })).to.deep.equal({
      amount: "12.5",
      currency: "EUR",
    });
  });

  it("counts an expense in the sum of its category, however it is written", () => {
    const expense = {
      amount: "2.00",
      currency: "USD",
      category: "Pets",
      date: "2026-11-01",
      createdBy: "ada",
    };
    const { currencies } = adjustSummary(summaryOf([expense]), undefined, { ...expense, category: "PÉTS" });
    expect(currencies[0]?.byCategory).to.deep.equal([{ category: "Pets", total: "4.00", count: 2 }]);
    const { currencies: after } = adjustSummary(summaryOf([expense]), { ...expense, category: "pets" });
    expect(after).to.deep.equal([]);
  });

  it("knows a category however an expense writes it", () => {
    settings.value = { categories: [{ name: "Café", colour: "#aabbcc", sign: "☕" }] };
    expect(categoryName("CAFE")).to.equal("Café");
    expect(lookOf("cafe\u0301")).to.deep.equal(lookOf("Café"));
    expect(isTaken(settings.value, "cafe")).to.equal(true);
    expect(isTaken(settings.value, "cafe", "Café")).to.equal(false);
    forgetKnown();
    learn([
      { description: "Crème", category: "CAFE" },
      { description: "Tram", category: "Transport" },
    ]);
    expect(categories.value).to.deep.equal(["Café", "Transport"]);
    expect(suggestCategory("creme")).to.equal("Café");
    forgetKnown();
    settings.value = {};
    expect(categoryName("groceries")).to.equal("Groceries");
  });

  it("reads every address that it writes", () => {
    const path = fc.stringMatching(/^[a-z0-9-]{0,12}$/);
    const query = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.string({ minLength: 1, unit: "grapheme" }),
      {
        noNullPrototype: true,
      },
    );
    fc.assert(
      fc.property(path, query, (to, values) => {
        expect(parseRoute(hrefOf(to, values))).to.deep.equal({ path: to, query: values });
      }),
    );
  });

  it("suggests the category of the same, a longer or a similar description, the newest first", () => {
    forgetKnown();
    learn([
      { description: "Coffee at Nero", category: "Eating out" },
      { description: "Coffee beans", category: "Groceries" },
      { description: "Bus ticket", category: "Transport" },
    ]);
    expect(suggestCategory("coffee beans")).to.equal("Groceries");
    expect(suggestCategory("Cof")).to.equal("Eating out");
    expect(suggestCategory("bus to work")).to.equal("Transport");
    expect(suggestCategory("Co")).to.equal(undefined);
    expect(suggestDescriptions("co")).to.deep.equal(["Coffee at Nero", "Coffee beans"]);
    learn([{ description: "coffee at nero", category: "Leisure" }], true);
    expect(suggestCategory("Coffee at Nero")).to.equal("Leisure");
    forgetKnown();
  });
});
