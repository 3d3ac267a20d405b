import { expect } from "chai";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import type { Finding } from "../../../domain/insights/model";
import { linksInto } from "../../../domain/ledgers/ledgerLink";
import { letterMail } from "../../../domain/letters/letterMail";
import type { MailLanguage } from "../../../domain/values/mailLanguage";
import { finding } from "./toldFinding";

const FACTS: LetterFacts = { month: "2026-10", currency: "EUR", total: "12.00", categories: [] };

/** The lines of findings in an email, each with its link. */
function linesOf(findings: readonly Finding[], language: MailLanguage = "en", currency = "EUR"): string[] {
  const linkTo = linksInto("https://site.example", "home");
  const { text } = letterMail({ facts: { ...FACTS, currency }, text: "", findings }, { language, linkTo });
  return text.split("\n").filter((line) => line.startsWith("- ") || line.startsWith("  "));
}

describe("a finding in the mail of a letter", () => {
  const base = "  https://site.example/#/settings/ledgers/home/";

  it("leads to the expenses that it is about, in its ledger and currency", () => {
    const gym: Finding = {
      ...finding("stopped", "Gym & Co"),
      rows: { from: "2026-08-02", to: "2026-09-30", kind: ["expense"], name: ["Gym & Co"], amount: [1499] },
    };
    const whole: Finding = {
      ...finding("category", ""),
      rows: { from: "2026-10-01", to: "2026-10-31", kind: ["expense", "refund"], category: ["Food"] },
    };
    expect(linesOf([gym, whole]).filter((line) => line.startsWith("  "))).to.deep.equal([
      `${base}all?kind=expense&name=Gym+%26+Co&amount=14.99&currency=EUR&from=2026-08-02&to=2026-09-30`,
      `${base}2026-10?kind=expense%0Arefund&category=Food&currency=EUR`,
    ]);
  });

  it("of a budget leads to the budgets, and one of too many names to all insights", () => {
    const budget: Finding = { ...finding("budget", "Food", 1_000), budget: "b1" };
    const many: Finding = {
      ...finding("merchant", "Shop"),
      rows: { ...budget.rows, name: ["ש".repeat(400)] },
    };
    expect(linesOf([budget, many]).filter((line) => line.startsWith("  "))).to.deep.equal([
      `${base}budgets`,
      `${base}reports/insights`,
    ]);
  });

  it("says what it compares its amount with", () => {
    const compared = (kind: Finding["kind"]) => linesOf([finding(kind, "Food", 1_000)])[0]?.split(" · ")[3];
    expect(
      ["unusual", "budget", "price", "year"].map((kind) => compared(kind as Finding["kind"])),
    ).to.deep.equal(["usually €10.00", "of €10.00", "before: €10.00", "by this day last year: €10.00"]);
  });

  it("keeps its name and its amounts to themselves in Arabic", () => {
    for (const currency of ["USD", "PLN", "EUR"]) {
      const [line = ""] = linesOf([finding("price", "7-Eleven 24", 1299)], "ar", currency);
      expect(line.replace(/\u2068[^\u2068\u2069]*\u2069/gu, "")).to.match(/^- [^A-Z$€]*12 أكتوبر 2026$/);
    }
  });
});
