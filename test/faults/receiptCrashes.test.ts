import { expect } from "chai";
import fc from "fast-check";
import { Life } from "../helpers/life";
import type { Death } from "../helpers/mortalClient";
import { useQuietLog } from "../helpers/quietLog";
import {
  announced,
  arrive,
  PAGES,
  PHOTO,
  PLACE,
  refusal,
  TAGGED,
  useReceiptWorld,
} from "../helpers/receiptOnItsWay";
import type { ReceiptWorld } from "../helpers/receiptWorld";
import { runs } from "../helpers/runs";

describe("a receipt on its way to an expense", () => {
  const world = useReceiptWorld();
  // A unit of a quota that is not given back is logged.
  useQuietLog();

  it("is read once and confirmed once, however often that is asked for", async () => {
    await arrive(world(), PHOTO);
    expect(await world().receipt(PLACE)).to.include({ state: "toConfirm", pages: 1 });
    const first = await world().confirm(PLACE, "12.50");
    expect(first.created).to.equal(true);
    const again = await world().confirm(PLACE, "99.00");
    expect([again.created, again.item.expenseId, again.item.amount]).to.deep.equal([
      ...[false, first.item.expenseId, 1250],
    ]);
    expect(await world().expensesOf(PLACE)).to.have.length(1);
    expect(first.item).to.include({
      receiptId: PLACE.receiptId,
      source: "receipt",
      sourceId: PLACE.receiptId,
    });
    expect(await world().receipt(PLACE)).to.include({ state: "confirmed", expenseId: first.item.expenseId });
    expect(world().readings).to.equal(1);
  });

  it("keeps no PLACE that its file tells, and no version but one", async () => {
    await arrive(world(), TAGGED);
    expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
    world().upload(PLACE, TAGGED);
    await world().handleAll();
    expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
    expect(world().readings).to.equal(1);
  });

  it("keeps nothing of a file that is not a receipt", async () => {
    const junk = Buffer.from("Not an image");
    await arrive(world(), junk);
    expect(world().contents(PLACE)).to.deep.equal([]);
    expect(await world().receipt(PLACE)).to.include({ state: "failed", failure: "receipt.notOfType" });
    expect(world().readings).to.equal(0);
  });

  it("is kept, and not read, once the pages of the month are used up", async () => {
    await world().announce(announced(PAGES));
    await world().leave(2);
    world().upload(PLACE, PAGES);
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ state: "failed", failure: "receipt.quotaUsedUp" });
    expect(world().contents(PLACE)).to.deep.equal([PAGES]);
    expect(world().readings).to.equal(0);
    await world().leave(0);
    const other = { ...announced(PHOTO), receiptId: PLACE.receiptId.replace(/1$/, "2") };
    // The next one needs no page to be kept, nor to be confirmed by hand.
    await world().announce(other);
    world().upload({ ...PLACE, receiptId: other.receiptId }, PHOTO);
    await world().handleAll();
    expect(await world().receipt(other)).to.include({ state: "failed", failure: "receipt.quotaUsedUp" });
    expect((await world().confirm(PLACE, "5")).created).to.equal(true);
  });

  it("is refused once too many files were stored today, unless it is known already", async () => {
    await world().announce(announced(PHOTO));
    await world().leaveFiles(0);
    const other = { ...announced(PHOTO), receiptId: PLACE.receiptId.replace(/1$/, "2") };
    expect(await refusal(world().announce(other))).to.equal("quota.perDay");
    expect(await refusal(world().announce(announced(PHOTO)))).to.equal(undefined);
  });

  it("is attached to an expense while its file is still to come, and then not read", async () => {
    await world().announce(announced(PHOTO));
    const { expenseId } = await world().addExpense();
    const attached = await world().attach(PLACE, expenseId);
    expect(attached.history?.map(({ changes }) => changes)).to.deep.equal([
      { receiptId: [null, PLACE.receiptId] },
    ]);
    expect((await world().attach(PLACE, expenseId)).history).to.deep.equal(attached.history);
    world().upload(PLACE, PHOTO);
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ state: "confirmed", expenseId });
    expect([world().contents(PLACE), world().readings]).to.deep.equal([[PHOTO], 0]);
  });

  it("belongs to one expense: another is refused, also while nobody knows whether the first was stored", async () => {
    await arrive(world(), PHOTO);
    const { expenseId } = await world().addExpense();
    await refusal(world().confirm(PLACE, "1", new Life({ call: 2, when: "after" })));
    expect(await refusal(world().attach(PLACE, expenseId))).to.equal("receipt.contended");
    expect(await refusal(world().remove(PLACE))).to.equal("receipt.contended");
    world().now = new Date(world().now.getTime() + 61_000);
    await world().attach(PLACE, expenseId);
    expect(await refusal(world().confirm(PLACE, "1"))).to.equal("receipt.confirmed");
    expect((await world().expensesOf(PLACE)).map((one) => one.expenseId)).to.deep.equal([expenseId]);
  });

  it("is detached from an expense, keeps what is known of it, and is free for another", async () => {
    await arrive(world(), PHOTO);
    const [first, second] = [await world().addExpense(), await world().addExpense()];
    await world().attach(PLACE, first.expenseId);
    const { title } = (await world().receipt(PLACE)) ?? {};
    const detached = await world().detach(PLACE);
    const isFree = { expenseId: undefined, claimedAt: undefined };
    expect(detached).to.deep.include({ state: "toConfirm", title, ...isFree });
    expect(await world().expensesOf(PLACE)).to.deep.equal([]);
    expect((await world().detach(PLACE)).version).to.equal(detached.version);
    await world().attach(PLACE, second.expenseId);
    await world().trash(second.expenseId);
    expect(await refusal(world().detach(PLACE))).to.equal("expense.inTrash");
    expect(await world().receipt(PLACE)).to.include({ state: "confirmed", expenseId: second.expenseId });
  });

  it("is to be read once it is detached, if it was attached unread", async () => {
    await world().announce(announced(PHOTO));
    const { expenseId } = await world().addExpense();
    await world().attach(PLACE, expenseId);
    world().upload(PLACE, PHOTO);
    await world().handleAll();
    expect(await world().detach(PLACE)).to.include({ state: "failed", failure: "receipt.unread" });
  });

  it("tells again why it could not be read, once it is detached", async () => {
    const content = Buffer.from("Not an image");
    await world().announce(announced(content));
    const { expenseId } = await world().addExpense();
    await world().attach(PLACE, expenseId);
    world().upload(PLACE, content);
    await world().handleAll();
    expect(await world().detach(PLACE)).to.include({ state: "failed", failure: "receipt.notOfType" });
  });

  it("is not detached from the expense that was created from it", async () => {
    await arrive(world(), PHOTO);
    const { item } = await world().confirm(PLACE, "1");
    expect(await refusal(world().detach(PLACE))).to.equal("receipt.ofExpense");
    expect((await world().expensesOf(PLACE)).map(({ expenseId }) => expenseId)).to.deep.equal([
      item.expenseId,
    ]);
  });

  it("goes to no other expense while it is being detached, and then as far as that came", async () => {
    for (const [call, holder] of [
      // The confirmation is a claim again, and the expense still has it.
      [4, "first"],
      // The expense has lost it, and the claim is left.
      [7, "second"],
    ] as const) {
      await world().clear();
      await arrive(world(), PHOTO);
      const [first, second] = [await world().addExpense(), await world().addExpense()];
      await world().attach(PLACE, first.expenseId);
      await refusal(world().detach(PLACE, new Life({ call, when: "after" })));
      expect(await refusal(world().attach(PLACE, second.expenseId))).to.equal("receipt.contended");
      world().now = new Date(world().now.getTime() + 61_000);
      await refusal(world().attach(PLACE, second.expenseId));
      const { expenseId } = { first, second }[holder];
      expect((await world().expensesOf(PLACE)).map((one) => one.expenseId)).to.deep.equal([expenseId]);
      expect(await world().receipt(PLACE)).to.include({ state: "confirmed", expenseId });
    }
  });

  it("is lost by nothing that ends an undoing half way, and a second one completes it", async () => {
    for (const when of ["before", "after"] as const) {
      for (let call = 1, isWhole = false; !isWhole; call += 1) {
        await world().clear();
        await arrive(world(), PHOTO);
        const { expenseId } = await world().addExpense();
        await world().attach(PLACE, expenseId);
        const life = new Life({ call, when });
        await refusal(world().detach(PLACE, life));
        isWhole = life.calls < call;
        // Until it is repeated, the job may run, and the receipt is in a list or with its expense.
        await world().pass(61_000);
        expect(await world().sweep()).to.deep.equal({ removed: 0, failed: 0 });
        const { state } = (await world().receipt(PLACE)) ?? {};
        const holders = await world().expensesOf(PLACE);
        expect(holders.length || state, `${when} call ${call}`).to.be.oneOf([1, "toConfirm"]);
        const last = await world().detach(PLACE);
        expect([last.state, last.expenseId, last.claimedAt]).to.deep.equal([
          "toConfirm",
          undefined,
          undefined,
        ]);
        expect([await world().expensesOf(PLACE), world().contents(PLACE)]).to.deep.equal([[], [PHOTO]]);
        // The expense that lost it is as it was, and can get it again.
        expect((await world().attach(PLACE, expenseId)).receiptId).to.equal(PLACE.receiptId);
      }
    }
  });

  it("does not bring back its expense from the trash", async () => {
    await arrive(world(), PHOTO);
    const { item } = await world().confirm(PLACE, "1");
    await world().trash(item.expenseId);
    expect(await refusal(world().confirm(PLACE, "1"))).to.equal("expense.inTrash");
    expect(await world().receipt(PLACE)).to.include({ state: "confirmed", expenseId: item.expenseId });
    expect(await world().expensesOf(PLACE)).to.deep.equal([]);
  });

  it("goes with its file, and leaves its expense; a file that comes later goes, too", async () => {
    await arrive(world(), PHOTO);
    await world().confirm(PLACE, "1");
    await world().remove(PLACE);
    expect([await world().receipt(PLACE), world().contents(PLACE)]).to.deep.equal([undefined, []]);
    expect(await world().expensesOf(PLACE)).to.deep.equal([]);
    expect(await refusal(world().confirm(PLACE, "1"))).to.equal("receipt.notFound");
    world().upload(PLACE, PHOTO);
    await world().handleAll();
    expect(world().contents(PLACE)).to.deep.equal([]);
  });

  it("is not lost and makes one expense at most, wherever functions die and however notices come", async function () {
    this.timeout(600_000);
    // The longest way to a draft, of a picture with metadata, is 13 calls.
    const death = fc.option(
      fc.record<Death>({ call: fc.integer({ min: 1, max: 14 }), when: fc.constantFrom("before", "after") }),
      { nil: undefined, freq: 4 },
    );
    const step = fc.record({
      what: fc.constantFrom("handle", "repeat", "giveUp", "reread", "confirm", "attach", "detach", "upload"),
      death,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(PHOTO, TAGGED, PAGES),
        death,
        fc.array(step, { minLength: 3, maxLength: 10 }),
        async (content, announcing, steps) => {
          await world().clear();
          await refusal(world().announce(announced(content), new Life(announcing)));
          await world().announce(announced(content));
          world().upload(PLACE, content);
          const other = await world().addExpense();
          const done: ReceiptWorld["queue"] = [];
          for (const { what, death } of steps) {
            const life = new Life(death);
            const [notice] = world().queue;
            if (notice !== undefined) done.push(notice);
            if (what === "handle") await world().handle(life);
            if (what === "repeat") world().queue.push(...done.slice(-1));
            if (what === "giveUp") world().giveUp();
            if (what === "reread") await refusal(world().reread(PLACE));
            if (what === "confirm") await refusal(world().confirm(PLACE, "12.50", life));
            if (what === "attach") await refusal(world().attach(PLACE, other.expenseId, life));
            if (what === "detach") await refusal(world().detach(PLACE, life));
            if (what === "upload") world().upload(PLACE, content);
          }
          await world().handleAll();
          // A client that waits and asks again comes to an end.
          world().now = new Date(world().now.getTime() + 41 * 60_000);
          await refusal(world().reread(PLACE));
          await world().handleAll();
          expect(world().contents(PLACE)).not.to.deep.equal([]);
          const last = await refusal(world().confirm(PLACE, "12.50"));
          expect(last).to.be.oneOf([undefined, "receipt.confirmed"]);
          const receipt = await world().receipt(PLACE);
          expect(receipt).to.include({ state: "confirmed" });
          expect((await world().expensesOf(PLACE)).map(({ expenseId }) => expenseId)).to.deep.equal([
            receipt?.expenseId,
          ]);
          world().queue.push(...world().deadLetters);
          await world().handleAll();
          expect(world().contents(PLACE)).to.deep.equal([content === TAGGED ? PHOTO : content]);
        },
      ),
      { numRuns: runs(40) },
    );
  });
});
