import type { ServerResponse } from "node:http";
import { AwsError } from "../../../engine/awsError";
import { S3Error } from "../errors";
import type { LifecycleRule } from "../model";
import type { Action, S3State } from "../request";
import { sendXml, type XmlElement } from "../xml";

/** ListBuckets */
export function listBuckets({ buckets }: S3State, response: ServerResponse): void {
  const Bucket = buckets.all().map(({ name, createdAt }) => ({
    Name: name,
    CreationDate: new Date(createdAt).toISOString(),
  }));
  sendXml(response, "ListAllMyBucketsResult", { Buckets: { Bucket } });
}

/** HeadBucket */
export const headBucket: Action = async ({ region }, _, response) => {
  response.writeHead(200, { "x-amz-bucket-region": region, "Content-Type": "application/xml" }).end();
};

/** GetBucketLocation */
export const getBucketLocation: Action = async ({ region }, _, response) => {
  sendXml(response, "LocationConstraint", region === "us-east-1" ? {} : { "#text": region });
};

/** GetBucketVersioning */
export const getBucketVersioning: Action = async (_, { bucket }, response) => {
  sendXml(response, "VersioningConfiguration", { Status: bucket.versioning });
};

/** GetBucketCors */
export const getBucketCors: Action = async (_, { bucket }, response) => {
  if (!bucket.cors) {
    const error = new AwsError("NoSuchCORSConfiguration", "The CORS configuration does not exist", 404);
    throw new S3Error(error, { members: { BucketName: bucket.name } });
  }
  sendXml(response, "CORSConfiguration", {
    CORSRule: bucket.cors.map((rule) => ({
      AllowedMethod: rule.allowedMethods,
      AllowedOrigin: rule.allowedOrigins,
      AllowedHeader: rule.allowedHeaders,
      ExposeHeader: rule.exposeHeaders,
      MaxAgeSeconds: rule.maxAgeSeconds,
    })),
  });
};

/** GetBucketLifecycleConfiguration */
export const getBucketLifecycle: Action = async (_, { bucket }, response) => {
  if (!bucket.lifecycle) {
    const message = "The lifecycle configuration does not exist";
    const error = new AwsError("NoSuchLifecycleConfiguration", message, 404);
    throw new S3Error(error, { members: { BucketName: bucket.name } });
  }
  sendXml(response, "LifecycleConfiguration", { Rule: bucket.lifecycle.map(lifecycleRule) });
};

function lifecycleRule(rule: LifecycleRule): XmlElement {
  const { expiration, noncurrentVersionExpiration: noncurrent, abortIncompleteMultipartUpload: abort } = rule;
  return {
    ID: rule.id,
    Filter: { Prefix: rule.filter?.prefix ?? "" },
    Status: rule.status,
    Transition: rule.transitions?.map(({ days, storageClass }) => ({
      Days: days,
      StorageClass: storageClass,
    })),
    Expiration: expiration && { Days: expiration.days },
    NoncurrentVersionExpiration: noncurrent && { NoncurrentDays: noncurrent.noncurrentDays },
    AbortIncompleteMultipartUpload: abort && { DaysAfterInitiation: abort.daysAfterInitiation },
  };
}
