import { expect } from "chai";
import { announced, PHOTO, PLACE, TAGGED, useReceiptWorld } from "../../helpers/receiptOnItsWay";

describe("what was misread on a receipt", () => {
  const world = useReceiptWorld();

  /** A receipt of 12 dollars, as far as could be read. */
  async function misread(content: Buffer, more: object = {}) {
    await world().announce(announced(content));
    world().upload(PLACE, content);
    world().found = {
      totals: [{ value: 1200, confidence: 60, text: "12.00", page: 1 }],
      merchants: [{ value: "Fo0d", confidence: 50, text: "Fo0d", page: 1 }],
      ...more,
    };
    await world().handleAll();
    expect((await world().receipt(PLACE))?.title).to.deep.equal({
      ...{ currency: "USD", merchant: "Fo0d", total: 1200 },
      ...more,
    });
  }

  it("is corrected with the expense that is made of it", async () => {
    await misread(PHOTO);
    const { item } = await world().confirm(PLACE, "21");
    const { title } = (await world().receipt(PLACE)) ?? {};
    const right = { currency: "USD", merchant: "Food", total: 2100, day: item.date };
    expect(title).to.deep.equal(right);
    // Another device's is not taken, and changes nothing.
    expect((await world().confirm(PLACE, "99")).item).to.include({ amount: 2100 });
    expect((await world().receipt(PLACE))?.title).to.deep.equal(right);
  });

  it("stays for another expense while it is with one that was there, as does that it is a refund", async () => {
    await misread(TAGGED, { kind: "refund" });
    const { title: before } = (await world().receipt(PLACE)) ?? {};
    await world().attach(PLACE, (await world().addExpense()).expenseId);
    expect((await world().receipt(PLACE))?.title).to.deep.equal(before);
    expect((await world().detach(PLACE)).title).to.deep.equal(before);
  });
});
