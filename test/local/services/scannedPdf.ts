import { readFileSync } from "node:fs";
import { join } from "node:path";

// The same picture of three lines, as scanners code it: `receipt.g4` is one strip of a TIFF, `receipt.jp2` a file of OpenJPEG.
const [WIDTH, HEIGHT] = [640, 240];
const read = (name: string) => readFileSync(join(__dirname, "scans", name));

/** The lines of each scan. */
export const SCANNED = ["Corner Store", "2026-11-20", "Total 7.50"];

/** PDFs of one page, which is a scan, by the coding of their picture. */
export const SCANS: Readonly<Record<string, Buffer>> = {
  "by fax": scan(
    `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${WIDTH} /Rows ${HEIGHT} >> /BitsPerComponent 1`,
    read("receipt.g4"),
  ),
  "as JBIG2": scan("/Filter /JBIG2Decode /BitsPerComponent 1", jbig2(read("receipt.g4"))),
  "as JPEG 2000": scan("/Filter /JPXDecode /BitsPerComponent 8", read("receipt.jp2")),
};

function scan(coding: string, picture: Buffer): Buffer {
  const shown = `q ${WIDTH / 2} 0 0 ${HEIGHT / 2} 0 0 cm /I Do Q`;
  const image = `/Subtype /Image /Width ${WIDTH} /Height ${HEIGHT} /ColorSpace /DeviceGray ${coding}`;
  const objects = [
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH / 2} ${HEIGHT / 2}] /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>`,
    ),
    streamOf(`/Type /XObject ${image}`, picture),
    streamOf("", Buffer.from(shown)),
  ];
  const parts: Buffer[] = [Buffer.from("%PDF-1.5\n")];
  const places = objects.map((object, index) => {
    const place = Buffer.concat(parts).length;
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from("\nendobj\n"));
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = Buffer.concat(parts).length;
  const table = `xref\n0 6\n0000000000 65535 f \n${places.join("")}trailer\n<< /Size 6 /Root 1 0 R >>`;
  return Buffer.concat([...parts, Buffer.from(`${table}\nstartxref\n${start}\n%%EOF\n`)]);
}

function streamOf(entries: string, content: Buffer): Buffer {
  const head = Buffer.from(`<< ${entries} /Length ${content.length} >>\nstream\n`);
  return Buffer.concat([head, content, Buffer.from("\nendstream")]);
}

/** JBIG2 may hold a picture as fax does (ITU-T T.88, 7.2 and 7.4): a page, and one region of that size. */
function jbig2(fax: Buffer): Buffer {
  const [page, region] = [48, 38];
  const sides = Buffer.concat([number(WIDTH), number(HEIGHT), number(0), number(0)]);
  return Buffer.concat([
    segment(0, page, Buffer.concat([sides, Buffer.from([0, 0, 0])])),
    segment(1, region, Buffer.concat([sides, Buffer.from([0, 1]), fax])),
  ]);
}

function segment(index: number, type: number, content: Buffer): Buffer {
  return Buffer.concat([number(index), Buffer.from([type, 0, 1]), number(content.length), content]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
