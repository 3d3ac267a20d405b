import { Transform, type TransformCallback } from "node:stream";

/**
 * Takes the framing of `aws-chunked` off: `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n` until a chunk of size 0, which
 * trailers may follow. AWS SDKs send streams so, with a checksum in the trailer; neither it nor signatures are checked.
 */
export class ChunkedDecoder extends Transform {
  #pending: Buffer = Buffer.alloc(0);
  /** Bytes that the current chunk still has to come; undefined while its header is being read. */
  #left: number | undefined;
  #ended = false;

  override _transform(chunk: Buffer, _: BufferEncoding, callback: TransformCallback): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    try {
      while (!this.#ended && this.#step());
      callback();
    } catch (error) {
      callback(error as Error);
    }
  }

  override _flush(callback: TransformCallback): void {
    callback(this.#ended ? undefined : new Error("The upload ended within a chunk."));
  }

  /** Reads a header or bytes of a chunk; false when more input is needed. */
  #step(): boolean {
    if (this.#left === undefined) return this.#readHeader();
    const bytes = this.#pending.subarray(0, this.#left);
    if (bytes.length > 0) this.push(bytes);
    this.#pending = this.#pending.subarray(bytes.length);
    this.#left -= bytes.length;
    if (this.#left > 0 || this.#pending.length < 2) return false;
    this.#pending = this.#pending.subarray(2);
    this.#left = undefined;
    return true;
  }

  #readHeader(): boolean {
    const end = this.#pending.indexOf("\r\n");
    if (end < 0) return false;
    const size = Number.parseInt(this.#pending.toString("latin1", 0, end), 16);
    if (Number.isNaN(size)) throw new Error("The upload is not in aws-chunked encoding.");
    this.#pending = this.#pending.subarray(end + 2);
    this.#left = size;
    this.#ended = size === 0;
    return true;
  }
}
