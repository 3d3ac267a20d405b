import { ApiError } from "./apiError";

// Resources are changed optimistically: the ETag of a response is the version in quotes, and the change names it as If-Match.

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Returns the version that an If-Match header names.
 * @returns undefined for a tag that no version has.
 * @throws ApiError 428 if the header is missing.
 */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) {
    throw new ApiError("version.required", { field: "If-Match" });
  }
  const [, , version] = /^("?)(0|[1-9]\d{0,14})\1$/.exec(ifMatch.trim()) ?? [];
  return version === undefined ? undefined : Number(version);
}

/** The refusal of a change to a version that is not the stored one. */
export function versionConflict(): ApiError {
  return new ApiError("version.conflict", { field: "If-Match" });
}
