import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "../../engine/awsError";
import { invalidArgument, noSuchKey, notImplemented, preconditionFailed } from "./errors";
import type { ObjectVersion, StoredObject } from "./model";

type Validators = Pick<StoredObject, "etag" | "modifiedAt">;

/** The conditions of a copy are on its source, under these names. */
const COPY_PREFIX = "x-amz-copy-source-";

/**
 * Returns whether a read's client has the object already.
 *
 * @throws AwsError PreconditionFailed
 */
export function checkRead(
  headers: IncomingHttpHeaders,
  object: Validators,
  prefix = "",
): "ok" | "not modified" {
  const { match, noneMatch, modifiedSince, unmodifiedSince } = conditionsOf(headers, prefix);
  // An ETag outweighs a date.
  const isOther = match === undefined ? isAfter(object, unmodifiedSince) : !matches(match, object);
  if (isOther) throw preconditionFailed();
  const isSame =
    noneMatch === undefined
      ? modifiedSince !== undefined && !isAfter(object, modifiedSince)
      : matches(noneMatch, object);
  return isSame ? "not modified" : "ok";
}

/** @throws AwsError PreconditionFailed if the conditions on the source of a copy do not hold. */
export function checkCopySource(headers: IncomingHttpHeaders, object: Validators): void {
  if (checkRead(headers, object, COPY_PREFIX) === "not modified") throw preconditionFailed();
}

/** The check of a conditional write, to be called with the current version just before it is replaced. */
export function writeCheck(
  headers: IncomingHttpHeaders,
): ((current: ObjectVersion | undefined) => void) | undefined {
  const { match, noneMatch } = conditionsOf(headers, "");
  if (match === undefined && noneMatch === undefined) return undefined;
  if (noneMatch !== undefined && noneMatch !== "*")
    throw notImplemented("If-None-Match with an ETag for writes");
  return (current) => {
    const object = current?.isDeleteMarker ? undefined : current;
    if (noneMatch !== undefined && object) throw preconditionFailed();
    if (match === undefined) return;
    if (!object) throw noSuchKey();
    if (!matches(match, object)) throw preconditionFailed();
  };
}

function conditionsOf(headers: IncomingHttpHeaders, prefix: string) {
  const text = (name: string) => {
    const value = headers[prefix + name];
    return value === undefined ? undefined : String(value);
  };
  return {
    match: text("if-match"),
    noneMatch: text("if-none-match"),
    modifiedSince: dateOf(text("if-modified-since")),
    unmodifiedSince: dateOf(text("if-unmodified-since")),
  };
}

/** HTTP ignores invalid dates. */
function dateOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : time;
}

/** Compares whole seconds, which HTTP's dates are. */
function isAfter({ modifiedAt }: Validators, time: number | undefined): boolean {
  return time !== undefined && Math.floor(modifiedAt / 1000) * 1000 > time;
}

function matches(condition: string, { etag }: Validators): boolean {
  return condition.split(",").some((one) => {
    const tag = one.trim().replace(/^W\//, "").replaceAll('"', "");
    return tag === "*" || tag === etag;
  });
}

/** First and last byte, inclusive. */
interface ByteRange {
  start: number;
  end: number;
}

/**
 * The range that a request asks for; undefined for the whole object. As S3 does, it ignores a header that it does not understand
 * and several ranges at a time.
 *
 * @throws AwsError InvalidRange if the object has no such bytes.
 */
export function rangeOf(
  headers: IncomingHttpHeaders,
  object: Validators & { size: number },
): ByteRange | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.range?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const condition = headers["if-range"];
  if (condition !== undefined && !holdsForRange(String(condition), object)) return undefined;
  const { size } = object;
  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < start) return undefined;
  if (start >= size) {
    throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416);
  }
  return { start, end };
}

/** The range of a copied part, which must lie within the source. */
export function copyRangeOf(text: string, size: number): ByteRange {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? [];
  if (first === undefined || Number(last) < Number(first)) {
    throw invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
    );
  }
  if (Number(last) >= size) {
    throw new AwsError(
      "InvalidRange",
      `The specified copy range is invalid for a source of ${size} bytes.`,
      416,
    );
  }
  return { start: Number(first), end: Number(last) };
}

function holdsForRange(condition: string, object: Validators): boolean {
  const date = condition.includes('"') ? undefined : dateOf(condition);
  return date === undefined ? matches(condition, object) : !isAfter(object, date);
}
