import { expect } from "chai";
import { letterOf } from "../../../domain/insights/letter";
import type { LetterFacts } from "../../../domain/insights/letterFacts";

const FACTS: LetterFacts = {
  month: "2026-10",
  currency: "EUR",
  total: "1234.50",
  usual: { amount: "1100.00", direction: "more", difference: "134.50", percent: 12 },
  categories: [{ category: "Eating out", total: "80.00", usual: "70.00" }],
  recurring: { count: 12, monthly: "55.00" },
  forecast: { month: "2026-11", total: "1180.00" },
};

describe("the amounts of a letter", () => {
  it("keep to themselves in Arabic, with the parts of a currency's sign in their order", () => {
    for (const currency of ["USD", "PLN", "XOF", "AUD", "EUR"]) {
      const text = letterOf({ ...FACTS, currency }, "ar");
      // Else the code of a currency runs on into the number after it.
      expect(text.replace(/\u2068[^\u2068\u2069]*\u2069/gu, "")).not.to.match(/[A-Z$€]/i);
      expect(text).not.to.match(/[A-Z]\$(?!\u200e)/);
    }
    expect(letterOf(FACTS, "en")).not.to.match(/\p{Cf}/u);
  });

  it("stand apart from the number of charges, in whatever decimal mark", () => {
    for (const language of ["en", "de", "ar"] as const) {
      const text = letterOf({ ...FACTS, currency: "EUR" }, language, `${language}-DE`);
      expect(text).not.to.match(/\d[.,،]\s\p{Cf}*\d/u);
    }
  });
});
