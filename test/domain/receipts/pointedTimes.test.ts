import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { legible } from "../../../domain/receipts/printedAmounts";
import { withoutDays } from "../../../domain/receipts/printedDays";
import { runs } from "../../helpers/runs";
import { documentOf, type PrintedRow } from "./printed";

const read = (rows: readonly PrintedRow[]) =>
  draftOf([documentOf([["IKEA"], ...rows])], { locale: "de-DE", currency: "EUR", today: "2026-11-27" });

/** The digits of the amounts that are left in a row. */
const left = (row: string) => withoutDays(legible(row)).match(/\d+[.,]\d\d/g) ?? [];

describe("A time with a point", () => {
  for (const row of [
    "24.11.2026 10.22 Uhr",
    "24.11.2026 kl. 10.22",
    "24.11.2026 klo 10.22",
    "24.11.2026, 10.22 h",
    "24.11.2026 Zeit 14.02",
    "24.11.2026 um 9.05",
    "24.11.2026 / 10.22 am",
    "24. November 2026, 10.22 Uhr",
    "Datum: 24.11.2026 Uhrzeit: 10.22 Uhr",
    "24/11/2026 10.22",
    "Dato 24-11-2026 10.22.31",
    "التاريخ 24/11/2026 الساعة 10.22",
    "Uhrzeit: 10.22 Uhr",
    "Zeit 14.02",
    "Kasse 3, 10.22 Uhr",
  ])
    it(`is no item, and leaves the total: ${row}`, () => {
      const { items, totals, doubts } = read([
        [row],
        ["Stuhl", "39,99"],
        ["Tisch", "50,00"],
        ["Summe", "89,99 €"],
      ]);
      expect(items.map(({ text, amount }) => [text, amount])).to.deep.equal([
        ["Stuhl", 3_999],
        ["Tisch", 5_000],
      ]);
      expect(totals[0]?.value).to.equal(8_999);
      expect(doubts.filter((one) => one !== "noDay")).to.deep.equal([]);
    });

  it("leaves the head of a receipt to the heading of a refund", () => {
    const { kind, totals } = read([
      ["24.11.2026 10.22 Uhr"],
      ["Gutschrift"],
      ["Stuhl", "39,99"],
      ["Summe", "39,99 €"],
    ]);
    expect([kind, totals[0]?.value]).to.deep.equal(["refund", 3_999]);
  });

  it("is blanked in whatever form, and nothing behind it", () => {
    const time = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    });
    const forms = [
      "# Uhr",
      "#Uhr",
      ", # h",
      "kl. #",
      "kl #",
      "klo #",
      "Zeit: #",
      "Uhrzeit #",
      "um # Uhr",
      "at # pm",
    ];
    fc.assert(
      fc.property(time, fc.constantFrom(...forms), ({ hour, minute }, form) => {
        const printed = form.replace("#", `${hour}.${String(minute).padStart(2, "0")}`);
        const row = `24.11.2026 ${printed} Kasse 3 12.50`;
        expect(left(row), row).to.deep.equal(["12.50"]);
      }),
      { numRuns: runs(300) },
    );
  });

  it("is none where a number behind a day has a label, a sign or the digits of a price", () => {
    for (const row of [
      "Summe 24.11.2026 10.22",
      "Visa 24.11.2026 10.22",
      "Zimmer 24.11.2026 10.22",
      "24.11.2026 10.22 €",
      "24.11.2026 € 10.22",
      "24.11.2026 10.22 EUR",
      "24.11.2026 Kauf 10.22",
      "24.11.2026 9.99",
      "24.11.2026 39.99",
      "24.11.2026 10.22-",
      "24.11.2026 2 x 10.22",
      "DIE ZEIT 10.22",
      "Zeit 6.50",
      "Bier kl. 2.50",
      "Uhr 19.90",
      "Armbanduhr 10.22",
    ])
      expect(left(row), row).to.have.length(1);
  });

  it("leaves a total behind a day, and a payment", () => {
    for (const row of ["Summe 24.11.2026 10.22", "Total 24.11.2026 EUR 10.22"]) {
      const { totals, items } = read([["Stuhl", "10.22"], [row]]);
      expect([totals[0]?.value, items.map(({ amount }) => amount)], row).to.deep.equal([1_022, [1_022]]);
    }
  });
});
