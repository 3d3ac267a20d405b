import {
  AbortMultipartUploadCommand,
  type AbortMultipartUploadCommandInput,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  NoSuchUpload,
  type S3Client,
} from "@aws-sdk/client-s3";

/**
 * Deletes every version of every object below a prefix, including delete markers: in a versioned bucket, `DeleteObject`
 * alone only hides an object. Aborts incomplete uploads below it.
 * @returns The number of deleted versions, markers and uploads.
 */
export async function deleteAllVersions(s3: S3Client, bucket: string, prefix: string): Promise<number> {
  let found = await abortUploads(s3, bucket, prefix);
  // From the start again after a page with versions, because these are gone; an empty page need not be the last.
  let after: Pick<ListObjectVersionsCommandInput, "KeyMarker" | "VersionIdMarker"> | undefined = {};
  while (after !== undefined) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...after }),
    );
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (versions.length === 0) {
      after = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
      continue;
    }
    after = {};
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: versions.map(({ Key, VersionId }) => ({ Key, VersionId })), Quiet: true },
      }),
    );
    if (Errors.length > 0) throw new Error(`${Errors.length} versions of files could not be deleted.`);
    found += versions.length;
  }
  return found;
}

/** Parts of an upload that a killed function left behind are kept, and not listed with the objects. */
async function abortUploads(s3: S3Client, bucket: string, prefix: string): Promise<number> {
  let found = 0;
  // The SDK has no paginator for this list.
  let after: Pick<ListMultipartUploadsCommandInput, "KeyMarker" | "UploadIdMarker"> | undefined = {};
  while (after !== undefined) {
    const page: ListMultipartUploadsCommandOutput = await s3.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...after }),
    );
    for (const { Key, UploadId } of page.Uploads ?? [])
      await abortUpload(s3, { Bucket: bucket, Key, UploadId });
    found += page.Uploads?.length ?? 0;
    after = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : undefined;
  }
  return found;
}

async function abortUpload(s3: S3Client, upload: AbortMultipartUploadCommandInput): Promise<void> {
  try {
    await s3.send(new AbortMultipartUploadCommand(upload));
  } catch (error) {
    // It was completed or given up meanwhile.
    if (!(error instanceof NoSuchUpload)) throw error;
  }
}
