import { expect } from "chai";
import { erasedFromTrash } from "../../../domain/expenses/erasedExpense";
import { nextVersion } from "../../../domain/expenses/expenseVersions";
import { DAY_MS } from "../../../domain/values/duration";
import { Life } from "../../helpers/life";
import { arrive, PHOTO, PLACE, refusal, useReceiptWorld } from "../../helpers/receiptOnItsWay";

describe("a receipt that a device announces again after it was confirmed and removed", () => {
  const world = useReceiptWorld();
  let expenseId: string;

  beforeEach(async () => {
    await arrive(world(), PHOTO);
    ({ expenseId } = (await world().confirm(PLACE, "12.50")).item);
    await world().remove(PLACE);
    await arrive(world(), PHOTO);
  });

  const states = {
    "is there without it": async () => undefined,
    "is in the trash": () => world().trash(expenseId),
    "is gone": async () => {
      await world().changeExpense(expenseId, new Life(), (item, at) =>
        nextVersion(item, { deletedAt: at.toISOString() }, at),
      );
      await world().changeExpense(expenseId, new Life(), erasedFromTrash);
    },
  };

  for (const [what, prepare] of Object.entries(states))
    it(`is not confirmed where no expense would show it: its own ${what}`, async () => {
      await prepare();
      expect(await refusal(world().confirm(PLACE, "12.50"))).to.equal("receipt.confirmedBefore");
      const receipt = await world().receipt(PLACE);
      expect(receipt).to.include({ state: "toConfirm" });
      expect([receipt?.expenseId, receipt?.claimedAt]).to.deep.equal([undefined, undefined]);
      // It can go, or go elsewhere, at once.
      const other = await world().addExpense();
      await world().attach(PLACE, other.expenseId);
      expect((await world().expensesOf(PLACE)).map((one) => one.expenseId)).to.deep.equal([other.expenseId]);
    });

  it("can be given to the expense that lost it", async () => {
    await refusal(world().confirm(PLACE, "12.50"));
    expect((await world().attach(PLACE, expenseId)).receiptId).to.equal(PLACE.receiptId);
    await world().pass(40 * DAY_MS);
    await world().sweep();
    expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
  });
});
