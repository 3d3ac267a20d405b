import { AwsError } from "../../engine/awsError";
import { DAY_MS } from "../../engine/duration";
import { noSuchVersion } from "./errors";
import {
  type Bucket,
  type LifecycleRule,
  type ObjectVersion,
  STORAGE_CLASSES,
  type StoredObject,
} from "./model";
import type { ObjectStore } from "./store";
import type { Uploads } from "./uploads";

/** The action that a lifecycle takes on a version. */
type LifecycleAction =
  | { kind: "expire"; version: ObjectVersion }
  | { kind: "deleteVersion"; version: ObjectVersion }
  | { kind: "transition"; version: StoredObject; storageClass: string };

/** The actions that are due on the versions of one key, which come the newest first. */
export function actionsOn(
  rules: readonly LifecycleRule[],
  versions: readonly ObjectVersion[],
  now: number,
): LifecycleAction[] {
  const [current] = versions;
  if (!current) return [];
  const applying = rules.filter((rule) => appliesTo(rule, current.key));
  const noncurrent = versions.slice(1).flatMap((version, index): LifecycleAction[] => {
    // It became noncurrent when the next version was created.
    const since = versions[index]?.modifiedAt ?? now;
    const isDue = applying.some(
      ({ noncurrentVersionExpiration: expiry }) => expiry && dueAt(since, expiry.noncurrentDays) <= now,
    );
    return isDue ? [{ kind: "deleteVersion", version }] : [];
  });
  return [...actionsOnCurrent(applying, current, versions.length === 1, now), ...noncurrent];
}

function actionsOnCurrent(
  rules: readonly LifecycleRule[],
  current: ObjectVersion,
  isOnly: boolean,
  now: number,
): LifecycleAction[] {
  const isExpired = rules.some(
    ({ expiration }) => expiration && dueAt(current.modifiedAt, expiration.days) <= now,
  );
  if (current.isDeleteMarker) return isExpired && isOnly ? [{ kind: "deleteVersion", version: current }] : [];
  if (isExpired) return [{ kind: "expire", version: current }];
  const classes = Object.keys(STORAGE_CLASSES);
  const storageClass = rules
    .flatMap(({ transitions = [] }) => transitions)
    .filter(({ days }) => dueAt(current.modifiedAt, days) <= now)
    .map((transition) => transition.storageClass)
    // Objects move to colder classes only.
    .reduce(
      (coldest, one) => (classes.indexOf(one) > classes.indexOf(coldest) ? one : coldest),
      current.storageClass,
    );
  return storageClass === current.storageClass
    ? []
    : [{ kind: "transition", version: current, storageClass }];
}

function appliesTo({ filter }: LifecycleRule, key: string): boolean {
  return key.startsWith(filter?.prefix ?? "");
}

/** S3 rounds up to the next midnight, UTC. */
export function dueAt(since: number, days: number): number {
  return Math.floor((since + days * DAY_MS) / DAY_MS + 1) * DAY_MS;
}

/** Applies a bucket's lifecycle to its contents. */
export async function applyLifecycle(
  bucket: Bucket,
  objects: ObjectStore,
  uploads: Uploads,
  now: number,
): Promise<void> {
  const { name, lifecycle = [] } = bucket;
  for await (const versions of byKey(objects.list(name, "")))
    for (const action of actionsOn(lifecycle, versions, now))
      await unlessGone(apply(bucket, objects, action));
  for await (const { key, uploadId, initiatedAt } of uploads.list(name, "", { key: "", uploadId: "" })) {
    const isDue = lifecycle.some((rule) => {
      const days = rule.abortIncompleteMultipartUpload?.daysAfterInitiation;
      return days !== undefined && appliesTo(rule, key) && dueAt(initiatedAt, days) <= now;
    });
    if (isDue) await unlessGone(uploads.abort(name, key, uploadId));
  }
}

async function apply(bucket: Bucket, objects: ObjectStore, action: LifecycleAction): Promise<void> {
  const { key, versionId, order } = action.version;
  if (action.kind === "transition") {
    await objects.update(bucket.name, action.version, { storageClass: action.storageClass });
    return;
  }
  const check = (current: ObjectVersion | undefined) => {
    if (action.kind === "expire" && current?.order !== order) throw noSuchVersion();
  };
  await objects.delete(bucket, key, action.kind === "expire" ? { check } : { versionId });
}

/** A client may delete or replace due objects meanwhile. */
async function unlessGone(work: Promise<void>): Promise<void> {
  await work.catch((error) => {
    if (!(error instanceof AwsError)) throw error;
  });
}

async function* byKey(versions: AsyncIterable<ObjectVersion>): AsyncGenerator<ObjectVersion[]> {
  let group: ObjectVersion[] = [];
  for await (const version of versions) {
    if (group.length > 0 && group[0]?.key !== version.key) {
      yield group;
      group = [];
    }
    group.push(version);
  }
  if (group.length > 0) yield group;
}
