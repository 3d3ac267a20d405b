import type { ServerResponse } from "node:http";
import type { S3State } from "../request";
import { sendXml } from "../xml";

/** ListBuckets */
export function listBuckets({ buckets }: S3State, response: ServerResponse): void {
  const Bucket = buckets.all().map(({ name, createdAt }) => ({
    Name: name,
    CreationDate: new Date(createdAt).toISOString(),
  }));
  sendXml(response, "ListAllMyBucketsResult", { Buckets: { Bucket } });
}
