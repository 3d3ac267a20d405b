import type { Block, ExpenseDocument, ExpenseField } from "@aws-sdk/client-textract";
import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { boundedDraft } from "../../../domain/receipts/draftSize";
import type { ReceiptDraft } from "../../../domain/receipts/model";
import { isCurrency } from "../../../domain/values/currency";
import { isDay } from "../../../domain/values/day";
import { formatAmount, parseAmount } from "../../../domain/values/money";
import { runs } from "../../helpers/runs";

const TODAY = "2026-11-27";

describe("Any answer of Textract", () => {
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const confidence = fc.double({ min: 0, max: 100, noNaN: true });
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(
      "TOTAL",
      "Total 1.234,56",
      "Tax 8.25% 3.10",
      "03/04/2026",
      "2 x 1,99 3,98",
      "1e99",
      "٣٫٥٠",
    ),
    fc.stringMatching(/^(Total|Summe|VAT|Cash|Milk) ?[€$]?-?\d{1,12}[.,]\d{1,3}$/),
  );
  const geometry = fc.record(
    {
      BoundingBox: fc.record(
        { Left: fraction, Top: fraction, Width: fraction, Height: fraction },
        { requiredKeys: [] },
      ),
      Polygon: fc.array(fc.record({ X: fraction, Y: fraction }, { requiredKeys: [] }), { maxLength: 4 }),
    },
    { requiredKeys: [] },
  );
  const detection = fc.record(
    { Text: texts, Confidence: confidence, Geometry: geometry },
    { requiredKeys: [] },
  );
  const types = fc.constantFrom(
    ...["TOTAL", "SUBTOTAL", "TAX", "GRATUITY", "DISCOUNT", "AMOUNT_PAID", "VENDOR_NAME", "OTHER"],
    ...["INVOICE_RECEIPT_DATE", "ITEM", "PRICE", "QUANTITY", "UNIT_PRICE", "EXPENSE_ROW", "RECEIVER_NAME"],
  );
  const field: fc.Arbitrary<ExpenseField> = fc.record(
    {
      Type: fc.record({ Text: types, Confidence: confidence }, { requiredKeys: [] }),
      LabelDetection: detection,
      ValueDetection: detection,
      PageNumber: fc.integer({ min: 1, max: 3 }),
      Currency: fc.record({ Code: fc.constantFrom("USD", "EUR", "???") }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  );
  const block: fc.Arbitrary<Block> = fc.record(
    {
      BlockType: fc.constantFrom("LINE", "WORD", "PAGE"),
      ...{ Id: fc.constantFrom("a", "b", "c"), Text: texts, Confidence: confidence, Geometry: geometry },
      Relationships: fc.array(
        fc.record({
          Type: fc.constantFrom("CHILD", "VALUE"),
          Ids: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const lineItems = fc.record(
    { LineItemExpenseFields: fc.array(field, { maxLength: 4 }) },
    { requiredKeys: [] },
  );
  const document: fc.Arbitrary<ExpenseDocument> = fc.record(
    {
      SummaryFields: fc.array(field, { maxLength: 8 }),
      LineItemGroups: fc.array(
        fc.record({ LineItems: fc.array(lineItems, { maxLength: 4 }) }, { requiredKeys: [] }),
        { maxLength: 2 },
      ),
      Blocks: maybe(fc.array(block, { maxLength: 12 })),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<ExpenseDocument>;

  it("becomes a draft whose amounts are amounts, whose days are days, and that lacks nothing it does not ask for", () => {
    const context = fc.record({
      locale: fc.constantFrom("en-US", "en-GB", "de-DE", "ar-EG"),
      currency: fc.constantFrom("USD", "EUR", "JPY", "KWD"),
      today: fc.constant(TODAY),
    });
    fc.assert(
      fc.property(fc.array(document, { maxLength: 3 }), context, (documents, where) => {
        const draft = boundedDraft(draftOf(documents, where));
        sound(draft);
        expect(draft.doubts.includes("noTotal"), "no total").to.equal(draft.totals.length === 0);
        expect(draft.doubts.includes("noDay"), "no day").to.equal(draft.days.length === 0);
        expect(draft.doubts.includes("noMerchant"), "no merchant").to.equal(draft.merchants.length === 0);
      }),
      { numRuns: runs(300) },
    );
  });

  function sound({ currency, merchants, days, totals, items, ...rest }: ReceiptDraft): void {
    expect(isCurrency(currency)).to.equal(true);
    for (const { value } of totals)
      expect(parseAmount(formatAmount(value, currency), currency)).to.equal(value);
    for (const amount of items.map((item) => Math.abs(item.amount)))
      expect(parseAmount(formatAmount(amount, currency), currency)).to.equal(amount);
    for (const { value } of days) expect(isDay(value), value).to.equal(true);
    for (const { value } of merchants) expect(value.trim()).not.to.equal("");
    for (const { confidence } of [...merchants, ...days, ...totals]) expect(confidence).to.be.within(0, 100);
    for (const part of [rest.taxes, rest.tip, rest.discount, rest.subtotal ?? 0])
      expect(Number.isSafeInteger(part) && part >= 0, `${part}`).to.equal(true);
  }
});
