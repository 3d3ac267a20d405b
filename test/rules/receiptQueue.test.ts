import { mock } from "node:test";
import { expect } from "chai";
import { MAX_RECEIPT_PAGES } from "../../domain/values/limits";
import { RECEIPT_REFUSALS } from "../../domain/values/receiptRefusals";
import { countUnsent } from "../../site/data/offline/unsentData";
import { queuedReceipts } from "../../site/data/receipts/queuedReceipts";
import { pictureOfReceipt, readReceipts, receipts } from "../../site/data/receipts/receiptList";
import {
  addReceipts,
  discardReceipt,
  sendAnyway,
  sendReceiptsNow,
} from "../../site/data/receipts/receiptQueue";
import { inWords, speakBy } from "../../site/i18n";
import { type Language, languages } from "../../site/i18n/languages";
import { allTexts } from "../helpers/pageTexts";
import { problem } from "../helpers/problem";
import { png } from "../helpers/receipts";
import { settled } from "./openPage";
import { pdf, queue, serveCanvas, useReceipts } from "./receiptsFixture";

const wide = new Uint8Array(png({ width: 20_000, height: 9 }));

describe("Receipts on their way to the API", () => {
  const sending = useReceipts();

  it("are announced and uploaded one after the other", async () => {
    await readReceipts();
    await addReceipts([pdf("a.pdf"), pdf("b.pdf")]);
    await settled();
    expect(sending.server.uploaded).to.deep.equal(["a.pdf", "b.pdf"]);
    expect(sending.server.shares).to.deep.equal([0.5, 0.5]);
    expect(queue()).to.deep.equal([]);
    expect(receipts.value?.map(({ fileName, state }) => `${fileName}: ${state}`)).to.deep.equal([
      "b.pdf: reading",
      "a.pdf: reading",
    ]);
  });

  it("wait without a connection, and are the same receipts when they are sent again", async () => {
    sending.server.status = 0;
    await addReceipts([pdf("a.pdf"), pdf("b.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: waiting", "b.pdf: waiting"]);
    expect(countUnsent()).to.equal(2);
    sending.server.status = 204;
    await sendReceiptsNow();
    await settled();
    expect(sending.server.uploaded).to.deep.equal(["a.pdf", "b.pdf"]);
    expect(sending.server.stored.size).to.equal(2);
    expect(countUnsent()).to.equal(0);
  });

  it("count as unsent while they are prepared, and not when they cannot be receipts", async () => {
    sending.server.status = 0;
    const adding = addReceipts([pdf("a.pdf"), new File([""], "empty.jpg"), pdf("b.pdf")]);
    expect(queue()).to.deep.equal(["a.pdf: preparing", "empty.jpg: preparing", "b.pdf: preparing"]);
    expect(countUnsent()).to.equal(3);
    await adding;
    await settled();
    expect(countUnsent()).to.equal(2);
  });

  it("try again where the form was too old or the bucket is busy, and not where it refuses", async () => {
    for (const [status, code] of [
      [403, "AccessDenied"],
      [400, "RequestTimeout"],
      [503, "SlowDown"],
      [400, ""], // Something on the way.
    ] as const) {
      Object.assign(sending.server, { status, code });
      if (queue().length === 0) await addReceipts([pdf("a.pdf")]);
      else await sendReceiptsNow();
      await settled();
      expect(queue(), `${status} ${code}`).to.deep.equal(["a.pdf: waiting"]);
    }
    Object.assign(sending.server, { status: 400, code: "EntityTooLarge" });
    await sendReceiptsNow();
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: refused"]);
  });

  it("stay with the reason if they cannot be receipts, and hold nothing up", async () => {
    const bad = {
      "empty.jpg": "",
      "a.zip": "PK",
      "a.svg": "<svg >",
      "a.gif": "GIF89a",
      "cut.pdf": "%PDF-1.7",
      "locked.pdf": "%PDF-1.7\ntrailer\n/Encrypt 5 0 R\n%%EOF",
      "wide.png": wide,
    };
    await addReceipts([
      ...Object.entries(bad).map(([name, content]) => new File([content], name)),
      pdf("good.pdf"),
    ]);
    await settled();
    const reasons = queuedReceipts.value.map(({ problem: said = "" }) => inWords(said));
    expect(reasons).to.deep.equal([
      "The file is empty.",
      "This is neither a picture nor a PDF.",
      "SVG drawings are not read. Take a picture, or choose a JPEG, PNG or PDF.",
      "GIF pictures are not read. Take a picture, or choose a JPEG, PNG or PDF.",
      "The file is not whole: its end is missing. Choose it again.",
      "The PDF is protected, perhaps only against changes. Print it into a new PDF, or take a photo of it.",
      "The picture has 20,000 × 9 pixels. At most 10,000 a side are read.",
    ]);
    expect(sending.server.uploaded).to.deep.equal(["good.pdf"]);
    expect(countUnsent()).to.equal(0);
  });

  it("say in every language what to do with a HEIC picture that the browser cannot open", async () => {
    Object.assign(globalThis, { createImageBitmap: () => Promise.reject(new Error("Not decoded")) });
    await addReceipts([new File(["\0\0\0\x18ftypheic\0\0\0\0mif1"], "phone.heic")]);
    Reflect.deleteProperty(globalThis, "createImageBitmap");
    const [{ state, problem: said = "" } = {}] = queuedReceipts.value;
    expect(state).to.equal("refused");
    const texts = allTexts();
    const words = (Object.keys(languages) as Language[]).map((language) => {
      speakBy(language, texts.get(language) ?? {});
      return inWords(said);
    });
    speakBy("en", {});
    expect(new Set(words).size).to.equal(Object.keys(languages).length);
    for (const sentence of words) expect(sentence).to.match(/HEIC.*JPEG/);
  });

  it("are converted where the browser opens HEIC, on a canvas that every browser has", async () => {
    const { bitmap, canvas, drawn } = serveCanvas();
    await addReceipts([new File(["\0\0\0\x18ftypheic\0\0\0\0mif1"], "phone.heic")]);
    await settled();
    expect(drawn).to.deep.equal([bitmap]);
    expect(canvas).to.include({ width: 2828, height: 1414 });
    expect([...sending.server.stored.values()].map(({ contentType }) => contentType)).to.deep.equal([
      "image/jpeg",
    ]);
    expect(sending.server.uploaded).to.deep.equal(["phone.heic"]);
  });

  it("are sent with the browser's first locale, whichever language the page speaks", async () => {
    const sentBy = async (name: string, languages: string[]) => {
      mock.getter(navigator, "languages", () => languages);
      await addReceipts([pdf(name)]);
      await settled();
      return sending.server.locales.at(-1);
    };
    expect(await sentBy("a.pdf", ["de-DE", "en-US", "en"])).to.equal("de-DE");
    expect(await sentBy("b.pdf", ["en", "en-GB"])).to.equal("en-GB");
    expect(await sentBy("c.pdf", ["en"])).to.equal("en");
    expect(await sentBy("d.pdf", ["de", "en-US", "en"])).to.equal("de");
  });

  it("say in every language how many pages are too many", () => {
    for (const texts of allTexts().values()) {
      expect(texts["refusal.receipt.tooManyPages"] ?? "").to.include(String(MAX_RECEIPT_PAGES));
    }
    expect(RECEIPT_REFUSALS["receipt.tooManyPages"].text).to.include(String(MAX_RECEIPT_PAGES));
  });

  it("ask before the same picture is sent again", async () => {
    await readReceipts();
    await addReceipts([pdf("a.pdf", "same"), pdf("b.pdf", "same")]);
    await settled();
    await addReceipts([pdf("c.pdf", "same")]);
    await settled();
    expect(sending.server.uploaded).to.deep.equal(["a.pdf"]);
    expect(queue()).to.deep.equal(["b.pdf: duplicate", "c.pdf: duplicate"]);
    const [first, second] = queuedReceipts.value;
    sendAnyway(first?.receiptId ?? "");
    discardReceipt(second?.receiptId ?? "");
    await settled();
    expect(sending.server.uploaded).to.deep.equal(["a.pdf", "b.pdf"]);
    expect(queue()).to.deep.equal([]);
  });

  it("show why the API refuses one", async () => {
    sending.server.refusal = Response.json(problem("body.invalid"), { status: 400 });
    await addReceipts([pdf("a.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: refused"]);
  });

  it("say why they are refused where a quota is used up, and hold nothing up", async () => {
    sending.server.refusals.set(
      "a.pdf",
      Response.json(problem("quota.perDay", { values: { max: 100 } }), { status: 429 }),
    );
    await addReceipts([pdf("a.pdf"), pdf("b.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: refused"]);
    expect(sending.server.uploaded).to.deep.equal(["b.pdf"]);
    expect(queuedReceipts.value.map(({ problem: said = "" }) => inWords(said))).to.match(/100/);
  });

  it("say why they wait where it is not for want of a connection", async () => {
    sending.server.refusal = Response.json(problem("requests.tooMany"), { status: 429 });
    await addReceipts([pdf("a.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: waiting"]);
    expect(queuedReceipts.value.map(({ problem: said = "" }) => inWords(said))).to.deep.equal([
      "Too many requests. Try again in a moment.",
    ]);
    sending.server.refusal = undefined;
    sending.server.status = 0;
    await sendReceiptsNow();
    await settled();
    expect(queuedReceipts.value.map(({ problem: said }) => said)).to.deep.equal([undefined]);
  });

  it("become the picture of an expense, whose former one stays until the API has done with it", async () => {
    await addReceipts([pdf("a.pdf")], { expenseId: "e1" });
    await settled();
    expect(sending.server.requests).to.include.members(["POST /receipts", "POST /receipts/{id}/confirm"]);
    expect(sending.server.requests.filter((request) => request.startsWith("DELETE"))).to.deep.equal([]);
    expect(queue()).to.deep.equal([]);
    // Others are: each reading is paid for.
    await addReceipts([pdf("b.pdf")]);
    await settled();
    expect(sending.server.toBeRead).to.deep.equal([false, true]);
  });

  it("do not become the picture of an expense if their file was refused, and say so", async () => {
    sending.server.attaching = Response.json(problem("receipt.noFile"), { status: 409 });
    await addReceipts([pdf("a.pdf")], { expenseId: "e1" });
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: refused"]);
    expect(queuedReceipts.value.map(({ problem: said = "" }) => inWords(said))).to.match(/no file/);
  });

  it("say why there is no picture of one whose file was refused", async () => {
    await addReceipts([pdf("a.pdf")], { expenseId: "e1" });
    await settled();
    const [[id = "", stored] = []] = sending.server.stored;
    if (stored)
      sending.server.stored.set(id, { ...stored, state: "confirmed", failure: "receipt.protected" });
    const why = await pictureOfReceipt(id).then(
      () => undefined,
      ({ message }: Error) => message,
    );
    expect(why).to.equal(RECEIPT_REFUSALS["receipt.protected"].text);
  });
});
