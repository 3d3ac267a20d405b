import { z } from "zod";
import { AwsError } from "../../engine/awsError";

export const s3Object = z.strictObject({
  Bucket: z.string().min(3).max(255),
  Name: z.string().min(1).max(1_024),
  Version: z.string().min(1).max(1_024).optional(),
});
export type S3Object = z.output<typeof s3Object>;

/** A document of a request: its bytes, or where they lie. */
export const document = z.strictObject({ Bytes: z.base64().optional(), S3Object: s3Object.optional() });

/** Reads an object for Textract; undefined if it does not exist or cannot be read. */
export type ObjectReader = (bucket: string, key: string, version?: string) => Promise<Buffer | undefined>;

const MAX_IMAGE_BYTES = 10_000_000;
const MAX_PDF_BYTES = 500_000_000;

/**
 * The bytes of a document in S3.
 * @throws AwsError InvalidS3ObjectException
 */
export async function objectOf({ Bucket, Name, Version }: S3Object, read: ObjectReader): Promise<Buffer> {
  const content = await read(Bucket, Name, Version);
  if (content) return content;
  throw new AwsError(
    "InvalidS3ObjectException",
    "Unable to get object metadata from S3. Check object key, region and/or access permissions.",
  );
}

/**
 * Checks the size of a document, before it is decoded.
 * @throws AwsError UnsupportedDocumentException | DocumentTooLargeException
 */
export function checkSize(content: Buffer, isAsync: boolean): void {
  if (content.length === 0)
    throw new AwsError("UnsupportedDocumentException", "Request has unsupported document format");
  const isPdf = content.subarray(0, 1_024).includes("%PDF-");
  if (content.length <= (isAsync && isPdf ? MAX_PDF_BYTES : MAX_IMAGE_BYTES)) return;
  throw new AwsError("DocumentTooLargeException", "The document is larger than Amazon Textract takes.");
}
