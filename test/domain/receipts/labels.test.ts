import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";
import { isLabelAlone, type LabelKind, labelIn } from "../../../domain/receipts/labels";
import { documentOf, type PrintedRow } from "./printed";

describe("Labels on receipts", () => {
  it("are known in Arabic, with vowel signs and digits of its own", () => {
    const labels: Partial<Record<LabelKind, readonly string[]>> = {
      total: ["الإجمالي", "المجموع الكلي", "المبلغ المستحق: ٧٫٥٠", "الإِجْمَالِي"],
      subtotal: ["المجموع الفرعي", "الصافي"],
      tax: ["ضريبة القيمة المضافة ١٥٪", "الضريبة"],
      tip: ["إكرامية", "بقشيش"],
      discount: ["خصم", "الخصم"],
      paid: ["نقدا", "نقداً", "مدى"],
      change: ["الباقي"],
      balance: ["الرصيد"],
    };
    for (const [kind, texts] of Object.entries(labels)) {
      for (const text of texts) expect(labelIn(text)?.kind, text).to.equal(kind);
    }
  });

  it("lead to the sums of an Arabic receipt", () => {
    const rows: PrintedRow[] = [
      ["مخبز الزاوية"],
      ["2026/03/24"],
      ["حليب", "٣٫٠٠"],
      ["خبز", "٢٫٥٠"],
      ["المجموع الفرعي", "٥٫٥٠"],
      ["ضريبة القيمة المضافة", "٠٫٨٣"],
      ["الإجمالي", "٦٫٣٣"],
      ["نقدا", "١٠٫٠٠"],
      ["الباقي", "٣٫٦٧"],
    ];
    const context = { locale: "ar-EG", currency: "SAR", today: "2026-11-27" };
    const { totals, subtotal, taxes, items, days, merchants, doubts } = draftOf([documentOf(rows)], context);
    expect([
      totals[0]?.value,
      subtotal,
      taxes,
      items.map(({ text, amount }) => [text, amount]),
    ]).to.deep.equal([
      ...[633, 550, 83],
      [
        ["حليب", 300],
        ["خبز", 250],
      ],
    ]);
    expect([days[0]?.value, merchants[0]?.value]).to.deep.equal(["2026-03-24", "مخبز الزاوية"]);
    expect(doubts).not.to.include("uncertainTotal");
  });

  it("end German compounds of a discount", () => {
    for (const label of ["Mengenrabatt 10%", "Kundenrabatt", "Treue-Rabatt", "PREISNACHLASS", "Rabatt"]) {
      const rows: PrintedRow[] = [
        ["Schrauben", "12,00"],
        ["Zwischensumme", "12,00"],
        [label, "-1,20"],
        ["Summe", "10,80"],
      ];
      const context = { locale: "de-DE", currency: "EUR", today: "2026-11-27" };
      const { totals, discount, doubts } = draftOf([documentOf(rows)], context);
      expect([totals[0]?.value, discount, doubts.includes("uncertainTotal")], label).to.deep.equal([
        ...[1_080, 120, false],
      ]);
    }
  });

  it("name the total of a German receipt in one word", () => {
    for (const label of [
      "Rechnungssumme",
      "BRUTTOSUMME",
      "Kaufbetrag",
      "Kaufsumme",
      "Totalbetrag CHF",
      "Endpreis",
    ]) {
      const rows: PrintedRow[] = [
        ["Bäckerei Krume"],
        ["Brot", "3,20"],
        ["Kuchen", "7,60"],
        [label, "10,80"],
        ["Gegeben", "20,00"],
        ["Zurück", "9,20"],
      ];
      const context = { locale: "de-DE", currency: "EUR", today: "2026-11-27" };
      const { totals, items } = draftOf([documentOf(rows)], context);
      expect([labelIn(label)?.kind, totals[0]?.value, items.length], label).to.deep.equal([
        "total",
        1_080,
        2,
      ]);
    }
  });

  it("stand alone, but for numbers, letters and currencies, where they do not name goods", () => {
    for (const text of ["Total", "TOTAL EUR:", "A Summe MwSt 19 %", "Visa Debit *1234", "الإجمالي"])
      expect(isLabelAlone(text), text).to.equal(true);
    for (const text of ["Tip Top", "Chocolate Bar", "New Balance", "رصيد الهاتف"])
      expect(isLabelAlone(text), text).to.equal(false);
  });
});
