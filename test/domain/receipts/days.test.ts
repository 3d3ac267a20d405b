import type { ExpenseField } from "@aws-sdk/client-textract";
import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
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
        fc.pre(day <= "9999-12-31");
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
