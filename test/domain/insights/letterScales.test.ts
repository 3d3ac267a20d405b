import { expect } from "chai";
import { letterOf } from "../../../domain/insights/letter";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import { faultOf } from "../../../domain/insights/letterGuard";
import { currencies } from "../../../domain/values/currency";

const FACTS: LetterFacts = {
  month: "2026-10",
  currency: "EUR",
  total: "1234.50",
  usual: { amount: "1100.00", direction: "more", difference: "134.50", percent: 12 },
  categories: [{ category: "Home", total: "120.00" }],
  recurring: { count: 4, monthly: "960.00" },
};

type Language = "en" | "de" | "ar";
const faults = (texts: readonly string[], language: Language) =>
  texts.map((text) => [text, faultOf(text, FACTS, language)]);
const all = (texts: readonly string[], fault: string | undefined) => texts.map((text) => [text, fault]);

describe("the guard of letters, beside a figure", () => {
  it("refuses what multiplies it", () => {
    const english = [
      "k",
      "k.",
      "m.",
      "mn",
      "bn.",
      "BN",
      "tn",
      "b",
      "million",
      "lakh",
      "crores",
      "(bn)",
      "- bn",
      "x",
    ]
      .map((scale) => `In October you spent €1,234.50 ${scale}`)
      .concat("You spent mn €1,234.50.", "You spent 12 % k more.", "minus €134.50", "€134.50 squared");
    expect(faults(english, "en")).to.deep.equal(all(english, "number"));
    const german = ["Mio.", "Mrd.", "Tsd.", "Tsd", "mal"].flatMap((scale) => [
      `Es waren 1.234,50 € ${scale}`,
      `Es waren ${scale} 1.234,50 €`,
    ]);
    expect(faults(german, "de")).to.deep.equal(all(german, "number"));
    const arabic = ["ك", "م.", "مليون", "تريليون", "لاك", "كرور"].map((scale) => `أنفقت 1,234.50 € ${scale}`);
    expect(faults(arabic, "ar")).to.deep.equal(all(arabic, "number"));
  });

  it("refuses what multiplies it after a comma or a bracket, and in other words", () => {
    const english = ["€1,234.50, k.", "€1,234.50 (in k)", "“€1,234.50” bn", "mn: €1,234.50", "€1,234.50; M."];
    expect(faults(english, "en")).to.deep.equal(all(english, "number"));
    const german = ["Es waren 1.234,50 € Mille.", "Drei Promille", "Mio.: 1.234,50 €", "1.234,50 €, in T"];
    expect(faults(german, "de")).to.deep.equal(all(german, "number"));
    const arabic = [
      "مليونا",
      "مليونًا",
      "ملياراً",
      "بليونا",
      "تريليونات",
      "ترليونا",
      "بلايين",
      "تريليونان",
    ].flatMap((scale) => [`أنفقت 1,234.50 € ${scale}`, `أنفقت ${scale} تقريبا`]);
    expect(faults(arabic, "ar")).to.deep.equal(all(arabic, "number"));
  });

  it("refuses another currency, or thousands of one, in an abbreviation", () => {
    const english = ["kEUR", "KEUR", "MUSD", "keur", "usd", "kr", "Rs", "TCHF"].map(
      (unit) => `In October you spent €1,234.50 ${unit}.`,
    );
    expect(faults(english, "en")).to.deep.equal(all(english, "currency"));
    const german = ["TEUR", "teur", "tEUR", "kEUR", "Kč", "zł", "sFr"].map(
      (unit) => `Es waren 1.234,50 € (${unit})`,
    );
    expect(faults(german, "de")).to.deep.equal(all(german, "currency"));
    const arabic = ["ر.س", "ر.س.", "د.ك", "ج.م", "ل.ل", "د. إ"].map((unit) => `أنفقت 1,234.50 € ${unit}`);
    expect(faults(arabic, "ar")).to.deep.equal(all(arabic, "currency"));
  });

  it("refuses the signs of a calculation", () => {
    const sums = ["×", "/", "÷", "=", "+", "·", "∙", "⁄", "−"].map(
      (sign) => `You spent €1,234.50 ${sign} €120.00.`,
    );
    expect(faults(sums, "en")).to.deep.equal(all(sums, "number"));
    for (const sign of ["*", "^"])
      expect(faultOf(`€1,234.50 ${sign} €120.00`, FACTS, "en"), sign).to.be.a("string");
  });

  it("allows the words that a letter has there", () => {
    const english = [
      "You spent €1,234.50 - 12 % more (€134.50) than usual: €1,100.00.",
      "€960.00 a month, €120.00 for Home; 4 regular payments. By €134.50, times were dear.",
      "It was €134.50 more; bills were €120.00, mild in total. LEFT: €960.00 (in Home), by mail.",
      "Most went to Home (€120.00). My total: €1,234.50 thus far. Tell me, 12 % more – is it much?",
    ];
    expect(faults(english, "en")).to.deep.equal(all(english, undefined));
    const german = [
      "Diesmal: 134,50 €. Kamille, Miete und Familie, im Oktober 120,00 €. Mit Tee: 960,00 €, treu.",
      "Das sind 134,50 € mehr (12 %), 960,00 € monatlich, 120,00 € bei Wohnen, mit 1.100,00 € Miete.",
    ];
    expect(faults(german, "de")).to.deep.equal(all(german, undefined));
    const arabic = [
      "أنفقت 1,234.50 € من المال، أي أكثر بـ 134.50 € (12 %) مما أنفقت",
      "صرفت 1,234.50 € في أكتوبر. كان الأكثر. وكذلك 120.00 €، في المنزل",
    ];
    expect(faults(arabic, "ar")).to.deep.equal(all(arabic, undefined));
  });

  it("refuses characters that reorder what is shown, but not those that a figure has", () => {
    for (const mark of ["\u202a", "\u202d", "\u202e", "\u2066", "\u2067", "\u00ad", "\u200b", "\u{e0031}"]) {
      for (const language of ["en", "de", "ar"] as const) {
        const text = `${mark}${letterOf(FACTS, language)}`;
        expect(faultOf(text, FACTS, language), `${language} ${mark.codePointAt(0)?.toString(16)}`).to.equal(
          "markup",
        );
      }
    }
    expect(faultOf("You spent \u2068€1,234.50\u2069.", FACTS, "en")).to.equal("markup");
    for (const currency of currencies) {
      for (const language of ["en", "de", "ar"] as const) {
        const facts = { ...FACTS, currency };
        expect(faultOf(letterOf(facts, language), facts, language), `${currency} ${language}`).to.equal(
          undefined,
        );
      }
    }
  });
});
