import { expect } from "chai";
import { Life } from "../../helpers/life";
import {
  announced,
  arrive,
  PAGES,
  PHOTO,
  PLACE,
  refusal,
  TAGGED,
  useReceiptWorld,
} from "../../helpers/receiptOnItsWay";

describe("a receipt whose file is not what it seemed, or was not seen", () => {
  const world = useReceiptWorld();

  it("counts for all pages that were read, if its file has hidden some, and is not drafted if those are too many", async () => {
    for (const [pagesRead, outcome] of [
      [5, { state: "toConfirm", pages: 5 }],
      [3_000, { state: "failed", failure: "receipt.tooManyPages", pages: 3_000 }],
    ] as const) {
      await world().clear();
      world().pagesRead = pagesRead;
      await arrive(world(), PAGES);
      expect(await world().receipt(PLACE)).to.include(outcome);
      expect(await world().pagesTaken()).to.equal(pagesRead);
    }
    // A file that is known to be too long is not paid for again.
    await world().reread(PLACE);
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ state: "failed", failure: "receipt.tooManyPages" });
    expect(await world().pagesTaken()).to.equal(3_000);
    const other = { ...PLACE, receiptId: PLACE.receiptId.replace(/1$/, "2") };
    await world().announce({ ...announced(PHOTO), receiptId: other.receiptId });
    world().upload(other, PHOTO);
    await world().handleAll();
    expect(await world().receipt(other)).to.include({ state: "failed", failure: "receipt.quotaUsedUp" });
  });

  it("is read though its notice was given up before its file was kept", async () => {
    for (const content of [PHOTO, TAGGED]) {
      await world().clear();
      await world().announce(announced(content));
      world().upload(PLACE, content);
      // The second life ends when the file without its metadata is in the bucket, and not yet known.
      if (content === TAGGED) await world().handle(new Life({ call: 3, when: "after" }));
      while (world().queue.length > 0) world().giveUp();
      expect(await refusal(world().reread(PLACE))).to.equal("receipt.noFile");
      world().now = new Date(world().now.getTime() + 16 * 60_000);
      await world().reread(PLACE);
      await world().handleAll();
      expect(await world().receipt(PLACE)).to.include({ state: "toConfirm" });
      expect(world().contents(PLACE)).to.deep.equal([PHOTO]);
      world().queue.push(...world().deadLetters);
      await world().handleAll();
      expect([world().contents(PLACE), world().readings]).to.deep.equal([[PHOTO], 1]);
      world().readings = 0;
    }
  });

  it("says that its file never came, if it is read and there is none", async () => {
    await world().announce(announced(PHOTO));
    world().now = new Date(world().now.getTime() + 16 * 60_000);
    await world().reread(PLACE);
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ state: "failed", failure: "receipt.notUploaded" });
    world().upload(PLACE, PHOTO);
    world().giveUp();
    await world().reread(PLACE);
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ state: "toConfirm" });
  });
});
