import { expect } from "chai";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import { linksInto } from "../../../domain/ledgers/ledgerLink";
import { letterMail } from "../../../domain/letters/letterMail";
import { finding } from "./toldFinding";

const FACTS: LetterFacts = { month: "2026-10", currency: "EUR", total: "12.00", categories: [] };

describe("the mail of a letter", () => {
  it("has the letter, three findings, a link, and no link of what users wrote", () => {
    const findings = ["Netflix\nBcc: x", "https://evil.example", "Gym"].map((name, index) =>
      finding(index === 0 ? "price" : "stopped", name, index === 0 ? 1299 : undefined),
    );
    const { subject, text } = letterMail(
      { facts: FACTS, text: "You spent little.", findings },
      { language: "en", ledgerName: "Home", linkTo: linksInto("https://site.example", "home") },
    );
    expect(subject).to.equal("Your month: 2026-10");
    const lines = text.split("\n");
    expect(lines.slice(0, 4)).to.deep.equal([
      "You spent little.",
      "",
      "Worth noting:",
      "- New price · Netflix Bcc: x · €14.99 · before: €12.99 · October 12, 2026",
    ]);
    expect(lines.filter((line) => line.startsWith("- "))).to.have.length(3);
    expect(text).not.to.include("https://evil");
    expect(lines.slice(-3)).to.deep.equal([
      "Ledger: Home",
      "All insights, and the expenses behind them: https://site.example/#/settings/ledgers/home/reports/insights",
      "You can turn this email off there.",
    ]);
    const cafe = letterMail(
      { facts: FACTS, text: "", findings: [finding("stopped", "קפה\u202e")] },
      { language: "en", linkTo: String },
    );
    expect(cafe.text).to.include("\n- Stopped · \u2068קפה\u2069 · €14.99 · October 12, 2026\n");
    for (const language of ["de", "ar"] as const) {
      const mail = letterMail({ facts: FACTS, text: "", findings }, { language, linkTo: String });
      expect(mail.subject).to.match(/^[\x20-\x7e]{1,100}$/);
      const day = { de: "12. Oktober 2026", ar: "12 أكتوبر 2026" }[language];
      expect(mail.text)
        .to.include(day)
        .and.match(/14[.,]99\u00a0€/);
      const said = mail.text.split("\n").filter((line) => !line.startsWith("  "));
      expect(said.join("\n")).not.to.match(/EUR|2026-10/);
    }
  });

  it("names a default category in the language of the mail, and any other as its user does", () => {
    const about = (category: string) => {
      const { name: _name, ...inCategory } = finding("category", "");
      const findings = [{ ...inCategory, category }];
      return letterMail({ facts: FACTS, text: "", findings }, { language: "de", linkTo: String }).text;
    };
    expect(about("Groceries")).to.include(
      "- Mehr als üblich · Lebensmittel · 14,99\u00a0€ · 12. Oktober 2026",
    );
    expect(about("Garden")).to.include("- Mehr als üblich · Garden · 14,99\u00a0€ · 12. Oktober 2026");
  });
});
