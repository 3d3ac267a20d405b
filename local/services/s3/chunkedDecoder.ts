import { Transform, type TransformCallback } from "node:stream";
import { AwsError } from "../../engine/awsError";

/** Maximum length of a chunk's header, and of all trailers. */
const MAX_LINE_BYTES = 16 * 1024;

/**
 * Takes the framing of `aws-chunked` off: `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n` until a chunk of size 0, which
 * trailers may follow. AWS SDKs send streams so, with a checksum in a trailer. Signatures of chunks are not verified.
 */
export class ChunkedDecoder extends Transform {
  #pending: Buffer = Buffer.alloc(0);
  /** Bytes of the current chunk that are still missing; undefined while its header is being read. */
  #left: number | undefined;
  #ended = false;

  /** The trailers by name in lower case, once the stream has ended. */
  readonly trailers: Record<string, string> = Object.create(null);

  override _transform(chunk: Buffer, _: BufferEncoding, callback: TransformCallback): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    try {
      while (!this.#ended && this.#step());
      if (this.#ended && this.#pending.length > MAX_LINE_BYTES) throw notChunked();
      callback();
    } catch (error) {
      callback(error as Error);
    }
  }

  override _flush(callback: TransformCallback): void {
    if (!this.#ended) {
      callback(new AwsError("IncompleteBody", "The request body terminated unexpectedly"));
      return;
    }
    for (const line of this.#pending.toString("latin1").split(/\r?\n/)) {
      const colon = line.indexOf(":");
      if (colon > 0) this.trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
    callback();
  }

  /** Reads a header or bytes of a chunk; false when more input is needed. */
  #step(): boolean {
    if (this.#left === undefined) return this.#readHeader();
    const bytes = this.#pending.subarray(0, this.#left);
    if (bytes.length > 0) this.push(bytes);
    this.#pending = this.#pending.subarray(bytes.length);
    this.#left -= bytes.length;
    if (this.#left > 0 || this.#pending.length < 2) return false;
    if (this.#pending.toString("latin1", 0, 2) !== "\r\n") throw notChunked();
    this.#pending = this.#pending.subarray(2);
    this.#left = undefined;
    return true;
  }

  #readHeader(): boolean {
    const end = this.#pending.indexOf("\r\n");
    if (end < 0) {
      if (this.#pending.length > MAX_LINE_BYTES) throw notChunked();
      return false;
    }
    const size = /^([0-9a-f]{1,8})(;|$)/i.exec(this.#pending.toString("latin1", 0, end))?.[1];
    if (size === undefined) throw notChunked();
    this.#pending = this.#pending.subarray(end + 2);
    this.#left = Number.parseInt(size, 16);
    this.#ended = this.#left === 0;
    return true;
  }
}

function notChunked(): AwsError {
  return new AwsError("InvalidRequest", "The request body is not in aws-chunked encoding.");
}
