import { mock } from "node:test";
import { expect } from "chai";
import type { Receipt } from "../../domain/receipts/receiptSchemas";
import { MAX_RECEIPT_PAGES } from "../../domain/values/limits";
import { RECEIPT_REFUSALS } from "../../domain/values/receiptRefusals";
import { countUnsent } from "../../site/data/offline/unsentData";
import { queuedReceipts } from "../../site/data/receipts/queuedReceipts";
import { readReceipts, receipts } from "../../site/data/receipts/receiptList";
import {
  addReceipts,
  discardReceipt,
  sendAnyway,
  sendReceiptsNow,
  startReceipts,
} from "../../site/data/receipts/receiptQueue";
import { inWords, speakBy } from "../../site/i18n";
import { type Language, languages } from "../../site/i18n/languages";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { toast } from "../../site/lib/page/toasts";
import { allTexts } from "../helpers/pageTexts";
import { problem } from "../helpers/problem";
import { png } from "../helpers/receipts";
import { DeviceStorage } from "./deviceStorage";
import { FakeReceipts } from "./fakeReceipts";
import { tokensOf, usePage } from "./page";

const pdf = (name: string, content = name) => new File([`%PDF-1.7\n${content}\n%%EOF`], name);

const wide = new Uint8Array(png({ width: 20_000, height: 9 }));

/** Lets the page's requests be answered. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const queue = () => queuedReceipts.value.map(({ fileName, state }) => `${fileName}: ${state}`);

describe("Receipts on their way to the API", () => {
  const page = usePage();
  let server: FakeReceipts;
  let stop: () => void;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    // Node has no IndexedDB: the page says so, and sends from memory.
    mock.method(console, "warn", () => undefined);
    server = new FakeReceipts();
    page.serve(server.serve);
    Object.assign(globalThis, { XMLHttpRequest: server.request(), document: { querySelector: () => null } });
    startSession(tokensOf("ada"));
    stop = startReceipts();
  });
  afterEach(async () => {
    await settled();
    stop();
    queuedReceipts.value = [];
    await signOut();
    await settled();
    // Polling ends with the session, at its next turn.
    mock.timers.tick(20_000);
    await settled();
    for (const name of ["XMLHttpRequest", "document"]) Reflect.deleteProperty(globalThis, name);
    mock.restoreAll();
    mock.timers.reset();
  });

  it("are announced and uploaded one after the other", async () => {
    await readReceipts();
    await addReceipts([pdf("a.pdf"), pdf("b.pdf")]);
    await settled();
    expect(server.uploaded).to.deep.equal(["a.pdf", "b.pdf"]);
    expect(server.shares).to.deep.equal([0.5, 0.5]);
    expect(queue()).to.deep.equal([]);
    expect(receipts.value?.map(({ fileName, state }) => `${fileName}: ${state}`)).to.deep.equal([
      "b.pdf: reading",
      "a.pdf: reading",
    ]);
  });

  it("wait without a connection, and are the same receipts when they are sent again", async () => {
    server.status = 0;
    await addReceipts([pdf("a.pdf"), pdf("b.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: waiting", "b.pdf: waiting"]);
    expect(countUnsent()).to.equal(2);
    server.status = 204;
    await sendReceiptsNow();
    await settled();
    expect(server.uploaded).to.deep.equal(["a.pdf", "b.pdf"]);
    expect(server.stored.size).to.equal(2);
    expect(countUnsent()).to.equal(0);
  });

  it("try again where the form was too old, and not where the bucket refuses", async () => {
    server.status = 403;
    await addReceipts([pdf("a.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: waiting"]);
    server.status = 400;
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
      "The PDF needs a password. Save it without one.",
      "The picture has 20000 × 9 pixels. At most 10000 a side are read.",
    ]);
    expect(server.uploaded).to.deep.equal(["good.pdf"]);
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
    const drawn: object[] = [];
    const context = { fillRect: () => undefined, drawImage: (bitmap: object) => drawn.push(bitmap) };
    const canvas = {
      getContext: () => context,
      toBlob: (take: (blob: Blob) => void, type: string) => take(new Blob(["a picture"], { type })),
    };
    const bitmap = { width: 4_000, height: 2_000, close: () => undefined };
    Object.assign(globalThis, { createImageBitmap: async () => bitmap });
    Object.assign(document, { createElement: () => canvas });
    await addReceipts([new File(["\0\0\0\x18ftypheic\0\0\0\0mif1"], "phone.heic")]);
    Reflect.deleteProperty(globalThis, "createImageBitmap");
    await settled();
    expect(drawn).to.deep.equal([bitmap]);
    expect(canvas).to.include({ width: 2828, height: 1414 });
    expect([...server.stored.values()].map(({ contentType }) => contentType)).to.deep.equal(["image/jpeg"]);
    expect(server.uploaded).to.deep.equal(["phone.heic"]);
  });

  it("are sent with the browser's first locale, whichever language the page speaks", async () => {
    const sentBy = async (name: string, languages: string[]) => {
      mock.getter(navigator, "languages", () => languages);
      await addReceipts([pdf(name)]);
      await settled();
      return server.locales.at(-1);
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
    expect(server.uploaded).to.deep.equal(["a.pdf"]);
    expect(queue()).to.deep.equal(["b.pdf: duplicate", "c.pdf: duplicate"]);
    const [first, second] = queuedReceipts.value;
    sendAnyway(first?.receiptId ?? "");
    discardReceipt(second?.receiptId ?? "");
    await settled();
    expect(server.uploaded).to.deep.equal(["a.pdf", "b.pdf"]);
    expect(queue()).to.deep.equal([]);
  });

  it("show why the API refuses one", async () => {
    server.refusal = Response.json(problem("body.invalid"), { status: 400 });
    await addReceipts([pdf("a.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: refused"]);
  });

  it("say why they are refused where a quota is used up, and hold nothing up", async () => {
    server.refusals.set(
      "a.pdf",
      Response.json(problem("quota.perDay", { values: { max: 100 } }), { status: 429 }),
    );
    await addReceipts([pdf("a.pdf"), pdf("b.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: refused"]);
    expect(server.uploaded).to.deep.equal(["b.pdf"]);
    expect(queuedReceipts.value.map(({ problem: said = "" }) => inWords(said))).to.match(/100/);
  });

  it("say why they wait where it is not for want of a connection", async () => {
    server.refusal = Response.json(problem("requests.tooMany"), { status: 429 });
    await addReceipts([pdf("a.pdf")]);
    await settled();
    expect(queue()).to.deep.equal(["a.pdf: waiting"]);
    expect(queuedReceipts.value.map(({ problem: said = "" }) => inWords(said))).to.deep.equal([
      "Too many requests. Please try again in a moment.",
    ]);
    server.refusal = undefined;
    server.status = 0;
    await sendReceiptsNow();
    await settled();
    expect(queuedReceipts.value.map(({ problem: said }) => said)).to.deep.equal([undefined]);
  });

  it("become the picture of an expense, in place of its former one", async () => {
    await addReceipts([pdf("a.pdf")], { expenseId: "e1", replaces: "r0" });
    await settled();
    expect(server.requests).to.include.members([
      "POST /receipts",
      "POST /receipts/{id}/confirm",
      "DELETE /receipts/r0",
    ]);
    expect(queue()).to.deep.equal([]);
  });

  it("are done with where a page that was closed has removed the former one already", async () => {
    server.removed.add("r0");
    await addReceipts([pdf("a.pdf")], { expenseId: "e1", replaces: "r0" });
    await settled();
    expect(server.requests.at(-1)).to.equal("DELETE /receipts/r0");
    expect(queue()).to.deep.equal([]);
  });

  it("are done with where the former one is that of somebody else", async () => {
    server.others.add("r0");
    await addReceipts([pdf("a.pdf")], { expenseId: "e1", replaces: "r0" });
    await settled();
    expect(server.requests.at(-1)).to.equal("DELETE /receipts/r0");
    expect(queue()).to.deep.equal([]);
  });

  describe("where the browser keeps them", () => {
    const device = new DeviceStorage();
    before(() => device.install());
    beforeEach(() => {
      server.status = 0;
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
      server.status = 204;
      await sendReceiptsNow();
      await settled();
      expect([server.uploaded, device.rows.size]).to.deep.equal([["a.pdf", "b.pdf"], 0]);
    });

    it("are told of at once if an earlier page added them and the browser deleted them", async () => {
      await addReceipts([pdf("a.pdf")]);
      await settled();
      stop();
      queuedReceipts.value = [];
      stop = startReceipts();
      await settled();
      expect(queue()).to.deep.equal(["a.pdf: waiting"]);
      device.clear();
      await settled();
      const lost = "The browser has deleted “a.pdf” before it was sent. Add it again.";
      expect(toast.value && inWords(toast.value.text)).to.equal(lost);
      expect(queuedReceipts.value.map(({ problem: said = "" }) => inWords(said))).to.deep.equal([lost]);
    });

    /** Another page, in which one that was added before waits, and whose picture is gone when it is to be sent. */
    async function sendWithoutPicture(beforeSending: (receiptId: string) => unknown = () => undefined) {
      await addReceipts([pdf("a.pdf")]);
      await settled();
      stop();
      queuedReceipts.value = [];
      stop = startReceipts();
      await settled();
      device.rows.clear();
      server.stored.clear();
      beforeSending(queuedReceipts.value[0]?.receiptId ?? "");
      server.status = 204;
      await sendReceiptsNow();
      await settled();
      expect(server.uploaded).to.deep.equal([]);
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
      expect(words[0]).to.equal("The browser has deleted “a.pdf” before it was sent. Add it again.");
      expect(new Set(words).size).to.equal(Object.keys(languages).length);
      expect(words.filter((sentence) => !sentence.includes("a.pdf"))).to.deep.equal([]);
    });

    it("are done with, and nothing is said, if another tab has sent them", async () => {
      await sendWithoutPicture((receiptId) => server.stored.set(receiptId, { receiptId } as Receipt));
      expect([queue(), toast.value]).to.deep.equal([[], undefined]);
    });

    it("wait on while nobody can tell if another tab has sent them", async () => {
      await sendWithoutPicture(() => {
        server.refusal = Response.json(problem("requests.tooMany"), { status: 429 });
      });
      expect([queue(), toast.value]).to.deep.equal([["a.pdf: waiting"], undefined]);
    });
  });
});
