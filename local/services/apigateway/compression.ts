import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { deflate, gunzip, gzip, inflate } from "node:zlib";
import { codeOf } from "../../engine/localCloudError";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html

const COMPRESS = new Map([
  ["gzip", promisify(gzip)],
  ["deflate", promisify(deflate)],
]);
const DECOMPRESS = new Map([
  ["gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
]);

/** Ends a response with a body, compressed if it has the API's minimum size and the client takes a coding. */
export async function endCompressed(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body }: { status: number; body: string },
  minimumSize: number | undefined,
): Promise<void> {
  const plain = Buffer.from(body);
  const coding = codingOf(request);
  const compress = COMPRESS.get(coding ?? "");
  const isDue = minimumSize !== undefined && plain.length >= minimumSize;
  const isCoded = response.hasHeader("content-encoding");
  if (coding === undefined || compress === undefined || !isDue || isCoded) {
    response.writeHead(status).end(plain);
    return;
  }
  const compressed = await compress(plain);
  response.setHeader("Content-Encoding", coding);
  response.writeHead(status).end(compressed);
}

/**
 * The body of a request as its function gets it.
 * @returns The HTTP status of the refusal if the coding is unknown, or the body is not of it or larger than `limit` bytes.
 */
export async function decompressed(
  request: IncomingMessage,
  body: Buffer,
  limit: number,
): Promise<Buffer | 400 | 413 | 415> {
  const coding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (coding === "identity") return body;
  const decompress = DECOMPRESS.get(coding);
  if (decompress === undefined) return 415;
  try {
    return await decompress(body, { maxOutputLength: limit });
  } catch (error) {
    return codeOf(error) === "ERR_BUFFER_TOO_LARGE" ? 413 : 400;
  }
}

/** The first coding that the client takes and API Gateway has. */
function codingOf(request: IncomingMessage): string | undefined {
  const codings = [request.headers["accept-encoding"] ?? []].flat().join(",").toLowerCase().split(",");
  const accepted = codings.filter((coding) => !/;\s*q=0(\.0*)?\s*$/.test(coding));
  return accepted.map((coding) => coding.split(";")[0]?.trim() ?? "").find((coding) => COMPRESS.has(coding));
}
