import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { policyText, readInputs } from "../../engine/inputs";
import type { JsonDocument, ResourceFactory } from "../../engine/service";
import { receiveFrom } from "./body";
import type { Buckets } from "./buckets";
import { STORAGE_CLASSES, type StoredObject } from "./model";
import type { S3State } from "./request";

const bucketInputs = z.object({ bucket: z.string().optional() });

/** Strict: another setting would change the object. */
const objectInputs = z.strictObject({
  bucket: z.string(),
  key: z.string().optional(),
  content: z.string().optional(),
  source: z.instanceof(pulumi.asset.FileAsset).optional(),
  contentType: z.string().optional(),
  cacheControl: z.string().optional(),
  contentEncoding: z.string().optional(),
});

const versioningInputs = z.object({
  bucket: z.string(),
  versioningConfiguration: z.object({
    status: z.literal("Enabled", "The local cloud does not suspend versioning."),
  }),
});

const corsInputs = z.object({
  bucket: z.string(),
  corsRules: z.array(
    z.object({
      allowedMethods: z.array(z.string()),
      allowedOrigins: z.array(z.string()),
      allowedHeaders: z.array(z.string()).optional(),
      exposeHeaders: z.array(z.string()).optional(),
      maxAgeSeconds: z.number().optional(),
    }),
  ),
});

/** Strict: another setting would keep or delete something else. */
const lifecycleInputs = z.strictObject({
  bucket: z.string(),
  /** By default, S3 does not move objects under 128 KB. */
  transitionDefaultMinimumObjectSize: z.literal("varies_by_storage_class"),
  rules: z.array(
    z.strictObject({
      id: z.string().optional(),
      status: z.literal("Enabled"),
      filter: z.strictObject({ prefix: z.string().optional() }).optional(),
      transitions: z
        .array(z.strictObject({ days: z.number(), storageClass: z.enum(Object.keys(STORAGE_CLASSES)) }))
        .optional(),
      expiration: z.strictObject({ days: z.number() }).optional(),
      noncurrentVersionExpiration: z.strictObject({ noncurrentDays: z.number() }).optional(),
      abortIncompleteMultipartUpload: z.strictObject({ daysAfterInitiation: z.number() }).optional(),
    }),
  ),
});

const policyInputs = z.object({ bucket: z.string(), policy: policyText });

/** Strict: other events, filters or destinations would report something else. */
const notificationInputs = z.strictObject({
  bucket: z.string(),
  queues: z.array(
    z.strictObject({ queueArn: z.string(), events: z.tuple([z.literal("s3:ObjectCreated:*")]) }),
  ),
});

const accessBlockInputs = z.object({
  bucket: z.string(),
  blockPublicPolicy: z.boolean().optional(),
  restrictPublicBuckets: z.boolean().optional(),
});

/** Buckets and their settings as the program declares them. */
export function bucketResources(buckets: Buckets, region: string): Record<string, ResourceFactory> {
  return {
    async "aws:s3/bucket:Bucket"(request) {
      const { bucket = request.name } = readInputs(bucketInputs, request);
      const name = bucket.toLowerCase();
      await buckets.declare(name);
      const bucketDomainName = `${name}.s3.amazonaws.com`;
      const bucketRegionalDomainName = `${name}.s3.${region}.amazonaws.com`;
      const names = { bucket: name, arn: `arn:aws:s3:::${name}`, bucketDomainName, bucketRegionalDomainName };
      return { id: name, state: { ...request.inputs, ...names, bucketRegion: region, region } };
    },
    "aws:s3/bucketVersioning:BucketVersioning"(request) {
      const { bucket, versioningConfiguration } = readInputs(versioningInputs, request);
      buckets.set(bucket, { versioning: versioningConfiguration.status });
      return { id: bucket, state: request.inputs };
    },
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration"(request) {
      const { bucket, corsRules } = readInputs(corsInputs, request);
      buckets.set(bucket, { cors: corsRules });
      return { id: bucket, state: request.inputs };
    },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"(request) {
      const { bucket, rules } = readInputs(lifecycleInputs, request);
      buckets.set(bucket, { lifecycle: rules });
      return { id: bucket, state: request.inputs };
    },
    "aws:s3/bucketNotification:BucketNotification"(request) {
      const { bucket, queues } = readInputs(notificationInputs, request);
      buckets.set(bucket, { creationQueues: queues.map(({ queueArn }) => queueArn) });
      return { id: bucket, state: request.inputs };
    },
    "aws:s3/bucketPolicy:BucketPolicy"(request) {
      const { bucket, policy } = readInputs(policyInputs, request);
      buckets.set(bucket, { policy });
      return { id: bucket, state: request.inputs };
    },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"(request) {
      const { bucket, ...publicAccessBlock } = readInputs(accessBlockInputs, request);
      buckets.set(bucket, { publicAccessBlock });
      return { id: bucket, state: request.inputs };
    },
  };
}

interface ObjectResources {
  factories: Record<string, ResourceFactory>;
  /** Deletes objects that an earlier run deployed and the program no longer declares, such as old files of the site. */
  deleteUndeclared(): Promise<void>;
}

/**
 * Objects that the program declares.
 *
 * @param deployed The keys of those of the last run, by bucket.
 */
export function objectResources(
  { files, objects }: S3State,
  buckets: Buckets,
  deployed: JsonDocument<Record<string, string[]>>,
): ObjectResources {
  const declared = new Map<string, Set<string>>();

  /** Like a deployment, it creates no version of an unchanged object, unless its content is gone. */
  async function putIfChanged(
    bucket: string,
    key: string,
    content: Buffer,
    headers: StoredObject["headers"],
  ) {
    const etag = createHash("md5").update(content).digest("hex");
    const current = await objects.currentObject(bucket, key);
    if (current?.etag === etag && isSame(current.headers, headers) && files.stateOf(current) === "whole")
      return etag;
    const received = await receiveFrom(files, Readable.from([content]));
    await objects.put(buckets.get(bucket), { key, headers, storageClass: "STANDARD", ...received });
    return etag;
  }

  return {
    factories: {
      async "aws:s3/bucketObjectv2:BucketObjectv2"(request) {
        const inputs = readInputs(objectInputs, request);
        const { bucket, key = request.name } = inputs;
        const etag = await putIfChanged(bucket, key, await contentOf(inputs), headersOf(inputs));
        declared.set(bucket, (declared.get(bucket) ?? new Set()).add(key));
        if (!deployed.value[bucket]?.includes(key)) {
          await deployed.update((value) =>
            Object.assign(value, { [bucket]: [...(value[bucket] ?? []), key] }),
          );
        }
        return { id: key, state: { ...request.inputs, key, etag, arn: `arn:aws:s3:::${bucket}/${key}` } };
      },
    },
    async deleteUndeclared() {
      for (const [bucket, keys] of Object.entries(deployed.value)) {
        const gone = keys.filter((key) => !declared.get(bucket)?.has(key));
        for (const key of gone) await objects.delete(buckets.find(bucket) ?? { name: bucket }, key);
      }
      await deployed.update((value) => {
        for (const bucket of Object.keys(value)) delete value[bucket];
        for (const [bucket, keys] of declared) value[bucket] = [...keys];
      });
    },
  };
}

function headersOf({ contentType, cacheControl, contentEncoding }: z.output<typeof objectInputs>) {
  const headers = {
    "content-type": contentType,
    "cache-control": cacheControl,
    "content-encoding": contentEncoding,
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function isSame(stored: StoredObject["headers"], headers: StoredObject["headers"]): boolean {
  const names = new Set([...Object.keys(stored), ...Object.keys(headers)]);
  return [...names].every((name) => stored[name] === headers[name]);
}

async function contentOf({ content, source }: z.output<typeof objectInputs>): Promise<Buffer> {
  if (content !== undefined) return Buffer.from(content);
  if (source !== undefined) return readFile(await source.path);
  throw new Error("it needs `content` or a file as `source`.");
}
