import { mock } from "node:test";
import { expect } from "chai";
import type { Receipt } from "../../domain/receipts/receiptSchemas";
import { type QueuedReceipt, queuedReceipts } from "../../site/data/receipts/queuedReceipts";
import {
  keepReceipt,
  type ReceiptCipher,
  sealReceipts,
  takeUpReceipts,
  unsealReceipts,
} from "../../site/data/receipts/receiptPersistence";
import { addReceipts, discardReceipt, sendReceiptsNow } from "../../site/data/receipts/receiptQueue";
import { inWords, speakBy } from "../../site/i18n";
import { type Language, languages } from "../../site/i18n/languages";
import { toast } from "../../site/lib/page/toasts";
import { allTexts } from "../helpers/pageTexts";
import { problem } from "../helpers/problem";
import { DeviceStorage } from "./deviceStorage";
import { settled } from "./openPage";
import { pdf, photo, queue, serveCanvas, useReceipts } from "./receiptsFixture";

describe("Receipts on their way, where the browser keeps them,", () => {
  const sending = useReceipts();
  const device = new DeviceStorage();
  before(() => device.install());
  beforeEach(() => {
    sending.server.status = 0;
    toast.value = undefined;
  });
  afterEach(() => {
    queuedReceipts.value = [];
    device.clear();
  });
  after(() => device.remove());

  it("are kept again with a new connection, when the old one has broken", async () => {
    await addReceipts([pdf("a.pdf")]);
    device.disconnect();
    await addReceipts([pdf("b.pdf")]);
    expect(device.rows.size).to.equal(2);
    expect(toast.value).to.equal(undefined);
  });

  it("are kept again after the user cleared the site's data, or another tab deleted it", async () => {
    await addReceipts([pdf("a.pdf"), pdf("b.pdf")]);
    await settled();
    device.clear();
    await settled();
    expect(device.rows.size).to.equal(2);
    device.rows.clear();
    device.ask();
    await settled();
    expect(device.rows.size).to.equal(2);
    expect(toast.value).to.equal(undefined);
    sending.server.status = 204;
    await sendReceiptsNow();
    await settled();
    expect([sending.server.uploaded, device.rows.size]).to.deep.equal([["a.pdf", "b.pdf"], 0]);
  });

  it("are told of at once if an earlier page added them and the browser deleted them", async () => {
    await addReceipts([pdf("a.pdf")]);
    await settled();
    await sending.reopen();
    expect(queue()).to.deep.equal(["a.pdf: waiting"]);
    device.clear();
    await settled();
    const lost = "The browser deleted “a.pdf” before it was sent. Add it again.";
    expect(toast.value && inWords(toast.value.text)).to.equal(lost);
    expect(queuedReceipts.value.map(({ problem: said = "" }) => inWords(said))).to.deep.equal([lost]);
  });

  /** Another page, in which one that was added before waits, and whose picture is gone when it is to be sent. */
  async function sendWithoutPicture(beforeSending: (receiptId: string) => unknown = () => undefined) {
    await addReceipts([pdf("a.pdf")]);
    await settled();
    await sending.reopen();
    device.rows.clear();
    sending.server.stored.clear();
    beforeSending(queuedReceipts.value[0]?.receiptId ?? "");
    sending.server.status = 204;
    await sendReceiptsNow();
    await settled();
    expect(sending.server.uploaded).to.deep.equal([]);
  }

  it("are told of in every language if they have no picture any more when they are to be sent", async () => {
    await sendWithoutPicture();
    expect(queue()).to.deep.equal(["a.pdf: refused"]);
    const said = toast.value?.text ?? "";
    expect(queuedReceipts.value[0]?.problem).to.equal(said);
    const texts = allTexts();
    const words = (Object.keys(languages) as Language[]).map((language) => {
      speakBy(language, texts.get(language) ?? {});
      return inWords(said);
    });
    speakBy("en", {});
    expect(words[0]).to.equal("The browser deleted “a.pdf” before it was sent. Add it again.");
    expect(new Set(words).size).to.equal(Object.keys(languages).length);
    expect(words.filter((sentence) => !sentence.includes("a.pdf"))).to.deep.equal([]);
  });

  it("are done with, and nothing is said, if another tab has sent them", async () => {
    await sendWithoutPicture((receiptId) => sending.server.stored.set(receiptId, { receiptId } as Receipt));
    expect([queue(), toast.value]).to.deep.equal([[], undefined]);
  });

  it("wait on while nobody can tell if another tab has sent them", async () => {
    await sendWithoutPicture(() => {
      sending.server.refusal = Response.json(problem("requests.tooMany"), { status: 429 });
    });
    expect([queue(), toast.value]).to.deep.equal([["a.pdf: waiting"], undefined]);
  });

  /** A page that ends while it prepares. @returns what lets its pictures go on. */
  async function endWhilePreparing(...files: File[]) {
    const decoding = Promise.withResolvers<object>();
    Object.assign(globalThis, { createImageBitmap: () => decoding.promise });
    void addReceipts(files);
    await settled();
    Reflect.deleteProperty(globalThis, "createImageBitmap");
    return decoding;
  }

  it("are prepared by the next page if theirs ends before, also those whose turn had not come", async () => {
    await endWhilePreparing(photo("a.png"), pdf("b.pdf"));
    expect(queue()).to.deep.equal(["a.png: preparing", "b.pdf: preparing"]);
    serveCanvas();
    await sending.reopen();
    expect(queue()).to.deep.equal(["a.png: waiting", "b.pdf: waiting"]);
    sending.server.status = 204;
    await sendReceiptsNow();
    await settled();
    expect([sending.server.uploaded, device.rows.size]).to.deep.equal([["a.png", "b.pdf"], 0]);
  });

  it("are given up with the reason if two pages have ended while they prepared the picture", async () => {
    await endWhilePreparing(photo("a.png"), pdf("b.pdf"));
    Object.assign(globalThis, { createImageBitmap: () => new Promise(() => undefined) });
    await sending.reopen();
    expect(queue()).to.deep.equal(["a.png: preparing", "b.pdf: preparing"]);
    await sending.reopen();
    Reflect.deleteProperty(globalThis, "createImageBitmap");
    expect(queue()).to.deep.equal(["a.png: refused", "b.pdf: waiting"]);
    expect(device.rows.size).to.equal(1);
  });

  it("are not kept as files any more once they cannot be receipts, or are discarded", async () => {
    await addReceipts([new File(["PK"], "a.zip")]);
    await endWhilePreparing(photo("a.png"));
    expect(device.rows.size).to.equal(1);
    discardReceipt(queuedReceipts.value.at(-1)?.receiptId ?? "");
    await settled();
    expect(device.rows.size).to.equal(0);
  });

  it("are prepared when the user comes back to the ledger that they were added to", async () => {
    const decoding = await endWhilePreparing(photo("a.png"));
    queuedReceipts.value = []; // Another ledger shows.
    decoding.resolve(serveCanvas().bitmap);
    await settled();
    expect([...device.rows.keys()]).to.have.length(1);
    await sending.reopen();
    expect(queue()).to.deep.equal(["a.png: waiting"]);
  });

  it("are opened for whoever sealed them, beside those of another member on the same device", async () => {
    const cipherOf = (user: number): ReceiptCipher => ({
      encrypt: (plain) => Uint8Array.of(user, ...plain),
      decrypt: (sealed) => {
        if (sealed[0] !== user) throw new Error("Another key");
        return sealed.slice(1);
      },
    });
    const LEDGER = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for (const [user, fileName] of ["of ada", "of bob"].entries()) {
      const receipt: QueuedReceipt = { receiptId: fileName, order: user, fileName, state: "preparing" };
      await keepReceipt(LEDGER, receipt, Uint8Array.of(1));
      await sealReceipts(LEDGER, cipherOf(user));
    }
    const warn = mock.method(console, "warn", () => undefined);
    for (const [user, names] of [["of bob"], ["of ada", "of bob"]].entries()) {
      await unsealReceipts(LEDGER, cipherOf(1 - user));
      expect((await takeUpReceipts(LEDGER)).map(({ fileName }) => fileName)).to.deep.equal(names);
    }
    warn.mock.restore();
  });
});
