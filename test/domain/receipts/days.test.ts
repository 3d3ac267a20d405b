import type { ExpenseField } from "@aws-sdk/client-textract";
import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { daysIn, withoutDays } from "../../../domain/receipts/printedDays";
import { addDays } from "../../../domain/values/day";
import { runs } from "../../helpers/runs";
import { documentOf, type PrintedRow } from "./printed";

const TODAY = "2026-11-27";
const CONTEXT = { locale: "en-US", currency: "USD", today: TODAY };

const TOTAL: PrintedRow[] = [
  ["Milk", "$3.50"],
  ["TOTAL", "$3.50"],
];

/** The days, and the doubts about them. */
function read(rows: readonly PrintedRow[], fields: ExpenseField[] = []) {
  const document = { ...documentOf([["Corner Pantry"], ...rows, ...TOTAL]), SummaryFields: fields };
  const { days, doubts } = draftOf([document], CONTEXT);
  return { days: days.map(({ value }) => value), doubts };
}

const field = (type: string, text: string, label?: string): ExpenseField => ({
  ...{ Type: { Text: type }, ValueDetection: { Text: text, Confidence: 95 } },
  ...(label && { LabelDetection: { Text: label } }),
});

const american = (day: string) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;

describe("The day of a purchase", () => {
  it("is asked about if it is after tomorrow, or more than a year ago", () => {
    const offsets = fc.oneof(
      fc.constantFrom(1, 2, -366, -367),
      fc.integer({ min: -400, max: 40 }),
      fc.integer({ min: -20_000, max: 2_000_000 }),
    );
    fc.assert(
      fc.property(offsets, (offset) => {
        const day = addDays(TODAY, offset);
        // Thailand's years are read as ours.
        fc.pre(day < "2500" || (day > "2651" && day <= "9999-12-31"));
        const { days, doubts } = read([[`Store 12 ${day}`]]);
        expect(days).to.deep.equal([day]);
        expect(doubts, day).to.deep.equal(offset > 1 || offset < -366 ? ["unlikelyDay"] : []);
      }),
      { numRuns: runs(100) },
    );
  });

  it("is neither in the future nor years ago if there is another", () => {
    for (const other of ["12/20/2026", "11/28/2026", "12/31/2029", "12/31/9999", "03/24/2002"])
      for (const rows of [
        [[`Store 12 ${other}`], ["Store 12 03/24/2026"]],
        [["Store 12 03/24/2026"], [`Store 12 ${other}`]],
      ]) {
        const { days, doubts } = read(rows);
        expect([days[0], doubts], other).to.deep.equal(["2026-03-24", []]);
      }
  });

  it("is asked about if it is to come in the order of the locale, and past in the other", () => {
    expect(read([["Concert 12/04/2026"]])).to.deep.equal({
      days: ["2026-04-12", "2026-12-04"],
      doubts: ["ambiguousDay"],
    });
    // In the usual order, one to come is not meant.
    expect(read([["Store 12 10/12/2026"]])).to.deep.equal({
      days: ["2026-10-12"],
      doubts: [],
    });
  });

  const LABELS = [
    ...[
      "Due date:",
      "Payable until",
      "Pay by due",
      "Return by",
      "Delivery",
      "Valid until",
      "Best before",
      "DOB",
    ],
    ...["Date of birth", "Fällig am", "Gültig bis", "Geburtsdatum", "Haltbar bis", "تاريخ الاستحقاق"],
  ];

  for (const label of LABELS) {
    it(`is not the one beside other words, and is asked about if there is none: ${label}`, () => {
      const other = "03/20/2026";
      expect(read([[`${label} ${other}`], ["Store 12 03/24/2026"]])).to.deep.equal({
        ...{ days: ["2026-03-24", "2026-03-20"], doubts: [] },
      });
      for (const rows of [[[`${label} ${other}`]], [[label, other]], [[label], [other]]])
        expect(read(rows)).to.deep.equal({ days: ["2026-03-20"], doubts: ["unlikelyDay"] });
      for (const type of ["INVOICE_RECEIPT_DATE", "OTHER"])
        expect(read([[`${label} ${other}`]], [field(type, other)]).doubts, type).to.deep.equal([
          "unlikelyDay",
        ]);
    });

    it(`is none if the words beside it say so, and it is in the future or long ago: ${label}`, () => {
      for (const other of ["12/15/2026", "12/31/2029", "04/15/1980"])
        for (const fields of [[], [field("INVOICE_RECEIPT_DATE", other)]])
          expect(read([[`${label} ${other}`]], fields), other).to.deep.equal({ days: [], doubts: ["noDay"] });
    });
  }

  it("is no other for the price beside that", () => {
    for (const price of ["$9.00", "12.50", "23.59", "9.00 A"])
      expect(read([["11/24/2026"], ["11/20/2026 Consultation", price]]).days[0], price).to.equal(
        "2026-11-24",
      );
  });

  it("is the one with a time beside it, in whatever form", () => {
    for (const time of ["10:22", "10:22:31", "10.22 Uhr", "10.22.31", "9.05 am", "9.05pm", "14.30h"])
      for (const rows of [
        [["11/24/2026"], [`11/20/2026 ${time}`]],
        [[`11/20/2026 ${time}`], ["11/24/2026"]],
      ])
        expect(read(rows).days[0], time).to.equal("2026-11-20");
  });

  it("is followed by its time without a space on some tills", () => {
    for (const text of ["26.11.2026-10:22", "26.11.26/10:22", "2026-11-26-9:05", "11/26/26-10:22:31"])
      expect(read([["11/24/2026"], [text]]).days[0], text).to.equal("2026-11-26");
    for (const text of ["26.11.2026-10", "26.11.26/1022"])
      expect(read([[text]]).days, text).to.deep.equal([]);
  });

  it("is none in the name of goods that only begins like a month", () => {
    for (const name of [
      "1 Marlboro 26",
      "2 Mayo 26",
      "1 Decaf 16 oz",
      "2 Mars 45g",
      "Junior 2 25",
      "3 Aprikosen 25",
    ])
      expect(read([[name, "$9.00"]]).days, name).to.deep.equal([]);
  });

  it("has a month by its Roman number, or by its name in Austria", () => {
    for (const text of ["24.XI.2026", "24. XI. 2026", "24/XI/26", "24-XI-2026"])
      expect(read([[text]]).days, text).to.deep.equal(["2026-11-24"]);
    for (const text of ["24. Feber 2026", "24. Feb. 2026", "24.II.2026"])
      expect(read([[text]]).days, text).to.deep.equal(["2026-02-24"]);
    for (const text of ["2 X 2026", "2 x 20.26", "24.IIV.2026", "24.xi.2026", "24.XI/2026"])
      expect(read([[text]]).days, text).to.deep.equal([]);
  });

  it("has the time before its year on tills that never changed how their system writes it", () => {
    for (const text of ["Tue Nov 24 10:22:31 2026", "Tue Nov 24 10:22:31 CET 2026", "Nov 24 10:22 2026"])
      expect(read([[text]]).days, text).to.deep.equal(["2026-11-24"]);
    for (const text of ["Nov 24 10:22", "Tue Mars 12 10:22 2026"])
      expect(read([[text]]).days, text).to.deep.equal([]);
  });

  it("has an apostrophe before a short year", () => {
    for (const text of ["24.11.'26", "11/24/’26", "24 Nov '26"]) {
      expect(read([[text]]).days, text).to.deep.equal(["2026-11-24"]);
      expect(withoutDays(text).trim(), text).to.equal("");
    }
  });

  it("has a month by its name, or by an abbreviation with or without a point", () => {
    for (const text of [
      ...[
        "12 September 2026",
        "12 Sept 2026",
        "12. Sept. 2026",
        "12-Sep-26",
        "Sep. 12, 2026",
        "12. SEP 2026",
      ],
      ...["Sept 12 2026", "12 سبتمبر 2026", "12 أيلول 2026"],
    ])
      expect(read([[text]]).days, text).to.deep.equal(["2026-09-12"]);
    for (const text of ["12. März 2026", "12. Mär. 26", "12 Mrz 2026", "12 Mar 26"])
      expect(read([[text]]).days, text).to.deep.equal(["2026-03-12"]);
    expect(read([["12. Jänner 2026"]]).days).to.deep.equal(["2026-01-12"]);
  });

  it("may begin with a year of two digits where people write it so", () => {
    for (const [locale, text, days] of [
      ["ja-JP", "25/11/26", ["2025-11-26", "2026-11-25"]],
      ["sv-SE", "25-11-26 12:30", ["2025-11-26", "2026-11-25"]],
      ["ko-KR", "25. 11. 26.", ["2025-11-26", "2026-11-25"]],
      ["hu-HU", "26.11.12.", ["2026-11-12"]],
      ["zh-CN", "26/11/12", ["2026-11-12"]],
      ["lt-LT", "26-03-04", ["2026-03-04"]],
      ["en-ZA", "26/03/26", ["2026-03-26"]],
      ["en-CA", "24/10/26", ["2024-10-26", "2026-10-24"]],
      ["en-CA", "05/04/26", ["2026-05-04", "2026-04-05"]],
      ["en-CA", "11/24/26", ["2026-11-24"]],
      ["sv-SE", "24-11-2026", ["2026-11-24"]],
      // Elsewhere nobody does.
      ["de-DE", "25.11.26", ["2026-11-25"]],
      ["en-GB", "25/11/26", ["2026-11-25"]],
    ] as const) {
      const draft = draftOf([documentOf([["Corner Pantry"], [text], ...TOTAL])], { ...CONTEXT, locale });
      expect(
        draft.days.map(({ value }) => value),
        `${locale} ${text}`,
      ).to.deep.equal(days);
      expect(draft.doubts.includes("ambiguousDay"), `${locale} ${text}`).to.equal(days.length > 1);
    }
  });

  it("has the names that months have in each Arabic country, also of two words or two letters", () => {
    for (const locale of ["ar-EG", "ar-LB", "ar-IQ", "ar-MA", "ar-TN"]) {
      const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC", calendar: "gregory" });
      for (let month = 1; month <= 12; month += 1) {
        const name = format.format(Date.UTC(2026, month - 1, 1));
        const day = `2026-${String(month).padStart(2, "0")}-24`;
        for (const text of [`24 ${name} 2026`, `٢٤ ${name} ٢٠٢٦`, `${name} 24, 2026`]) {
          const found = daysIn(`التاريخ: ${text}`, { ...CONTEXT, locale });
          expect(
            found.map((one) => one.day),
            `${locale} ${text}`,
          ).to.deep.equal([day]);
        }
        expect(withoutDays(`24 ${name} 2026`).trim()).to.equal("");
      }
    }
  });

  it("has its own words in a row of several days", () => {
    const { days, doubts } = read([["Invoice date: 11/15/2026 Due date: 11/25/2026"]]);
    expect([days, doubts]).to.deep.equal([["2026-11-15", "2026-11-25"], []]);
    expect(read([["Due date: 11/25/2026 Invoice date: 11/15/2026"]]).days[0]).to.equal("2026-11-15");
  });

  it("is the one of a term too if that is also the day of the receipt", () => {
    for (const rows of [
      [["Invoice date: 11/15/2026"], ["Due date: 11/15/2026"]],
      [["Store 12 11/15/2026"], ["Due date: 11/15/2026"]],
    ])
      expect(read(rows)).to.deep.equal({ days: ["2026-11-15"], doubts: [] });
  });

  it("is not that of a term by Textract's type or label, in whatever row it stands", () => {
    for (const one of [field("DUE_DATE", "11/20/2026"), field("OTHER", "11/20/2026", "Due date")])
      expect(read([["11/20/2026"]], [one])).to.deep.equal({ days: ["2026-11-20"], doubts: ["unlikelyDay"] });
    expect(
      read([], [field("DUE_DATE", american("2026-11-20")), field("OTHER", "11/15/2026")]).days[0],
    ).to.equal("2026-11-15");
  });
});
