import { expect } from "chai";
import { inspect } from "../../../domain/receipts/inspection";
import type { ReceiptType } from "../../../domain/receipts/model";
import { jpeg, pdf, segment } from "../../helpers/receipts";

const look = (content: Buffer, contentType: ReceiptType = "image/jpeg") => inspect(content, { contentType });

/** An Exif segment with a place, in which a thumbnail has an end of its own. */
const EXIF = segment(
  0xe1,
  Buffer.concat([Buffer.from("Exif\0\0 GPSLatitude 52.5"), Buffer.from([0xff, 0xd9])]),
);
const COMMENT = segment(0xfe, Buffer.from([0x42, 0x79, 0xff, 0xd9, 0x6d, 0x65]));

/** A progressive JPEG, with segments between its scans, and markers that restart the decoder within them. */
function progressive(between: readonly Buffer[], tail = ""): Buffer {
  const whole = jpeg();
  const scan = Buffer.concat([
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 0xff, 0, 0xff, 0xd0, 2, 0xff, 0xd7, 3]),
  ]);
  const table = segment(0xc4, "A table");
  const end = Buffer.from([0xff, 0xd9]);
  const start = whole.subarray(0, -end.length);
  return Buffer.concat([
    start,
    ...between,
    table,
    scan,
    ...between,
    scan,
    ...between,
    end,
    Buffer.from(tail),
  ]);
}

describe("The metadata of a progressive photo", () => {
  it("are removed between its scans, too", () => {
    const xmp = segment(0xe1, "http://ns.adobe.com/xap/1.0/\0 place");
    const profile = segment(0xe2, "ICC_PROFILE");
    for (const tail of ["", "<script>"])
      expect(look(progressive([EXIF, COMMENT, xmp, segment(0xed, "Photoshop")], tail))).to.deep.equal({
        ...{ pages: 1, content: progressive([]) },
      });
    const kept = progressive([profile]);
    const verdict = look(kept);
    expect("content" in verdict && verdict.content).to.equal(kept);
  });

  it("do not hide that it is cut off", () => {
    const photo = progressive([COMMENT, EXIF]);
    for (let length = photo.length - 1; length > 60; length -= 1)
      expect(look(photo.subarray(0, length)), `${length}`).to.deep.equal({ failure: "receipt.unreadable" });
  });
});

describe("The metadata of photos in a PDF", () => {
  const withPhoto = (photo: Buffer) => {
    const object = `9 0 obj\n<< /Filter /DCTDecode /Length ${photo.length} >>\nstream\n`;
    return Buffer.concat([pdf(1), Buffer.from(object), photo, Buffer.from("\nendstream\nendobj\n%%EOF")]);
  };

  it("are overwritten, so that nothing else moves", () => {
    const [profile, places] = [
      segment(0xe2, "ICC_PROFILE"),
      [EXIF, segment(0xe1, "http://ns.adobe.com/xap/1.0/\0 place")],
    ];
    const emptied = places.map((place) => segment(0xe1, Buffer.alloc(place.length - 4)));
    expect(look(withPhoto(jpeg({ metadata: [...places, profile] })), "application/pdf")).to.deep.equal({
      pages: 1,
      content: withPhoto(jpeg({ metadata: [...emptied, profile] })),
    });
    const cut = Buffer.concat([pdf(1), EXIF.subarray(0, -3)]);
    expect(look(cut, "application/pdf")).to.have.property("pages", 1);
    const bare = withPhoto(jpeg({ metadata: [profile, segment(0xe1, "Other")] }));
    const verdict = look(bare, "application/pdf");
    expect("content" in verdict && verdict.content).to.equal(bare);
  });

  it("are overwritten between its scans, and in comments and what Photoshop noted", () => {
    const noted = [EXIF, COMMENT, segment(0xed, "Photoshop 3.0 place")];
    const emptied = noted.map((one) => Buffer.concat([one.subarray(0, 4), Buffer.alloc(one.length - 4)]));
    expect(look(withPhoto(progressive(noted)), "application/pdf")).to.deep.equal({
      ...{ pages: 1, content: withPhoto(progressive(emptied)) },
    });
    const bare = withPhoto(progressive(emptied));
    const verdict = look(bare, "application/pdf");
    expect("content" in verdict && verdict.content).to.equal(bare);
  });

  it("are left alone where only data look like them", () => {
    const other = Buffer.concat([pdf(1), jpeg({ metadata: [COMMENT] }), COMMENT, Buffer.from("%%EOF")]);
    const cut = Buffer.concat([
      ...[withPhoto(jpeg().subarray(0, -2)), Buffer.from("stream\n"), COMMENT, Buffer.from("endstream")],
    ]);
    for (const content of [other, cut]) {
      const verdict = look(content, "application/pdf");
      expect("content" in verdict && verdict.content).to.equal(content);
    }
  });

  const withXmp = (properties: string) =>
    Buffer.concat([
      pdf(1),
      Buffer.from(`8 0 obj\n<< /Type /Metadata /Subtype /XML /Length 9999 >>\nstream\n<?xpacket begin=""?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description ${properties}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>\nendstream\nendobj\n%%EOF`),
    ]);

  it("tell no place in XMP, as elements or as attributes, and what else it tells stays", () => {
    const places = (latitude: string, city: string, country: string) =>
      withXmp(
        `xmlns:exif="http://ns.adobe.com/exif/1.0/" pdf:Producer="Scanner" exif:GPSLatitude="${latitude}"
photoshop:City = '${city}'><exif:GPSLongitude>${latitude}</exif:GPSLongitude>
<Iptc4xmpExt:CountryName xml:lang="de">${country}</Iptc4xmpExt:CountryName><dc:title>City: Invoice</dc:title>`,
      );
    const told = places("52,31.2N", "Berlin", "Österreich");
    const bare = places("        ", "      ", "           ");
    expect(look(told, "application/pdf")).to.deep.equal({ pages: 1, content: bare });
    const verdict = look(bare, "application/pdf");
    expect("content" in verdict && verdict.content).to.equal(bare);
  });

  // A search that begins anew at each of two million bytes would take hours, and ends at mocha's limit.
  it("are looked for once, whatever it holds", () => {
    const photo = "stream\n\xff\xd8\xff";
    for (const part of [
      ...["<exif:GPSLatitude>", ':City="', "<rdf:RDF", ":GPSA ", "<rdf:RDF></rdf:RDF>", `${photo}\xfe\0\x02`],
      ...[`${photo}\xda\0\x02`, `${photo}\xda\0\x02endstream`, `${photo}\xda\0\x02\xff\xd9`, photo],
    ]) {
      const parts = Buffer.from(part.repeat(2_000_000 / part.length), "latin1");
      expect(
        look(Buffer.concat([withXmp(">"), Buffer.from("<rdf:RDF "), parts]), "application/pdf"),
      ).to.have.property("pages", 1);
    }
  });
});
