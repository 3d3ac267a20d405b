import { ApiError } from "./apiError";

// Resources are changed optimistically: the ETag of a response is the version in quotes, and the change names it as If-Match.

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that an If-Match header names.
 * @returns undefined for a tag that no version has.
 * @throws ApiError 428 if the header is missing.
 */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) {
    throw new ApiError(428, "Say which version you change: send its ETag as If-Match.", "If-Match");
  }
  const [, , version] = /^("?)(0|[1-9]\d{0,14})\1$/.exec(ifMatch.trim()) ?? [];
  return version === undefined ? undefined : Number(version);
}

/** The refusal of a change to a version that is not the stored one. */
export function versionConflict(): ApiError {
  return new ApiError(412, "It has changed meanwhile. Read it again, then make your change.", "If-Match");
}
