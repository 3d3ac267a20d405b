import { expect } from "chai";
import { type ExpensesTable, startExpensesTable } from "../../helpers/expensesTable";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { jpeg, pdf, receiptOf, segment, sha256 } from "../../helpers/receipts";
import { Life, ReceiptWorld } from "../../helpers/receiptWorld";

const PHOTO = jpeg();
const TAGGED = jpeg({ metadata: [segment(0xe1, "Exif\0\0 somewhere")] });
const PAGES = pdf(3);

const announced = (content: Buffer) => ({
  ...{ receiptId: receiptOf(content).receiptId, fileName: "receipt", locale: "en-US" },
  ...{ bytes: content.length, sha256: sha256(content) },
  contentType: content === PAGES ? ("application/pdf" as const) : ("image/jpeg" as const),
});

describe("a receipt whose file is not what it seemed, or was not seen", () => {
  let ledgers: LocalTable;
  let expenses: ExpensesTable;
  let world: ReceiptWorld;
  const place = { ledgerId: "home", receiptId: receiptOf(PHOTO).receiptId };

  before(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    world = new ReceiptWorld(ledgers.db, expenses.db);
  });
  after(() => Promise.all([ledgers?.close(), expenses?.close()]));
  beforeEach(() => world.clear());

  const arrive = async (content: Buffer) => {
    await world.announce(announced(content));
    world.upload(place, content);
    await world.handleAll();
  };
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      ({ code, message }) => code ?? message,
    );

  it("counts for all pages that were read, if its file has hidden some, and is not drafted if those are too many", async () => {
    for (const [pagesRead, outcome] of [
      [5, { state: "toConfirm", pages: 5 }],
      [3_000, { state: "failed", failure: "receipt.tooManyPages", pages: 3_000 }],
    ] as const) {
      await world.clear();
      world.pagesRead = pagesRead;
      await arrive(PAGES);
      expect(await world.receipt(place)).to.include(outcome);
      expect(await world.pagesTaken()).to.equal(pagesRead);
    }
    // A file that is known to be too long is not paid for again.
    await world.reread(place);
    await world.handleAll();
    expect(await world.receipt(place)).to.include({ state: "failed", failure: "receipt.tooManyPages" });
    expect(await world.pagesTaken()).to.equal(3_000);
    const other = { ...place, receiptId: place.receiptId.replace(/1$/, "2") };
    await world.announce({ ...announced(PHOTO), receiptId: other.receiptId });
    world.upload(other, PHOTO);
    await world.handleAll();
    expect(await world.receipt(other)).to.include({ state: "failed", failure: "receipt.quotaUsedUp" });
  });

  it("is read though its notice was given up before its file was kept", async () => {
    for (const content of [PHOTO, TAGGED]) {
      await world.clear();
      await world.announce(announced(content));
      world.upload(place, content);
      // The second life ends when the file without its metadata is in the bucket, and not yet known.
      if (content === TAGGED) await world.handle(new Life({ call: 3, when: "after" }));
      while (world.queue.length > 0) world.giveUp();
      expect(await refusal(world.reread(place))).to.equal("receipt.noFile");
      world.now = new Date(world.now.getTime() + 16 * 60_000);
      await world.reread(place);
      await world.handleAll();
      expect(await world.receipt(place)).to.include({ state: "toConfirm" });
      expect(world.contents(place)).to.deep.equal([PHOTO]);
      world.queue.push(...world.deadLetters);
      await world.handleAll();
      expect([world.contents(place), world.readings]).to.deep.equal([[PHOTO], 1]);
      world.readings = 0;
    }
  });

  it("says that its file never came, if it is read and there is none", async () => {
    await world.announce(announced(PHOTO));
    world.now = new Date(world.now.getTime() + 16 * 60_000);
    await world.reread(place);
    await world.handleAll();
    expect(await world.receipt(place)).to.include({ state: "failed", failure: "receipt.notUploaded" });
    world.upload(place, PHOTO);
    world.giveUp();
    await world.reread(place);
    await world.handleAll();
    expect(await world.receipt(place)).to.include({ state: "toConfirm" });
  });
});
