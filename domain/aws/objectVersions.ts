import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  NoSuchUpload,
  type S3Client,
} from "@aws-sdk/client-s3";

/**
 * Deletes every version of every object below a prefix, with the delete markers: in a versioned bucket, `DeleteObject` alone only
 * hides an object. Uploads below it that are not completed are given up.
 *
 * @returns how many versions, markers and uploads there were.
 */
export async function deleteAllVersions(s3: S3Client, bucket: string, prefix: string): Promise<number> {
  let found = await abortUploads(s3, bucket, prefix);
  for (;;) {
    // Always the first page: what was on it before is gone.
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }),
    );
    const versions = [...Versions, ...DeleteMarkers];
    if (versions.length === 0) return found;
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: versions.map(({ Key, VersionId }) => ({ Key, VersionId })), Quiet: true },
      }),
    );
    if (Errors.length > 0) throw new Error(`${Errors.length} versions of files could not be deleted.`);
    found += versions.length;
  }
}

/** Parts of an upload that a killed function left are kept, and not listed with the objects. */
async function abortUploads(s3: S3Client, bucket: string, prefix: string): Promise<number> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }));
  for (const { Key, UploadId } of Uploads) {
    await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })).catch((error) => {
      // It was completed or given up meanwhile.
      if (!(error instanceof NoSuchUpload)) throw error;
    });
  }
  return Uploads.length;
}
