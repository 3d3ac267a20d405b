import { crc32 } from "node:zlib";
import { expect } from "chai";
import fc from "fast-check";
import { inspect } from "../../../domain/receipts/inspection";
import { RECEIPT_TYPES, type ReceiptType } from "../../../domain/receipts/model";
import { chunk, jpeg, pdf, png, segment, sha256 } from "../../helpers/receipts";
import { runs } from "../../helpers/runs";

const announced = (content: Buffer, contentType: ReceiptType = "image/jpeg") => ({
  contentType,
  bytes: content.length,
  sha256: sha256(content),
});
const look = (content: Buffer, contentType?: ReceiptType) =>
  inspect(content, announced(content, contentType));

/** An Exif segment with a place, in which a thumbnail has an end of its own. */
const EXIF = segment(
  0xe1,
  Buffer.concat([Buffer.from("Exif\0\0 GPSLatitude 52.5"), Buffer.from([0xff, 0xd9])]),
);

describe("a file of a receipt", () => {
  it("is taken as it is, if it is a picture without metadata", () => {
    for (const [content, type] of [
      [jpeg(), "image/jpeg"],
      [png(), "image/png"],
    ] as const) {
      const verdict = look(content, type);
      expect(verdict).to.deep.equal({ pages: 1, content });
      expect("content" in verdict && verdict.content).to.equal(content);
    }
  });

  it("loses where and by whom it was taken, and nothing that changes how it looks", () => {
    const profile = segment(0xe2, "ICC_PROFILE");
    const metadata = [
      EXIF,
      segment(0xe1, "http://ns.adobe.com/xap/1.0/ place"),
      profile,
      segment(0xfe, "Made by me"),
    ];
    expect(look(jpeg({ metadata }))).to.deep.equal({ pages: 1, content: jpeg({ metadata: [profile] }) });
    const chunks = ["eXIf", "tEXt", "zTXt", "iTXt", "tIME"].map((type) => chunk(type, "GPS"));
    const gamma = chunk("gAMA", "1234");
    expect(look(png({ metadata: [...chunks, gamma] }), "image/png")).to.deep.equal({
      pages: 1,
      content: png({ metadata: [gamma] }),
    });
  });

  /** Exif data of a camera in either byte order: its maker, which side is up, and a place. */
  function exif(orientation: number, isLittle: boolean): Buffer {
    const entries = [
      [0x010f, 2, 4, 0x4142_4300],
      [0x0112, 3, 1, isLittle ? orientation : orientation << 16],
      [0x8825, 4, 1, 62],
    ];
    const write = (value: number, bytes: number) => {
      const field = Buffer.alloc(bytes);
      if (isLittle) field.writeUIntLE(value, 0, bytes);
      else field.writeUIntBE(value, 0, bytes);
      return field;
    };
    return Buffer.concat([
      ...[Buffer.from(isLittle ? "II" : "MM"), write(42, 2), write(8, 4), write(entries.length, 2)],
      ...entries.flatMap(([tag = 0, type = 0, count = 0, value = 0]) => [
        ...[write(tag, 2), write(type, 2), write(count, 4), write(value, 4)],
      ]),
      ...[write(0, 4), Buffer.from("GPSLatitude 52.5")],
    ]);
  }
  const HEAD = Buffer.from("Exif\0\0");
  const upright = (orientation: number) =>
    Buffer.from(
      `MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0`,
      "latin1",
    );

  it("keeps which side is up, and nothing else of what a camera noted", () => {
    for (const isLittle of [true, false])
      for (const orientation of [3, 6, 8]) {
        const data = exif(orientation, isLittle);
        const turned = jpeg({ metadata: [segment(0xe1, Buffer.concat([HEAD, upright(orientation)]))] });
        const taken = jpeg({ metadata: [segment(0xe1, Buffer.concat([HEAD, data])), EXIF] });
        expect(look(taken)).to.deep.equal({ pages: 1, content: turned });
        const verdict = look(turned);
        expect("content" in verdict && verdict.content).to.equal(turned);
        const drawn = look(png({ metadata: [chunk("eXIf", data)] }), "image/png");
        const kept = "content" in drawn ? drawn.content : Buffer.alloc(0);
        const at = kept.indexOf("eXIf");
        expect(kept.readUInt32BE(at - 4)).to.equal(26);
        expect(kept.subarray(at + 4, at + 30)).to.deep.equal(upright(orientation));
        expect(kept.readUInt32BE(at + 30)).to.equal(crc32(kept.subarray(at, at + 30)));
        expect(look(kept, "image/png")).to.deep.equal(drawn);
      }
    for (const orientation of [0, 1, 9])
      expect(
        look(jpeg({ metadata: [segment(0xe1, Buffer.concat([HEAD, exif(orientation, true)]))] })),
      ).to.deep.equal({
        ...{ pages: 1, content: jpeg() },
      });
  });

  it("keeps nothing that hides in data of the same length", () => {
    const hiding = Buffer.concat([HEAD, upright(6).fill(0x41, 22)]);
    const turned = Buffer.concat([HEAD, upright(6)]);
    expect(look(jpeg({ metadata: [segment(0xe1, hiding)] }))).to.deep.equal({
      ...{ pages: 1, content: jpeg({ metadata: [segment(0xe1, turned)] }) },
    });
  });

  it("may have fill bytes before its markers", () => {
    const photo = jpeg();
    const fill = Buffer.from([0xff, 0xff]);
    const filled = Buffer.concat([
      photo.subarray(0, 2),
      fill,
      photo.subarray(2, 20),
      fill,
      photo.subarray(20),
    ]);
    expect(look(filled)).to.deep.equal({ pages: 1, content: photo });
  });

  it("loses what comes after the picture, such as a script or an archive", () => {
    const tail = "<script>alert(1)</script>PK\u0003\u0004";
    expect(look(jpeg({ tail }))).to.deep.equal({ pages: 1, content: jpeg() });
    expect(look(png({ tail }), "image/png")).to.deep.equal({ pages: 1, content: png() });
  });

  it("has as many pages as its PDF has page objects, wherever they stand", () => {
    for (const packed of [false, true])
      for (const pages of [3, 3001]) {
        const content = pdf(pages, { packed });
        expect(look(content, "application/pdf")).to.deep.equal({ pages, content });
      }
  });

  it("is a PDF, too, if that begins behind other bytes, as the page and Textract take it", () => {
    const content = Buffer.concat([Buffer.from("\n\0junk\n"), pdf(2)]);
    expect(look(content, "application/pdf")).to.deep.equal({ pages: 2, content });
    const late = Buffer.concat([Buffer.alloc(1024), pdf(2)]);
    expect(look(late, "application/pdf")).to.deep.equal({ failure: "receipt.notOfType" });
  });

  for (const [what, content, failure, type] of [
    ["no picture", Buffer.from("Not an image"), "receipt.notOfType"],
    ["an SVG with a script", Buffer.from("<svg onload='alert(1)'/>"), "receipt.notOfType"],
    ["an animated GIF", Buffer.from("GIF89a"), "receipt.notOfType"],
    ["a PNG that was announced as a JPEG", png(), "receipt.notOfType"],
    [
      "a page that begins like nothing",
      Buffer.from("<!DOCTYPE html>"),
      "receipt.notOfType",
      "application/pdf",
    ],
    ["a JPEG that ends in its frame", jpeg().subarray(0, 30), "receipt.unreadable"],
    ["a JPEG that ends in its scan", jpeg().subarray(0, -3), "receipt.unreadable"],
    ["a PNG that ends in its pixels", png().subarray(0, -20), "receipt.unreadable", "image/png"],
    [
      "a PNG without a header",
      Buffer.from(png().toString("latin1").replace("IHDR", "JUNK"), "latin1"),
      "receipt.unreadable",
      "image/png",
    ],
    ["20,000 pixels wide", jpeg({ width: 20_000 }), "receipt.tooManyPixels"],
    ["20,000 pixels high", png({ height: 20_000 }), "receipt.tooManyPixels", "image/png"],
    ["a PDF without pages", pdf(0), "receipt.unreadable", "application/pdf"],
    ["a PDF with a password", pdf(1, { trailer: "/Encrypt 9 0 R" }), "receipt.protected", "application/pdf"],
  ] as const) {
    it(`is refused if it is ${what}`, () => {
      expect(look(content, type)).to.deep.equal({ failure });
    });
  }

  it("is refused if it is not what was announced: cut off, empty or another one", () => {
    const content = jpeg();
    for (const other of [content.subarray(0, 20), Buffer.alloc(0), jpeg({ tail: "x" })]) {
      expect(inspect(other, announced(content))).to.deep.equal({ failure: "receipt.incomplete" });
    }
  });

  it("is looked into without a fault, whatever it holds", () => {
    const beginnings = [jpeg(), png(), pdf(2), pdf(2, { packed: true })];
    const files = fc
      .tuple(fc.constantFrom(...beginnings), fc.nat(200), fc.uint8Array({ maxLength: 200 }))
      .map(([start, length, rest]) => Buffer.concat([start.subarray(0, length), rest]));
    fc.assert(
      fc.property(files, fc.constantFrom(...RECEIPT_TYPES), (content, type) => {
        const verdict = look(content, type);
        if ("failure" in verdict) expect(verdict.failure).to.match(/^receipt\.\w+$/);
        else expect(look(verdict.content, type)).to.deep.equal(verdict);
      }),
      { numRuns: runs(500, 20_000) },
    );
  });
});
