import { deflateSync } from "node:zlib";
import { expect } from "chai";
import { pdfPages } from "../../../domain/receipts/pdfPages";
import { objectStream, pdf } from "../../helpers/receipts";
import { pdfOf } from "../../local/services/pdf";

const PAGE = "<< /Type /Page /Parent 2 0 R >>";
const many = (count: number) => Array.from({ length: count }, () => PAGE).join(" ");

/** A PDF of two pages that hides others in further objects. */
const hiding = (...objects: (string | Buffer)[]) =>
  Buffer.concat([pdf(2), ...objects.map((object) => Buffer.from(object as Buffer))]);

const node = (entries: string) => `2 0 obj\n<< /Type /Pages ${entries} >>\nendobj\n`;

describe("the pages of a PDF", () => {
  it("are those that an honest file has, whatever else has numbers or children", () => {
    expect(pdfPages(pdfOf([["One"], ["Two"], ["Three"]]))).to.equal(3);
    const packed = objectStream(deflateSync(`1 0 2 30 ${many(2)}`));
    // No use to hide a page with, and met in the data of any large picture.
    const chance = "stream\n/#4E /#4e \nendstream";
    const unfiltered = objectStream(deflateSync("1 0 2 30"), "/Filter /FlateDecode /DecodeParms null");
    const plain = objectStream(Buffer.from(`1 0 2 30 ${many(2)}`), "");
    const outlines = "<< /Type /Outlines /First 8 0 R /Last 9 0 R /Count 30 >>";
    const field = "<< /FT /Btn /Kids [11 0 R 12 0 R] >> << /PageMode /UseNone /Pages 2 0 R >>";
    const font = "<< /BaseFont /Arial#20Type >>";
    expect(pdfPages(hiding(packed, plain, outlines, field, font, chance, unfiltered))).to.equal(6);
  });

  for (const [what, content, pages] of [
    ["a number behind the children", hiding(node("/Kids [3 0 R 4 0 R] /Count 2998")), 2998],
    ["a number before them", hiding(node("/Count\0 2998/Kids[3 0 R]")), 2998],
    ["a type without a space", hiding(`<</Type/Page>><</Type/Page/Parent 2 0 R>>`), 4],
    ["a type behind a comment", hiding("<< /Type % none\n /Page >>"), 3],
  ] as const) {
    it(`are also those that it tells by ${what}`, () => {
      expect(pdfPages(content)).to.equal(pages);
    });
  }

  const deflated = deflateSync(`1 0 2 30 ${many(2998)}`);
  for (const [what, content] of [
    ["a stream that is cut off", hiding(objectStream(deflated.subarray(0, -20)))],
    [
      "a stream that fills the memory",
      hiding(objectStream(deflateSync(Buffer.concat([Buffer.from("1 0 "), Buffer.alloc(20_000_001)])))),
    ],
    [
      "many streams that do so together",
      hiding(...Array.from({ length: 5 }, () => objectStream(deflateSync(`1 0 ${" ".repeat(4_500_000)}`)))),
    ],
    [
      "a stream that is encoded in another way",
      hiding(objectStream(Buffer.from(`${deflated.toString("hex")}>`), "/Filter /ASCIIHexDecode")),
    ],
    [
      "digits that are encoded",
      hiding(objectStream(Buffer.from("78 9c 01"), "/Filter [/ASCIIHexDecode /FlateDecode]")),
    ],
    ["a stream that is encoded twice", hiding(objectStream(deflateSync(deflated)))],
    [
      "a stream of differences",
      hiding(objectStream(deflated, "/Filter /FlateDecode /DecodeParms << /Predictor 2 >>")),
    ],
    ["a stream without an end of its dictionary", hiding(`5 0 obj << /Type /ObjStm ${" ".repeat(5_000)}`)],
    ["a type that is escaped", hiding("<< /Type /P#61ge >>")],
    ["a key that is escaped", hiding("<< /#54ype /Page >>")],
    ["a page that is listed again and again", hiding(node(`/Kids [3 0 R ${"04 0 R ".repeat(9)}] /Count 2`))],
  ] as const) {
    it(`cannot be counted if they may be hidden: ${what}`, () => {
      expect(pdfPages(content)).to.equal(undefined);
    });
  }

  // A search that looks back from each would take hours.
  for (const piece of [
    "stream\n",
    " obj stream\n",
    "/ObjStm ",
    "/Kids[",
    "/Kids [1 0 R",
    "/Type",
    "/Count ",
    "/Encrypt 1 ",
    "/A#",
    "[",
    "1",
    " ",
  ]) {
    it(`are counted in one pass, however often there is ${JSON.stringify(piece)}`, function () {
      this.timeout(20_000);
      for (const start of ["", "/Kids [", "/Encrypt ", "/Count", "/A#54", "5 0 obj /ObjStm "]) {
        const content = Buffer.concat([Buffer.from(`%PDF-1.7\n${start}`), Buffer.alloc(2_000_000, piece)]);
        expect(pdfPages(content)).to.be.oneOf([undefined, 0]);
      }
    });
  }
});
