import { expect } from "chai";
import { announced, PAGES, PHOTO, PLACE, TAGGED, useReceiptWorld } from "../../helpers/receiptOnItsWay";

describe("the reading of receipts for an account that is closed meanwhile", () => {
  const world = useReceiptWorld();

  it("stores no other version of a file, and reads none", async () => {
    for (const content of [TAGGED, PHOTO]) {
      await world().clear();
      await world().announce(announced(content));
      const before = await world().receipt(PLACE);
      world().upload(PLACE, content);
      await world().closeAccount();
      await world().handleAll();
      expect(world().contents(PLACE)).to.deep.equal([content]);
      expect(await world().receipt(PLACE)).to.deep.equal(before);
      expect([world().readings, await world().pagesTaken()]).to.deep.equal([0, 0]);
    }
  });

  it("does not begin anew, or count a page, if it is requested once more", async () => {
    await world().announce(announced(PHOTO));
    await world().leave(0);
    world().upload(PLACE, PHOTO);
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.include({ failure: "receipt.quotaUsedUp" });
    await world().leave(10);
    const taken = await world().pagesTaken();
    await world().reread(PLACE);
    const before = await world().receipt(PLACE);
    await world().closeAccount();
    await world().handleAll();
    expect(await world().receipt(PLACE)).to.deep.equal(before);
    expect([world().readings, await world().pagesTaken()]).to.deep.equal([0, taken]);
  });

  it("stores no draft of pages that were being read, and counts none that were hidden in the file", async () => {
    for (const found of [3, 5]) {
      await world().clear();
      await world().announce(announced(PAGES));
      world().upload(PLACE, PAGES);
      await world().handle();
      const before = await world().receipt(PLACE);
      expect(before).to.include({ state: "reading" }).and.to.have.property("jobId");
      world().pagesRead = found;
      await world().closeAccount();
      await world().handleAll();
      expect(await world().receipt(PLACE)).to.deep.equal(before);
      expect(await world().pagesTaken()).to.equal(3);
    }
  });
});
