import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { draftOf } from "../../../domain/receipts/draft";

const CONTEXT = { locale: "en-US", currency: "USD", today: "2026-11-27" };

const draftOfSample = (name: string, context = CONTEXT) =>
  draftOf(JSON.parse(readFileSync(join(__dirname, "aws", `${name}.json`), "utf8")).ExpenseDocuments, context);

/** By sample of AWS: the choices, and what the user is asked about. */
const SAMPLES: Record<
  string,
  { total: number; day?: string; merchant?: string; items: number; doubts: string[]; today?: string }
> = {
  "total-on-page-2": {
    ...{ total: 571500, day: "2020-03-12", merchant: "META", items: 8, today: "2020-04-01" },
    doubts: ["uncertainMerchant"],
  },
  "total-typed-subtotal": {
    ...{ total: 623109, day: "2021-01-01", merchant: "www.amazon.com", items: 4, today: "2021-01-02" },
    doubts: ["uncertainMerchant"],
  },
  "fields-repeated": {
    ...{ total: 181046, day: "2019-12-07", merchant: "MEGA MARKET PLUS", items: 4, today: "2019-12-31" },
    doubts: ["ambiguousDay"],
  },
  "no-summary-fields": {
    ...{ total: 336090, items: 27 },
    doubts: ["noDay", "uncertainTotal", "noMerchant", "assumedCurrency"],
  },
  "total-due": {
    ...{ total: 5000, day: "2010-09-30", items: 18, today: "2010-10-30" },
    doubts: ["ambiguousDay", "uncertainTotal", "noMerchant"],
  },
  "vendor-name-24": {
    ...{ total: 3848, merchant: "costco", items: 3 },
    doubts: ["noDay", "uncertainMerchant"],
  },
  "total-five-times": {
    ...{ total: 6000, day: "2019-03-12", merchant: "Demo Clinic", items: 1, today: "2019-12-31" },
    doubts: [],
  },
  statement: { total: 454465, day: "2017-01-13", items: 6, today: "2017-02-01", doubts: ["noMerchant"] },
};

describe("Drafts of AWS's samples of Textract", () => {
  for (const [name, { total, day, merchant, items, doubts, today = CONTEXT.today }] of Object.entries(
    SAMPLES,
  )) {
    it(`choose what is right, or ask: ${name}`, () => {
      const draft = draftOfSample(name, { ...CONTEXT, today });
      expect({
        total: draft.totals[0]?.value,
        day: draft.days[0]?.value,
        merchant: draft.merchants[0]?.value,
        items: draft.items.length,
        doubts: draft.doubts,
      }).to.deep.equal({ total, day, merchant, items, doubts });
      expect(draft.currency).to.equal("USD");
      const later = draftOfSample(name, { ...CONTEXT, today: "2026-11-27" }).doubts;
      expect(later.includes("unlikelyDay"), "years later").to.equal(day !== undefined);
    });
  }

  it("read an ambiguous day as the locale writes it, and keep the other", () => {
    const [first, second] = draftOfSample("fields-repeated", { ...CONTEXT, locale: "en-GB" }).days;
    expect([first?.value, second?.value]).to.deep.equal(["2019-07-12", "2019-12-07"]);
  });

  it("keep a balance of nothing out of the totals, and what was paid in them", () => {
    const values = draftOfSample("total-five-times").totals.map(({ value }) => value);
    expect(values).to.deep.equal([6000]);
  });

  it("keep the parts of the total", () => {
    const { subtotal, taxes, tip, discount } = draftOfSample("total-typed-subtotal");
    expect({ subtotal, taxes, tip, discount }).to.deep.equal({
      subtotal: 616940,
      taxes: 6169,
      tip: 0,
      discount: 0,
    });
    expect(draftOfSample("statement").discount).to.equal(113616);
  });
});
