import { expect } from "chai";
import { choicesOf } from "../../site/data/receipts/receiptChoices";
import { startOf } from "../../site/data/receipts/receiptStart";
import { EMPTY_DRAFT } from "../helpers/receipts";
import { usePage } from "./page";

describe("The form of a receipt's expense", () => {
  usePage();

  const draft = {
    ...EMPTY_DRAFT,
    totals: [{ value: 4000, confidence: 99, text: "40.00", page: 1 }],
    days: [{ value: "2026-11-20", confidence: 70, text: "11/20/26", page: 1 }],
  };

  it("begins with what was read, and is a refund if the total is below 0", () => {
    const start = startOf({ draft }, choicesOf(draft));
    expect(start).to.deep.include({ amount: "40.00", date: "2026-11-20" });
    expect(start).not.to.have.property("kind");
    expect(startOf({ draft: { ...draft, kind: "refund" } }, choicesOf(draft))).to.deep.equal({
      ...start,
      kind: "refund",
    });
  });

  it("begins with the title of a receipt whose draft is gone", () => {
    const title = { merchant: "Corner Pantry", total: "40.00", currency: "USD", day: "2026-11-20" };
    expect(startOf({ title }, [])).to.deep.include({
      ...{ amount: "40.00", description: "Corner Pantry", date: "2026-11-20" },
    });
    expect(startOf({ title }, [])).not.to.have.property("kind");
    expect(startOf({ title: { ...title, kind: "refund" } }, [])).to.include({ kind: "refund" });
  });
});
