import { expect } from "chai";
import type { ReceiptPlace } from "../../../domain/receipts/receiptKeys";
import { DAY_MS } from "../../../domain/values/duration";
import { announced, arrive, PHOTO, PLACE, refusal, useReceiptWorld } from "../../helpers/receiptOnItsWay";
import { pdf } from "../../helpers/receipts";

const SECOND: ReceiptPlace = { ...PLACE, receiptId: PLACE.receiptId.replace(/1$/, "2") };
const LONG = pdf(21);
const JUNK = Buffer.from("Not a document");

describe("the receipt of an expense, replaced", () => {
  const world = useReceiptWorld();
  let expenseId: string;

  beforeEach(async () => {
    await arrive(world(), PHOTO);
    expenseId = (await world().addExpense()).expenseId;
    await world().attach(PLACE, expenseId);
  });

  const announce = (content: Buffer) =>
    world().announce({
      ...announced(content),
      receiptId: SECOND.receiptId,
      contentType: "application/pdf",
    });
  const shown = async () => {
    const all = await Promise.all([PLACE, SECOND].map((place) => world().expensesOf(place)));
    return all.map((expenses) => expenses.length);
  };

  it("by a document of more pages than are read, shows that, whichever comes first", async () => {
    for (const isSeenFirst of [true, false]) {
      await world().attach(PLACE, expenseId);
      await announce(LONG);
      world().upload(SECOND, LONG);
      if (isSeenFirst) await world().handleAll();
      await world().attach(SECOND, expenseId);
      await world().handleAll();
      expect(await world().receipt(SECOND)).to.include({ state: "confirmed", pages: 21 });
      expect(world().contents(SECOND)).to.deep.equal([LONG]);
      expect(await shown()).to.deep.equal([0, 1]);
      await world().remove(SECOND);
    }
    expect(await world().pagesTaken()).to.equal(1);
  });

  it("by a file that is refused, keeps its picture", async () => {
    await announce(JUNK);
    world().upload(SECOND, JUNK);
    await world().handleAll();
    expect(await world().receipt(SECOND)).to.include({ state: "failed", failure: "receipt.notOfType" });
    expect(await refusal(world().attach(SECOND, expenseId))).to.equal("receipt.noFile");
    expect(await shown()).to.deep.equal([1, 0]);
    expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
  });

  it("by a file that is refused later, can have its picture back for as long as one that was deleted", async () => {
    await announce(JUNK);
    await world().attach(SECOND, expenseId);
    world().upload(SECOND, JUNK);
    await world().handleAll();
    const refused = { state: "confirmed", failure: "receipt.notOfType" };
    expect(await world().receipt(SECOND)).to.include(refused);
    await world().pass(29 * DAY_MS);
    expect(await world().sweep()).to.deep.equal({ removed: 0, failed: 0 });
    expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
    await world().attach(PLACE, expenseId);
    expect(await shown()).to.deep.equal([1, 0]);
    expect(await refusal(world().attach(SECOND, expenseId))).to.equal("receipt.noFile");
    await world().pass(2 * DAY_MS);
    await world().sweep();
    expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
  });

  it("by one whose file is still to come, or was never looked at, is replaced", async () => {
    await announce(LONG);
    world().now = new Date(world().now.getTime() + 16 * 60_000);
    await world().reread(SECOND);
    await world().handleAll();
    expect(await world().receipt(SECOND)).to.include({ failure: "receipt.notUploaded" });
    expect((await world().attach(SECOND, expenseId)).receiptId).to.equal(SECOND.receiptId);
  });
});
