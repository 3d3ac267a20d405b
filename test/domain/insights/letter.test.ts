import { expect } from "chai";
import * as fc from "fast-check";
import { letterOf, MAX_LETTER_WORDS } from "../../../domain/insights/letter";
import { BUILT_IN_CATEGORIES, nameOfCategory } from "../../../domain/insights/letterCategories";
import { type LetterFacts, letterFactsOf } from "../../../domain/insights/letterFacts";
import { faultOf } from "../../../domain/insights/letterGuard";
import { letterRequestOf } from "../../../domain/letters/letterRequest";
import type { MailLanguage } from "../../../domain/values/mailLanguage";
import { category as arabic } from "../../../site/i18n/ar/category";
import { category as german } from "../../../site/i18n/de/category";
import { category as english } from "../../../site/i18n/en/category";
import { charge, groceries, historyOf, monthly } from "./histories";

const TODAY = "2026-11-02";
const HOME = [
  ...groceries("2025-06-01", TODAY),
  ...monthly("2025-06-03", 17, "Landlord", 90_000, "Home"),
  charge("2026-10-20", "Ann's surprise", 33_333, "Ann's wedding"),
];
const FACTS: LetterFacts = {
  month: "2026-10",
  currency: "EUR",
  total: "1234.50",
  usual: { amount: "1100.00", direction: "more", difference: "134.50", percent: 12 },
  categories: [
    { category: "Home", total: "900.00", usual: "900.00" },
    { category: "Eating out", total: "80.00" },
  ],
  recurring: { count: 4, monthly: "960.00" },
  forecast: { month: "2026-11", total: "1180.00" },
};

describe("the letter of a month", () => {
  it("is written from the last full month, and holds nothing that a user wrote", () => {
    const facts = letterFactsOf(historyOf(HOME, TODAY)) ?? expect.fail();
    expect(facts).to.deep.include({ month: "2026-10", currency: "EUR" });
    expect(facts.categories.map(({ category }) => category)).to.deep.equal(["Home", "Groceries"]);
    // "Most went to" is not true of what comes after one that it does not name.
    const own = charge("2026-10-21", "Ann's ring", 1_000_000, "Ann's wedding");
    expect(letterFactsOf(historyOf([...HOME, own], TODAY))?.categories).to.deep.equal([]);
    expect(facts.recurring).to.deep.equal({ count: 1, monthly: "900.00" });
    expect(facts.usual?.direction).to.equal("more");
    expect(Number(facts.total) - Number(facts.usual?.amount)).to.be.closeTo(
      Number(facts.usual?.difference),
      0.001,
    );
    expect(JSON.stringify(facts)).not.to.match(/Ann|Landlord|Rewe/);
  });

  it("is not written of a month that the history does not know whole", () => {
    expect(letterFactsOf(historyOf(groceries("2026-10-02", TODAY), TODAY))).to.equal(undefined);
    const short = letterFactsOf(historyOf(groceries("2026-10-01", TODAY), TODAY));
    expect([short?.month, short?.usual]).to.deep.equal(["2026-10", undefined]);
  });

  it("is not written of a month with nothing in it, as after a move to another currency", () => {
    expect(letterFactsOf(historyOf(groceries("2025-06-01", "2026-09-30"), TODAY))).to.equal(undefined);
    const little = [...groceries("2025-06-01", "2026-09-30"), charge("2026-10-31", "Bank", 1)];
    expect(letterFactsOf(historyOf(little, TODAY))?.total).to.equal("0.01");
  });

  it("compares no category with nothing, and nothing with a month in which more was paid back than spent", () => {
    const flight = charge("2026-09-10", "Airline", 900_000, "Travel");
    const expenses = [
      ...groceries("2026-01-01", "2026-09-30"),
      flight,
      charge("2026-10-03", "Market", 3000, "Gifts"),
    ];
    const factsOf = (all: typeof expenses) => letterFactsOf(historyOf(all, TODAY)) ?? expect.fail();
    expect(factsOf(expenses).categories).to.deep.equal([{ category: "Gifts", total: "30.00" }]);
    const back = { ...flight, day: "2026-10-12", kind: "refund" as const };
    const facts = factsOf([...expenses, back]);
    expect(facts).to.include({ total: "-8970.00" }).and.not.to.have.any.keys("usual");
    expect(facts.categories).to.deep.equal([]);
    const told = (language: MailLanguage) => letterOf(facts, language).replace(/\u00a0/g, " ");
    expect(told("en")).to.match(
      /^In October 2026, €8,970\.00 more was paid back to you than you spent\. For/,
    );
    expect(told("de")).to.match(
      /^Im Oktober 2026 haben Sie 8\.970,00 € mehr zurückbekommen als ausgegeben\. Für/,
    );
    expect(told("ar")).to.match(/^استرددت في أكتوبر 2026 أكثر مما أنفقت بمقدار \u2068\u200f?8,970\.00 /);
    expect(JSON.stringify(letterRequestOf(facts, "en")))
      .to.include('"paidBack":"€8,970.00"')
      .and.not.include("-€");
  });

  it("tells the facts in the user's language", () => {
    expect(letterOf(FACTS, "en")).to.equal(
      "In October 2026 you spent €1,234.50. That is €134.50 (12 %) more than in a usual month, which costs €1,100.00. Most went to " +
        "Home (€900.00, usually €900.00) and Eating out (€80.00). Recurring charges found: 4, together €960.00 a month. For " +
        "November 2026, €1,180.00 is expected.",
    );
    expect(letterOf(FACTS, "de").replace(/\u00a0/g, " ")).to.match(
      /^Im Oktober 2026 haben Sie 1\.234,50 € ausgegeben\..* Wohnen \(900,00 €, sonst meist 900,00 €\)/,
    );
    expect(letterOf(FACTS, "ar")).to.include("سكن");
    expect(letterOf({ ...FACTS, currency: "HUF", total: "1234.56" }, "en")).to.include("1,234.56");
  });

  it("names categories as the page does", () => {
    const texts = { en: english, de: german, ar: arabic } as Record<string, Record<string, string>>;
    for (const language of ["en", "de", "ar"] as const) {
      const names = BUILT_IN_CATEGORIES.map((one) => [`category.${one}`, nameOfCategory(one, language)]);
      expect(Object.fromEntries(names)).to.deep.equal(texts[language]);
    }
  });

  const inDecimals = (minor: number) => (minor / 100).toFixed(2);
  const amounts = fc.integer({ min: 0, max: 10_000_000 }).map(inDecimals);
  const months = fc.integer({ min: 1, max: 12 }).map((month) => `2026-${String(month).padStart(2, "0")}`);
  const facts = fc.record<LetterFacts, "month" | "currency" | "total" | "categories">(
    {
      month: months,
      currency: fc.constantFrom("EUR", "USD", "JPY", "KWD", "CHF", "INR", "AED", "PLN", "XOF"),
      total: fc.integer({ min: -10_000_000, max: 10_000_000 }).map(inDecimals),
      usual: fc.record({
        amount: amounts,
        direction: fc.constantFrom("more", "less", "same"),
        difference: amounts,
        percent: fc.nat(5000),
      }),
      categories: fc.array(
        fc.record({ category: fc.constantFrom(...BUILT_IN_CATEGORIES), total: amounts, usual: amounts }),
        { maxLength: 3 },
      ),
      recurring: fc.record({ count: fc.nat(99), monthly: amounts }),
      forecast: fc.record({ month: months, total: amounts }),
    },
    { requiredKeys: ["month", "currency", "total", "categories"] },
  );
  const languages = fc.constantFrom("en" as const, "de" as const, "ar" as const);

  it("passes its own guard in each language, whatever the facts", () => {
    fc.assert(
      fc.property(facts, languages, (some, language) => {
        const text = letterOf(some, language);
        expect(faultOf(text, some, language)).to.equal(undefined);
        expect(text.split(/\s+/).length).to.be.at.most(MAX_LETTER_WORDS);
      }),
    );
  });

  it("is refused with any number that no fact has", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000_000, max: 9_999_999 }), languages, (number, language) => {
        expect(faultOf(`${letterOf(FACTS, language)} ${number}`, FACTS, language)).to.equal("number");
      }),
    );
  });
});

describe("the guard of letters", () => {
  const fault = (text: string, language: "en" | "de" | "ar" = "en") => faultOf(text, FACTS, language);

  it("refuses an amount that is rounded, shifted, of another language's marks or of other digits", () => {
    expect(fault("You spent €1,234.50.")).to.equal(undefined);
    for (const amount of [
      "€1,235",
      "€1,234.5",
      "€1.234,50",
      "€12,345.0",
      "€1234.50",
      "€١٬٢٣٤٫٥٠",
      "€1,234.50½",
    ]) {
      expect([amount, fault(`You spent ${amount}.`)]).to.deep.equal([amount, "number"]);
    }
    expect(fault("Sie haben 1.234,50 € ausgegeben.", "de")).to.equal(undefined);
    expect(fault("Sie haben 1,234.50 € ausgegeben.", "de")).to.equal("number");
    expect([fault("أنفقت ١٬٢٣٤٫٥٠ €", "ar"), fault("أنفقت ١٬٢٣٤٫٥١ €", "ar")]).to.deep.equal([
      undefined,
      "number",
    ]);
  });

  it("refuses a number with the sign of another fact, with none, or as a part of a longer one", () => {
    for (const text of [
      "You spent €12.",
      "You spent €4.",
      "You spent €2026.",
      "You spent 1,234.50.",
      "It is 4 % more.",
      "You spent -€134.50.",
      "You spent 12 €80.00.",
      "You spent €80.00 900.00.",
      "You spent €80.00,000.",
      "You spent €80.00k.",
      "It is 1.12 % more.",
      "It is 12-4 more.",
      "In October 2025 you spent €1,234.50.",
    ]) {
      expect([text, fault(text)]).to.deep.equal([text, "number"]);
    }
    const spaced = { ...FACTS, currency: "EUR", total: "500.00" };
    for (const space of [" ", "\u00a0", "\u202f", "\u2009", "\n"]) {
      expect(faultOf(`Es waren 12${space}500,00 €.`, spaced, "de")).to.equal("number");
      expect(faultOf(`Es waren 500,00${space}€, 12${space}% mehr.`, spaced, "de")).to.equal(undefined);
    }
    expect([fault("أنفقت ١٢ €", "ar"), fault("أي أكثر بنسبة ١٢٪ و٤ مدفوعات", "ar")]).to.deep.equal([
      "number",
      undefined,
    ]);
  });

  it("refuses the usual numbers and currencies in words, but no words that resemble them", () => {
    type Row = [text: string, language: "en" | "de" | "ar", fault: string | undefined];
    const words: Row[] = [
      ["You spent twice as much.", "en", "number"],
      ["You spent a thousand.", "en", "number"],
      ["That is twenty-one, a THIRD or a half.", "en", "number"],
      ["Spending doubled.", "en", "number"],
      ...[
        "It grew hundredfold.",
        "It grew thousandfold.",
        "It grew twentyfold.",
        "Spending quintupled.",
        "That is an eighth more.",
        "Save a sixth.",
        "That is a ninth of it.",
        "It is one hundredth.",
        "It is the eleventh month.",
        "It is the second month.",
        "Two twentieths more.",
        "You spent a grand more.",
      ].map((text): Row => [text, "en", "number"]),
      ["The grand total grew manifold, as at first.", "en", undefined],
      ["You spent a few dollars.", "en", "currency"],
      [
        "You often dine out; one of the usual months, and the forecast, were of tenuous weight.",
        "en",
        undefined,
      ],
      ["Sie gaben doppelt so viel aus.", "de", "number"],
      ["Das sind zwölf oder einundzwanzig mehr.", "de", "number"],
      ["Das ist ein Drittel, dreimal so viel.", "de", "number"],
      ["Das hat sich verdreifacht.", "de", "number"],
      ...[
        "Das ist ein Fünftel.",
        "Das ist ein Sechstel.",
        "Sie sparten ein Siebtel.",
        "Das sind drei Achtel.",
        "Das ist ein Neuntel.",
        "Das ist ein Zehntel.",
        "Das ist ein Zwölftel.",
        "Das ist zwölffach.",
        "Das ist der elfte Monat.",
        "Das war im achten Monat.",
        "Der achte Monat.",
        "Die zweitgrößte Ausgabe.",
      ].map((text): Row => [text, "de", "number"]),
      ["Achten Sie mehrfach auf die Schachtel, zuerst beim Gürtel.", "de", undefined],
      ["Das kostet viele Euro.", "de", "currency"],
      [
        "Deshalb achten Sie einfach auf das Einzige, das innerhalb eines Monats richtig hilft.",
        "de",
        undefined,
      ],
      ["أنفقت ضعف المعتاد", "ar", "number"],
      ["أنفقت ألفًا", "ar", "number"],
      ["أكثر بمرتين وثلاثة أضعاف", "ar", "number"],
      ["أكثر بعشرين بالمئة", "ar", "number"],
      ...["وفرت سُدس الإنفاق", "أكثر بثُمن", "شهر واحد", "في الشهر الثامن", "خمسة أسداس", "أكثر سُدسًا"].map(
        (text): Row => [text, "ar", "number"],
      ),
      ["أنفقت دولارات كثيرة", "ar", "currency"],
      ["ليست هناك كمية أكبر بين الفواتير اليومية", "ar", undefined],
    ];
    for (const [text, language, expected] of words) {
      expect([text, fault(text, language)]).to.deep.equal([text, expected]);
    }
  });

  it("refuses another currency, what is too long, what is empty, and what is no plain text", () => {
    expect(fault("You spent US$\u00a01,234.50 or €1,234.50 $.")).to.equal("number");
    expect(fault("You spent €1,234.50 USD.")).to.equal("currency");
    expect(fault("word ".repeat(MAX_LETTER_WORDS))).to.equal(undefined);
    expect(fault("word ".repeat(MAX_LETTER_WORDS + 1))).to.equal("long");
    expect(fault(" \n")).to.equal("empty");
    for (const text of ["<b>12 %</b>", "See https://evil.example", "**bold**", "mail a@b.example"]) {
      expect([text, fault(text)]).to.deep.equal([text, "markup"]);
    }
  });
});
