import { expect } from "chai";
import fc from "fast-check";
import { type Expense, type ExpensePage, listQuery, toExpense } from "../../domain/expenses/expense";
import { expenseIdFor, indexKeys } from "../../domain/expenses/expenseKeys";
import { readPage } from "../../domain/expenses/expensePages";
import type { ExpenseRepository, ListRange } from "../../domain/expenses/expenseRepository";
import { KINDS } from "../../domain/expenses/kinds";
import type { ExpenseItem } from "../../domain/expenses/model";
import { categoriesIn } from "../../domain/expenses/parts";
import { type ExpenseFilter, matching } from "../../domain/expenses/search";
import { line } from "../../domain/http/schemas";
import { oneLine } from "../../domain/values/text";
import { arrange, filterOf, searchOf } from "../../site/data/lists/listFilter";
import { belongs } from "../../site/data/lists/listQuery";
import { speakBy } from "../../site/i18n";
import { de } from "../../site/i18n/de";
import { loadedEnglish } from "../../site/i18n/english";
import { hrefOf, parseRoute } from "../../site/lib/page/pageRoute";
import { expenseItem } from "../helpers/expenseItem";
import { splitMoney } from "../helpers/splitMoney";

const words = fc.constantFrom("Coffee", "ÇAY", "straße", "ΟΔΟΣ", "日本橋", "12.50", "a\u0301", "x");
const text = fc.oneof(
  fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => list.join(" ")),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).map(oneLine).filter(Boolean),
);

const row = fc
  .record({
    key: fc.uuid(),
    description: text,
    category: text,
    money: splitMoney(text, 99_999),
    merchant: fc.option(text, { nil: undefined }),
    notes: fc.option(text, { nil: undefined }),
    tags: fc.option(fc.array(text, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    createdBy: fc.constantFrom("ada", "bob"),
    kind: fc.constantFrom(undefined, "refund" as const, "income" as const),
    currency: fc.constantFrom("USD", "JPY", "KWD"),
    date: fc.constantFrom("2026-11-01", "2026-11-30"),
  })
  .map(({ key, money, ...properties }) =>
    expenseItem({ expenseId: expenseIdFor("ledger", key), ...properties, ...money }),
  );

const rows = fc.array(row, { maxLength: 12 });

const seldom = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });

/** A part of what a row says in another case, or anything. */
const queries = (items: readonly ExpenseItem[]) => {
  const said = items
    .map(toExpense)
    .flatMap(({ description, category, amount, merchant, notes, tags = [], parts = [] }) => [
      ...[description, category, amount, merchant ?? "x", notes ?? "x"],
      ...tags,
      ...parts.flatMap((one) => [one.category, one.note ?? "x"]),
    ]);
  const part = fc
    .tuple(fc.constantFrom(...said, "x"), fc.nat(5), fc.integer({ min: 1, max: 6 }))
    .map(([whole, start, length]) => oneLine(whole.slice(start, start + length)));
  const cased = fc
    .tuple(part, fc.boolean())
    .map(([found, up]) => (up ? found.toUpperCase() : found.toLowerCase()));
  return fc.record({
    q: fc.option(fc.oneof(cased, text), { nil: undefined }).map((found) => found || undefined),
    category: fc.option(someOf(...items.flatMap(categoriesIn), "x"), { nil: undefined }),
    tag: seldom(someOf(...items.flatMap(({ tags = [] }) => tags), "x")),
    merchant: seldom(fc.constantFrom(...items.map(({ merchant = "x" }) => merchant), "x")),
    name: seldom(someOf(...items.map(({ merchant, description }) => merchant ?? description), "x")),
    amount: seldom(someOf(...said.filter((one) => /^[\d.]+$/.test(one)), "1.00")),
    createdBy: seldom(fc.constantFrom("ada", "eve")),
    kind: seldom(someOf(...KINDS)),
    currency: seldom(fc.constantFrom("USD", "JPY")),
    from: seldom(fc.constantFrom("2026-11-02", "2026-11-01")),
    to: seldom(fc.constantFrom("2026-11-29", "2026-11-30")),
  });
};

const someOf = (...names: readonly string[]) =>
  fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 });

/** A filter in an address. */
const addressed = (filter: Readonly<Record<string, string | readonly string[] | undefined>>) =>
  parseRoute(
    hrefOf(
      "all",
      Object.fromEntries(
        Object.entries(filter).map(([name, value]) => [name, [value ?? ""].flat().join("\n")]),
      ),
    ),
  ).query;

/** The table as the repository lists it. */
function holding(items: readonly ExpenseItem[]): ExpenseRepository {
  const keyOf = (item: ExpenseItem) => indexKeys(item).listKey;
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
  const storedPages = async function* ({ after }: ListRange) {
    yield sorted.filter((item) => after === undefined || keyOf(item) < after);
  };
  return { storedPages } as unknown as ExpenseRepository;
}

/** Every expense that the API answers, page by page. */
async function fromServer(items: readonly ExpenseItem[], filter: ExpenseFilter): Promise<Expense[]> {
  const found: Expense[] = [];
  let page: ExpensePage | undefined;
  do {
    page = await readPage(
      holding(items),
      { listId: "ledger" },
      { ...filter, limit: 3, cursor: page?.cursor },
      { now: new Date(), hasTime: () => true },
    );
    found.push(...page.expenses);
  } while (page.cursor);
  return found;
}

/** Characters as a user perceives them: a letter and its accents are one. */
const characters = (whole: string) =>
  Array.from(new Intl.Segmenter("en").segment(whole), ({ segment }) => segment);

const idsOf = (expenses: readonly Expense[]) => expenses.map(({ expenseId }) => expenseId).sort();

describe("The search", () => {
  it("finds the same on the server, in a month of the page and in its list of all months", async () => {
    const searched = rows.chain((items) => fc.tuple(fc.constant(items), queries(items)));
    await fc.assert(
      fc.asyncProperty(searched, async ([items, filter]) => {
        const found = idsOf(await fromServer(items, filter));
        const expenses = items.map(toExpense);
        const shown = arrange(
          expenses.map((expense) => ({ expense })),
          filterOf(addressed(filter)),
        );
        expect(idsOf(shown.map(({ expense }) => expense))).to.deep.equal(found);
        expect(idsOf(expenses.filter((expense) => belongs(expense, filter)))).to.deep.equal(found);
      }),
    );
  });

  it("finds every part of the description, the category and the amount, in upper and lower case", () => {
    fc.assert(
      fc.property(row, fc.nat(8), fc.integer({ min: 1, max: 8 }), (item, start, length) => {
        const expense = toExpense(item);
        const { merchant = "", notes = "", tags = [], parts = [] } = expense;
        for (const whole of [
          expense.description,
          expense.category,
          expense.amount,
          merchant,
          notes,
          ...tags,
          ...parts.flatMap((one) => [one.category, one.note ?? ""]),
        ]) {
          const part = characters(whole)
            .slice(start, start + length)
            .join("");
          for (const q of [part, part.toUpperCase()]) expect(matching({ q })(expense), q).to.equal(true);
        }
      }),
    );
  });

  const coffee = {
    description: "Coffee at Nero",
    category: "Eating out",
    amount: "12.50",
    merchant: "Café Nero",
    notes: "With Bea,\ntwo cups",
    tags: ["work", "Été"],
    parts: [
      { category: "Eating out", amount: "10.00" },
      { category: "Presents", amount: "2.50", note: "beans" },
    ],
    createdBy: "ada",
    currency: "EUR",
    date: "2026-11-20",
  };

  for (const [filter, found] of [
    [{}, true],
    [{ q: "" }, true],
    [{ q: " NERO " }, true],
    [{ q: "eating" }, true],
    [{ q: "éating" }, true],
    [{ q: "ＮＥＲＯ" }, true],
    [{ q: "cof\u00adfee" }, true],
    [{ q: "\u200b" }, true],
    [{ q: "１２.5" }, true],
    [{ q: "12.5" }, true],
    [{ q: "12,5" }, true],
    [{ q: "12,50 €" }, true],
    [{ q: "$12.50" }, true],
    [{ q: "١٢٫٥" }, true],
    [{ q: "12,6" }, false],
    [{ q: "€" }, false],
    [{ q: "nero eating" }, true],
    [{ q: "cafe two été" }, true],
    [{ q: "nero drinking" }, false],
    [{ q: "essen nero" }, false],
    [{ q: "essen nero", categoryNames: "Home=Wohnen;Eating out=Essen gehen" }, true],
    [{ q: "wohnen", categoryNames: "Home=Wohnen;Eating out=Essen gehen" }, false],
    [{ q: "USD" }, false],
    [{ category: "Eating out" }, true],
    [{ category: "EATING OUT" }, true],
    [{ category: "Éating  out" }, true],
    [{ category: "Eating" }, false],
    [{ category: "PRESENTS" }, true],
    [{ q: "present" }, true],
    [{ q: "BEANS" }, true],
    [{ category: "Eating out", q: "tea" }, false],
    [{ category: "", q: "coffee" }, true],
    [{ q: "two cups" }, true],
    [{ q: "ete" }, true],
    [{ category: ["Home", "presents"] }, true],
    [{ category: ["Home", "Food"] }, false],
    [{ category: [] }, true],
    [{ tag: ["trip", "ete"] }, true],
    [{ category: ["Home", "presents"], tag: "trip" }, false],
    [{ kind: "expense" }, true],
    [{ kind: ["refund", "income"] }, false],
    [{ currency: "EUR" }, true],
    [{ currency: "USD" }, false],
    [{ from: "2026-11-20", to: "2026-11-20" }, true],
    [{ from: "2026-11-21" }, false],
    [{ to: "2026-11-19" }, false],
    [{ tag: "ÉTÉ" }, true],
    [{ tag: "wor" }, false],
    [{ merchant: "cafe nero" }, true],
    [{ merchant: "nero" }, false],
    [{ name: ["Nero", "CAFE NERO"] }, true],
    [{ name: "Coffee at Nero" }, false],
    [{ amount: ["2.50", "12.50"] }, true],
    [{ amount: "2.50" }, false],
    [{ createdBy: "ada" }, true],
    [{ createdBy: "bob", q: "coffee" }, false],
  ] as const) {
    it(`${found ? "finds" : "does not find"} an expense by ${JSON.stringify(filter)}`, () => {
      expect(matching(filter)(coffee)).to.equal(found);
    });
  }

  it("finds the categories that a language names differently by those names, of which it tells the API those that are meant", () => {
    speakBy("de", de);
    const found = searchOf(filterOf({ q: "lebens rewe", sort: "oldest" }));
    speakBy("en", loadedEnglish);
    expect(found).to.include({ q: "lebens rewe", categoryNames: "Groceries=Lebensmittel" });
    const bread = { ...coffee, description: "Brot bei REWE", category: "Groceries" };
    expect(matching(found)(bread)).to.equal(true);
    expect(matching(found)({ ...bread, category: "Home" })).to.equal(false);
    expect(listQuery.safeParse({ q: found.q, categoryNames: found.categoryNames }).success).to.equal(true);
    expect(searchOf(filterOf({ q: "groceries" }))).not.to.have.property("categoryNames");
  });

  it("finds words with accents by words without, and the other way round, in any form of Unicode", () => {
    const expense = { ...coffee, description: "Cafe\u0301 Motörhead", category: "Crème" };
    for (const q of ["café", "CAFE", "cafe\u0301", "motorhead", "creme", "CRÈME"]) {
      expect(matching({ q })(expense), q).to.equal(true);
    }
    expect(matching({ q: "パパ" })({ ...expense, description: "ハハ" })).to.equal(false);
  });

  it("keeps an edited expense in the list where it was found by its category or amount", () => {
    const expense = toExpense(expenseItem({ description: "Desk", category: "Office", amount: 1250 }));
    const edited = { ...expense, description: "Table" };
    expect(belongs(edited, { q: "office" })).to.equal(true);
    expect(belongs(edited, { q: "12.50" })).to.equal(true);
    expect(belongs(edited, { q: "desk" })).to.equal(false);
    expect(belongs({ ...edited, deletedAt: "2026-11-21T00:00:00.000Z" }, {})).to.equal(false);
    expect(belongs(edited, { month: expense.date.slice(0, 7) })).to.equal(true);
    expect(belongs(edited, { month: "2025-01" })).to.equal(false);
  });

  it("turns any text into a line that the API accepts, unless it is empty", () => {
    const anything = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "binary-ascii" }));
    const lone = fc.constantFrom("\ud800", "\udc00", "\u0085", "\r\n");
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, lone)), (parts) => {
        const typed = oneLine(parts.join(""));
        expect(line("The text", 100_000).safeParse(typed)).to.deep.equal(
          typed === "" ? line("The text", 100_000).safeParse("") : { success: true, data: typed },
        );
      }),
    );
  });
});
