import { expect } from "chai";
import fc from "fast-check";
import { newReceipt } from "../../domain/receipts/receiptSchemas";
import { factsOf } from "../../site/data/receipts/fileKind";
import { shortName } from "../../site/data/receipts/preparePicture";

const bytesOf = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : part)),
  );

/** A JPEG of so many pixels, with a thumbnail among its notes that has an end of its own. */
const JPEG = {
  head: bytesOf(
    [0xff, 0xd8, 0xff, 0xe1, 0, 8],
    [0xff, 0xd8, 1, 2, 0xff, 0xd9],
    [0xff, 0xc4, 0, 3, 0],
    [0xff, 0xc2, 0, 9, 8, 0x0b, 0xb8, 0x0f, 0xa0, 1, 1],
    [0xff, 0xda, 0, 4, 0, 0],
  ),
  end: bytesOf("pixels", [0xff, 0xd9]),
};
const jpeg = bytesOf([...JPEG.head], [...JPEG.end]);
const png = bytesOf(
  "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  [0, 0, 0x4e, 0x20, 0, 0, 0, 9],
  "….....IDAT....IEND....",
);
const pdf = (more = "") => bytesOf(`%PDF-1.7\n${more}\ntrailer\n%%EOF\n`);

describe("A file that may be a receipt", () => {
  it("is known by its bytes", () => {
    const kinds = {
      jpeg,
      png,
      gif: bytesOf("GIF89a...."),
      webp: bytesOf("RIFF....WEBPVP8 "),
      heic: bytesOf("\0\0\0\x18ftypheic\0\0\0\0mif1"),
      avif: bytesOf("\0\0\0\x18ftypavif\0\0\0\0"),
      svg: bytesOf('<?xml version="1.0"?>\n<svg xmlns="…" onload="alert(1)">'),
      pdf: pdf(),
      other: bytesOf("PK\x03\x04 a spreadsheet"),
    };
    for (const [kind, bytes] of Object.entries(kinds)) expect(factsOf(bytes).kind).to.equal(kind);
  });

  it("tells its pixels before it is decoded, and not those of a thumbnail", () => {
    expect(factsOf(jpeg)).to.deep.equal({
      kind: "jpeg",
      whole: true,
      locked: false,
      size: { width: 4000, height: 3000 },
    });
    expect(factsOf(png).size).to.deep.equal({ width: 20_000, height: 9 });
  });

  it("is not whole without its end, whatever its thumbnail has", () => {
    expect(factsOf(jpeg.subarray(0, -2)).whole).to.equal(false);
    expect(factsOf(JPEG.head.subarray(0, 14)).whole).to.equal(false);
    expect(factsOf(png.subarray(0, -10)).whole).to.equal(false);
    expect(factsOf(pdf().subarray(0, -8)).whole).to.equal(false);
    expect(factsOf(pdf()).whole).to.equal(true);
  });

  it("tells of a password", () => {
    expect(factsOf(pdf("/Encrypt 5 0 R")).locked).to.equal(true);
    expect(factsOf(pdf("/EncryptMetadata")).locked).to.equal(false);
  });

  it("may be anything", () => {
    const starts = [jpeg, png, pdf(), bytesOf([0xff, 0xd8, 0xff])];
    const bytes = fc
      .tuple(fc.constantFrom(...starts), fc.nat(60), fc.uint8Array({ maxLength: 80 }))
      .map(([start, length, rest]) => bytesOf([...start.subarray(0, length)], [...rest]));
    fc.assert(
      fc.property(bytes, (some) => void expect(factsOf(some)).to.include.keys("kind", "whole", "locked")),
    );
  });

  it("keeps the end of a name that is too long, on one line", () => {
    const name = shortName(`receipt\n${"x".repeat(1000)}.pdf`);
    expect(name)
      .to.have.length(200)
      .and.match(/^receipt x+…x+\.pdf$/);
    expect(shortName("")).to.equal("receipt");
    for (const character of ["😀", "👩‍👩‍👧‍👦", "x😀", "e\u0301", "\u0301"]) {
      const fileName = shortName(`${character.repeat(1000)}.jpg`);
      expect(newReceipt.shape.fileName.safeParse(fileName)).to.include({ success: true });
      expect(fileName).to.match(/\.jpg$/);
    }
    expect(shortName("Beleg 1.jpg")).to.equal("Beleg 1.jpg");
  });
});
