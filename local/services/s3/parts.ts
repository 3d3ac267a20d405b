import { createHash } from "node:crypto";
import { AwsError } from "../../engine/awsError";
import type { ClientChecksum } from "./checksums";
import type { Part } from "./model";

/** A part as the client names it to complete its upload. */
export interface NamedPart {
  number: number;
  etag: string;
  checksum?: ClientChecksum;
}

/** Minimum size of every part but the last. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

/**
 * The stored parts that a client names.
 *
 * @throws AwsError InvalidPart, InvalidPartOrder or EntityTooSmall if they do not make an object.
 */
export function chosenParts(named: readonly NamedPart[], stored: readonly Part[]): Part[] {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  const parts = named.map(({ number, etag, checksum }, index) => {
    if (index > 0 && number <= (named[index - 1]?.number ?? 0)) {
      throw new AwsError(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      );
    }
    const part = byNumber.get(number);
    if (part?.etag !== etag || (checksum && checksum.value !== part.checksum?.value)) {
      throw new AwsError(
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    }
    return part;
  });
  if (parts.slice(0, -1).some(({ size }) => size < MIN_PART_BYTES)) {
    throw new AwsError(
      "EntityTooSmall",
      "Your proposed upload is smaller than the minimum allowed object size.",
    );
  }
  return parts;
}

/** ETag of an object of parts: the MD5 of their MD5s, and how many there are. */
export function partsEtag(parts: readonly Part[]): string {
  const hash = createHash("md5");
  for (const { etag } of parts) hash.update(Buffer.from(etag, "hex"));
  return `${hash.digest("hex")}-${parts.length}`;
}
