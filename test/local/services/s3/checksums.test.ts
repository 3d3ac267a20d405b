import { once } from "node:events";
import http from "node:http";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { ChecksumAlgorithm, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import fc from "fast-check";
import { ChunkedDecoder } from "../../../../local/services/s3/chunkedDecoder";
import { clientConfig, refusalOf, type S3Fixture, signed, startS3 } from "./fixture";

const Bucket = "plain";
const ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;

describe("checksums of local S3", () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await startS3();
  });
  after(() => fixture.close());

  for (const algorithm of ALGORITHMS) {
    it(`${algorithm}: in a header and in a trailer are verified, stored and answered`, async () => {
      const content = Buffer.from("line\r\n".repeat(50_000));
      const streamed = () => Readable.from([content.subarray(0, 100_001), content.subarray(100_001)]);
      for (const Body of [content, streamed()]) {
        const put = {
          Bucket,
          Key: algorithm,
          Body,
          ContentLength: content.length,
          ContentType: "text/plain",
        };
        const name = `Checksum${algorithm}` as const;
        const stored = await fixture.s3.send(
          new PutObjectCommand({ ...put, ChecksumAlgorithm: ChecksumAlgorithm[algorithm] }),
        );
        expect(stored[name]).to.be.a("string");
        // The client verifies the content against it.
        const answer = await fixture.s3.send(
          new GetObjectCommand({ Bucket, Key: algorithm, ChecksumMode: "ENABLED" }),
        );
        expect(answer[name]).to.equal(stored[name]);
        expect(answer.ContentEncoding).to.equal(undefined);
        expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? []).equals(content)).to.equal(true);
      }
    });

    it(`${algorithm}: another than that of the content is refused`, async () => {
      const other = Buffer.alloc({ CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 }[algorithm]);
      const put = new PutObjectCommand({
        ...{ Bucket, Key: "wrong", Body: "text" },
        [`Checksum${algorithm}`]: other.toString("base64"),
      });
      expect(await refusalOf(fixture.s3.send(put))).to.equal("400 BadDigest");
    });
  }

  const wrong: [string, Record<string, string>, string, string][] = [
    ["an MD5", { "content-md5": Buffer.alloc(16).toString("base64") }, "text", "BadDigest"],
    ["a text that is not an MD5", { "content-md5": "none" }, "text", "InvalidDigest"],
    [
      "a SHA-256 of the payload",
      { "x-amz-content-sha256": "0".repeat(64) },
      "text",
      "XAmzContentSHA256Mismatch",
    ],
    [
      "two checksums",
      { "x-amz-checksum-crc32": "AAAAAA==", "x-amz-checksum-sha1": "" },
      "",
      "InvalidRequest",
    ],
    ["an unknown checksum", { "x-amz-checksum-crc16": "AAA=" }, "text", "InvalidRequest"],
    ["a trailer", chunked(), "4\r\ntext\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "BadDigest"],
    ["a trailer that is missing", chunked(), "4\r\ntext\r\n0\r\n\r\n", "InvalidRequest"],
    ["a length", chunked(5), "4\r\ntext\r\n0\r\nx-amz-checksum-crc32:O31Tyw==\r\n\r\n", "IncompleteBody"],
    ["a body that is cut off", chunked(), "4\r\nte", "IncompleteBody"],
    ["a body that is not framed", chunked(), "text", "IncompleteBody"],
    ["a frame that is wrong", chunked(), "4\r\ntext..0\r\n\r\n", "InvalidRequest"],
  ];
  for (const [what, headers, body, code] of wrong) {
    it(`refuse ${what}, and store nothing`, async () => {
      expect(await raw("PUT", "/plain/refused", headers, body)).to.include(`<Code>${code}</Code>`);
      expect(await raw("GET", "/plain/refused", {}, "")).to.include("<Code>NoSuchKey</Code>");
    });
  }

  it("refuse a body of unknown length", async () => {
    const answer = await raw("PUT", "/plain/refused", { "transfer-encoding": "chunked" }, "text");
    expect(answer).to.include("<Code>MissingContentLength</Code>");
  });

  it("are not needed from clients that send none", async () => {
    const older = new S3Client({ ...clientConfig(fixture), requestChecksumCalculation: "WHEN_REQUIRED" });
    await older.send(new PutObjectCommand({ Bucket, Key: "older", Body: "text" }));
    const { Body, ChecksumCRC32 } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: "older" }));
    expect([await Body?.transformToString(), ChecksumCRC32]).to.deep.equal(["text", undefined]);
    older.destroy();
  });

  async function raw(method: string, path: string, headers: Record<string, string>, body: string) {
    const { hostname, port } = new URL(fixture.url);
    const all = await signed(fixture, path, { method, headers });
    const request = http.request({ hostname, port, method, path, headers: all });
    request.end(body);
    const [response] = await once(request, "response");
    return text(response);
  }
});

/** Headers of a body of four bytes in `aws-chunked` with a checksum in the trailer. */
function chunked(length = 4): Record<string, string> {
  return {
    "content-encoding": "aws-chunked",
    "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "x-amz-decoded-content-length": String(length),
    "x-amz-trailer": "x-amz-checksum-crc32",
  };
}

describe("aws-chunked", () => {
  it("is decoded wherever the stream is cut", async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 30 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.array(fc.nat(40)), async (chunks, cuts) => {
        const frames = [...chunks, new Uint8Array()].map((chunk) =>
          Buffer.concat([
            Buffer.from(`${chunk.length.toString(16)};chunk-signature=0\r\n`),
            chunk,
            Buffer.from(chunk.length ? "\r\n" : ""),
          ]),
        );
        const sent = Buffer.concat([...frames, Buffer.from("x-amz-checksum-crc32:AAAAAA==\r\n\r\n")]);
        const decoder = new ChunkedDecoder();
        const decoded = await buffer(Readable.from(cutAt(sent, cuts)).pipe(decoder));
        expect(decoded.equals(Buffer.concat(chunks))).to.equal(true);
        expect({ ...decoder.trailers }).to.deep.equal({ "x-amz-checksum-crc32": "AAAAAA==" });
      }),
    );
  });
});

function cutAt(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  let rest = bytes;
  const pieces = lengths.map((length) => {
    const piece = rest.subarray(0, length);
    rest = rest.subarray(length);
    return piece;
  });
  return [...pieces, rest].filter(({ length }) => length > 0);
}
