import { S3Client } from "@aws-sdk/client-s3";
import { clientDefaults } from "./aws";

/** An S3 client. A part of a multipart upload may take longer than a small request. */
export function s3Client(): S3Client {
  return new S3Client({
    ...clientDefaults,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 30_000 },
  });
}
