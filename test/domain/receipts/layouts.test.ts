import { expect } from "chai";
import { Random } from "../../../bench/random";
import { LAYOUTS } from "../../../bench/receipts/layouts";
import { madeUpReceipt } from "../../../bench/receipts/madeUpReceipt";
import { draftOf } from "../../../domain/receipts/draft";
import { documentOf } from "./printed";

/** Receipts of each layout. */
const EACH = 8;

describe("Receipts of the benchmark, as they are printed", () => {
  // The benchmark reads photos for minutes. If nothing is misread, the rules get nothing wrong.
  for (const [at, layout] of LAYOUTS.entries()) {
    it(`are drafted right: ${layout.name}`, () => {
      for (let round = 0; round < EACH; round += 1) {
        const random = new Random(5_000 + round * LAYOUTS.length + at);
        const truth = madeUpReceipt(random, random.pick(layout.countries));
        const rows = layout
          .rows(truth)
          .map(({ left, center, right }) => [left ?? center ?? "", ...(right ? [right] : [])]);
        const { locale, currency } = truth.country;
        const draft = draftOf([documentOf(rows)], { locale, currency, today: "2026-11-27" });
        expect({
          total: draft.totals[0]?.value,
          day: draft.days[0]?.value,
          merchant: draft.merchants[0]?.value.toLowerCase(),
          currency: draft.currency,
        }).to.deep.equal({
          total: truth.total,
          day: truth.day,
          merchant: truth.merchant.toLowerCase(),
          currency,
        });
      }
    });
  }
});
