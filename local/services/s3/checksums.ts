import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Crc32, Crc32c, Crc64Nvme } from "@aws-sdk/checksums/crc";
import { AwsError } from "../../engine/awsError";
import { invalidRequest } from "./errors";
import type { Checksum, Part } from "./model";

/** A checksum as a client sends it. */
export type ClientChecksum = Pick<Checksum, "algorithm" | "value">;

export interface Hash {
  update(chunk: Uint8Array): void;
  /** Base64. */
  digest(): Promise<string>;
}

const ALGORITHMS: Readonly<Record<string, () => Hash>> = {
  CRC32: () => smithy(new Crc32()),
  CRC32C: () => smithy(new Crc32c()),
  CRC64NVME: () => smithy(new Crc64Nvme()),
  SHA1: () => native("sha1"),
  SHA256: () => native("sha256"),
};

const HEADER_PREFIX = "x-amz-checksum-";

/** Headers of the same prefix that do not carry a checksum. */
const OTHER_HEADERS = ["algorithm", "mode", "type"];

/** @throws AwsError InvalidRequest if S3 has no such algorithm. */
export function newHash(algorithm: string): Hash {
  const create = ALGORITHMS[algorithm];
  if (!create) throw invalidRequest("Checksum algorithm provided is unsupported.");
  return create();
}

/** The header, or trailer, that carries a checksum. */
export function checksumHeader(algorithm: string): string {
  return HEADER_PREFIX + algorithm.toLowerCase();
}

/** The member of an XML document that carries a checksum. */
function checksumElement(algorithm: string): string {
  return `Checksum${algorithm}`;
}

export function checksumElements(checksum: Checksum | undefined): Record<string, string> {
  return checksum
    ? { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type }
    : {};
}

export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (!checksum) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, "x-amz-checksum-type": checksum.type };
}

/** The checksum in the members of an XML document. */
export function checksumOf(element: Readonly<Record<string, unknown>>): ClientChecksum | undefined {
  for (const algorithm of Object.keys(ALGORITHMS)) {
    const value = element[checksumElement(algorithm)];
    if (typeof value === "string") return { algorithm, value };
  }
  return undefined;
}

/**
 * The checksum that a request's headers carry or announce for its trailer.
 *
 * @throws AwsError InvalidRequest if there are several or S3 does not have the algorithm.
 */
export function announcedChecksum(
  headers: IncomingHttpHeaders,
): { algorithm: string; value?: string } | undefined {
  const trailers = String(headers["x-amz-trailer"] ?? "")
    .toLowerCase()
    .split(/\s*,\s*/);
  const names = [...Object.keys(headers), ...trailers]
    .filter((name) => name.startsWith(HEADER_PREFIX))
    .map((name) => name.slice(HEADER_PREFIX.length))
    .filter((name) => !OTHER_HEADERS.includes(name));
  const [name] = names;
  if (name === undefined) return undefined;
  if (names.length > 1)
    throw invalidRequest(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  const algorithm = name.toUpperCase();
  newHash(algorithm);
  const value = headers[checksumHeader(algorithm)];
  return { algorithm, ...(typeof value === "string" && { value }) };
}

/** The checksum of a multipart object over those of its parts; undefined if they have none. */
export async function compositeChecksum(
  parts: readonly Part[],
  wanted: Pick<Checksum, "algorithm" | "type"> | undefined,
): Promise<Checksum | undefined> {
  if (!wanted) return undefined;
  const hash = newHash(wanted.algorithm);
  for (const { checksum } of parts) {
    if (checksum?.algorithm !== wanted.algorithm) return undefined;
    hash.update(Buffer.from(checksum.value, "base64"));
  }
  return { ...wanted, value: `${await hash.digest()}-${parts.length}` };
}

export function badDigest(what: string): AwsError {
  return new AwsError("BadDigest", `The ${what} you specified did not match the calculated checksum.`);
}

function smithy(hash: { update(chunk: Uint8Array): void; digest(): Promise<Uint8Array> }): Hash {
  return {
    update: (chunk) => hash.update(chunk),
    digest: async () => Buffer.from(await hash.digest()).toString("base64"),
  };
}

function native(algorithm: string): Hash {
  const hash = createHash(algorithm);
  return { update: (chunk) => void hash.update(chunk), digest: async () => hash.digest("base64") };
}
