import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import type { ReceiptDraft } from "../../domain/receipts/model";
import type { StoredReceipt } from "../../domain/receipts/storedReceipt";

/** The draft of a receipt on which nothing was read. */
export const EMPTY_DRAFT: ReceiptDraft = {
  ...{ merchants: [], days: [], totals: [], currency: "USD", currencies: [], items: [], doubts: [] },
  ...{ taxes: 0, tip: 0, discount: 0 },
};

/** A receipt of the ledger `home`, whose file was announced. */
export function receiptOf(content: Buffer, more: Partial<StoredReceipt> = {}): StoredReceipt {
  const at = "2026-11-01T08:00:00.000Z";
  return {
    ...{ ledgerId: "home", receiptId: "0193a1b2-0000-7000-8000-000000000001", state: "uploading" },
    ...{ fileName: "receipt.jpg", contentType: "image/jpeg", bytes: content.length, sha256: sha256(content) },
    ...{ locale: "en-US", createdBy: "me", createdAt: at, updatedAt: at, version: 1, readings: 0 },
    ...more,
  };
}

export const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");

/** A segment of a JPEG: its marker and its contents. */
export function segment(marker: number, content: Buffer | string): Buffer {
  const body = Buffer.from(content);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

interface Picture {
  width?: number;
  height?: number;
  /** Segments or chunks of metadata. */
  metadata?: readonly Buffer[];
  /** Bytes after the end. */
  tail?: Buffer | string;
}

/** A JPEG as far as its structure goes. */
export function jpeg({ width = 800, height = 600, metadata = [], tail = "" }: Picture = {}): Buffer {
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const scan = Buffer.concat([
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 0xff, 0, 3]),
  ]);
  return Buffer.concat([
    ...[Buffer.from([0xff, 0xd8]), segment(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\0\0"), ...metadata],
    ...[segment(0xc0, frame), scan, Buffer.from([0xff, 0xd9]), Buffer.from(tail)],
  ]);
}

/** A chunk of a PNG. Nobody here looks at its checksum. */
export function chunk(type: string, content: Buffer | string): Buffer {
  const body = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
}

/** A PNG as far as its structure goes. */
export function png({ width = 800, height = 600, metadata = [], tail = "" }: Picture = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    ...[Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", header), ...metadata],
    ...[chunk("IDAT", "pixels"), chunk("IEND", ""), Buffer.from(tail)],
  ]);
}

/** An object stream of a PDF, which has been encoded already. */
export function objectStream(stream: Buffer, entries = "/Filter /FlateDecode"): Buffer {
  const head = `5 0 obj\n<< /Type /ObjStm ${entries} /Length ${stream.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), stream, Buffer.from("\nendstream\nendobj\n")]);
}

/** A PDF of so many pages as far as its objects go; `packed` has them in a compressed stream, as since PDF 1.5. */
export function pdf(pages: number, { packed = false, trailer = "" } = {}): Buffer {
  const objects = Array.from({ length: pages }, () => "<< /Type /Page /Parent 1 0 R >>");
  const tree = `<< /Type /Pages /Count ${pages} >>`;
  const body = packed
    ? objectStream(deflateSync(["1 0", tree, ...objects].join(" ")))
    : Buffer.from(
        [tree, ...objects].map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join(""),
      );
  return Buffer.concat([Buffer.from("%PDF-1.7\n"), body, Buffer.from(`trailer\n<< ${trailer} >>\n%%EOF`)]);
}
