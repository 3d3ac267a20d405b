import { expect } from "chai";
import { Life } from "../helpers/life";
import { useQuietLog } from "../helpers/quietLog";
import { announced, arrive, PHOTO, PLACE, refusal, useReceiptWorld } from "../helpers/receiptOnItsWay";

const AGAIN = { ...PLACE, kind: "again" } as const;
const DRAFT = { totals: [{ value: 1250, confidence: 90, text: "12.50", page: 1 }] };

describe("a reading of a receipt", () => {
  const world = useReceiptWorld();
  // A unit of a quota that is not given back is logged.
  useQuietLog();

  it("is paid for once, whenever another notice of it comes", async () => {
    for (let at = 1, isWhole = false; !isWhole; at += 1) {
      await world().clear();
      await world().announce(announced(PHOTO));
      world().upload(PLACE, PHOTO);
      const life = new Life(undefined, async (call) => {
        if (call !== at) return;
        world().queue.unshift({ ...AGAIN });
        await world().handle();
      });
      await world().handle(life);
      isWhole = life.calls < at;
      await world().handleAll();
      expect([world().readings, await world().pagesTaken()], `at call ${at}`).to.deep.equal([1, 1]);
      expect(await world().receipt(PLACE)).to.include({ state: "toConfirm" });
    }
  });

  it("is begun by nobody else until a run that was killed is certain to be over", async () => {
    for (let call = 1; world().readings === 0; call += 1) {
      await world().clear();
      await world().announce(announced(PHOTO));
      world().upload(PLACE, PHOTO);
      await world().handle(new Life({ call, when: "after" }));
    }
    expect(await world().receipt(PLACE)).to.include({ state: "reading", isCounted: true });
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ state: "toConfirm" });
    expect([world().readings, await world().pagesTaken()]).to.deep.equal([2, 1]);
  });

  it("is not begun for the picture of an expense, though the bucket reports it before the expense has it", async () => {
    await world().announce({ ...announced(PHOTO), isToBeRead: false });
    const { expenseId } = await world().addExpense();
    world().upload(PLACE, PHOTO);
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ state: "failed", failure: "receipt.unread", pages: 1 });
    await world().attach(PLACE, expenseId);
    const attached = await world().receipt(PLACE);
    expect([attached?.state, attached?.failure]).to.deep.equal(["confirmed", undefined]);
    expect([world().readings, await world().pagesTaken()]).to.deep.equal([0, 0]);
    expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
  });

  it("is begun for such a picture once that is asked for, also if its file was not seen yet", async () => {
    for (const isSeen of [true, false]) {
      await world().clear();
      await world().announce({ ...announced(PHOTO), isToBeRead: false });
      world().upload(PLACE, PHOTO);
      if (isSeen) await world().handleAll();
      else world().giveUp();
      world().now = new Date(world().now.getTime() + 16 * 60_000);
      await world().reread(PLACE);
      await world().handleAll();
      expect(await world().receipt(PLACE)).to.include({ state: "toConfirm" });
      expect(world().readings).to.equal(1);
    }
  });

  it("leaves what was read before, until there is a new draft", async () => {
    world().found = DRAFT;
    await arrive(world(), PHOTO);
    const { draft, title } = (await world().receipt(PLACE)) ?? {};
    await world().leave(0);
    await world().reread(PLACE);
    expect(await world().receipt(PLACE)).to.deep.include({ state: "reading", draft, title });
    await world().handleAll();
    const failed = await world().receipt(PLACE);
    expect(failed).to.deep.include({ state: "failed", failure: "receipt.quotaUsedUp", draft, title });
    await world().leave(1);
    world().found = {};
    await world().reread(PLACE);
    await world().handleAll();
    const last = await world().receipt(PLACE);
    expect([last?.state, last?.draft?.totals, last?.title]).to.deep.equal([
      "toConfirm",
      [],
      { currency: "USD" },
    ]);
    expect(await refusal(world().confirm(PLACE, "12.50"))).to.equal(undefined);
  });
});
