import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Readable, Transform, type TransformCallback, Writable } from "node:stream";
import { AwsError } from "../../engine/awsError";
import { announcedChecksum, badDigest, checksumHeader, type Hash, newHash } from "./checksums";
import { ChunkedDecoder } from "./chunkedDecoder";
import { invalidArgument, invalidRequest, malformedXml } from "./errors";
import { consume, type Files } from "./files";
import type { Content } from "./model";
import { parseXml, type XmlElement } from "./xml";

const MAX_OBJECT_BYTES = 5 * 1024 ** 3;
/** More than a list of 10,000 parts or of 1000 keys needs. */
const MAX_XML_BYTES = 8 * 1024 ** 2;

/**
 * Writes the body of a request to a new file, and verifies every length and checksum that comes with it.
 *
 * @param algorithm Of the checksum to calculate if the client sends none.
 */
export async function receive(files: Files, request: IncomingMessage, algorithm?: string): Promise<Content> {
  const { through, verifier } = verification(request, announcedChecksum(request.headers), algorithm);
  const file = await files.receive(request, ...through);
  return { file, ...verifier.result() };
}

/** Writes a stream that is not the body of a request to a new file. */
export async function receiveFrom(files: Files, source: Readable, claims: BodyClaims = {}): Promise<Content> {
  const verifier = new Verifier(claims);
  const file = await files.receive(source, verifier);
  return { file, ...verifier.result() };
}

/**
 * The XML document in the body of a request: its root element of the given name.
 *
 * @param isChecksumOfBody False if a checksum in the headers is about something else.
 */
export async function readXml(
  request: IncomingMessage,
  root: string,
  isChecksumOfBody = true,
): Promise<XmlElement> {
  const chunks: Buffer[] = [];
  let size = 0;
  const collector = new Writable({
    write(chunk: Buffer, _, callback) {
      size += chunk.length;
      chunks.push(chunk);
      callback(size > MAX_XML_BYTES ? malformedXml() : undefined);
    },
  });
  const announced = isChecksumOfBody ? announcedChecksum(request.headers) : undefined;
  await consume(request, ...verification(request, announced).through, collector);
  return parseXml(Buffer.concat(chunks).toString("utf8"), root);
}

/** The transforms of a body: they take its framing off, and verify it. */
function verification(
  { headers }: IncomingMessage,
  announced: ReturnType<typeof announcedChecksum>,
  algorithm?: string,
): { through: Transform[]; verifier: Verifier } {
  const payloadHash = String(headers["x-amz-content-sha256"] ?? "");
  const isChunked =
    payloadHash.startsWith("STREAMING-") || /(^|,)\s*aws-chunked\b/.test(headers["content-encoding"] ?? "");
  const decoder = isChunked ? new ChunkedDecoder() : undefined;
  const length = lengthOf(headers, isChunked);
  const verifier = new Verifier({
    length,
    md5: md5Of(headers),
    sha256: /^[0-9a-f]{64}$/.test(payloadHash) ? payloadHash : undefined,
    algorithm: announced?.algorithm ?? algorithm,
    checksum: announced && (() => announced.value ?? decoder?.trailers[checksumHeader(announced.algorithm)]),
  });
  return { through: decoder ? [decoder, verifier] : [verifier], verifier };
}

function lengthOf(headers: IncomingHttpHeaders, isChunked: boolean): number | undefined {
  const text = headers[isChunked ? "x-amz-decoded-content-length" : "content-length"];
  if (text === undefined) {
    if (!isChunked && headers["transfer-encoding"] === undefined) return 0;
    throw new AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
  }
  if (!/^\d+$/.test(String(text))) throw invalidArgument("The length of the body is not a number.");
  return Number(text);
}

function md5Of({ "content-md5": md5 }: IncomingHttpHeaders): string | undefined {
  if (md5 === undefined) return undefined;
  const text = String(md5);
  if (Buffer.from(text, "base64").length === 16) return text;
  throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.");
}

/** The headers that describe a body. */
interface BodyClaims {
  length?: number;
  atLeast?: number;
  limit?: number;
  /** Base64. */
  md5?: string;
  /** Hexadecimal. */
  sha256?: string;
  algorithm?: string;
  /** Returns the checksum; if it comes in a trailer, it is known only at the end. Absent if the client sends none. */
  checksum?(): string | undefined;
}

/** Passes a body on and fails at its end if it differs from what the client announced. */
class Verifier extends Transform {
  readonly #md5 = createHash("md5");
  readonly #sha256 = createHash("sha256");
  readonly #hash: Hash | undefined;
  #size = 0;
  #etag = "";
  #checksum: Content["checksum"];

  constructor(private readonly claims: BodyClaims) {
    super();
    this.#hash = claims.algorithm === undefined ? undefined : newHash(claims.algorithm);
  }

  /** Size and hashes of the bytes that were passed on. */
  result(): Omit<Content, "file"> {
    return { size: this.#size, etag: this.#etag, checksum: this.#checksum };
  }

  override _transform(chunk: Buffer, _: BufferEncoding, callback: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > (this.claims.limit ?? MAX_OBJECT_BYTES)) {
      callback(new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"));
      return;
    }
    this.#md5.update(chunk);
    if (this.claims.sha256 !== undefined) this.#sha256.update(chunk);
    this.#hash?.update(chunk);
    callback(undefined, chunk);
  }

  override _flush(callback: TransformCallback): void {
    this.#verify().then(() => callback(), callback);
  }

  async #verify(): Promise<void> {
    const { length, atLeast = 0, md5, sha256, algorithm, checksum } = this.claims;
    if (length !== undefined && this.#size !== length) {
      throw new AwsError(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
      );
    }
    if (this.#size < atLeast) {
      throw new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
    }
    const digest = this.#md5.digest();
    this.#etag = digest.toString("hex");
    if (md5 !== undefined && digest.toString("base64") !== md5) throw badDigest("Content-MD5");
    if (sha256 !== undefined && this.#sha256.digest("hex") !== sha256) {
      throw new AwsError(
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    if (algorithm === undefined || this.#hash === undefined) return;
    const value = await this.#hash.digest();
    if (checksum) {
      const claimed = checksum();
      if (claimed === undefined) throw invalidRequest("The checksum trailer is missing.");
      if (claimed !== value) throw badDigest(algorithm);
    }
    this.#checksum = { algorithm, value, type: "FULL_OBJECT" };
  }
}
