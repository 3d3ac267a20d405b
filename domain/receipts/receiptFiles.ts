import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { deleteAllVersions } from "../aws/objectVersions";
import { LINK_SECONDS } from "../aws/s3";
import { downloadName } from "./downloadName";
import type { ReceiptPlace } from "./receiptKeys";
import { receiptKey } from "./receiptKeys";
import type { StoredReceipt } from "./storedReceipt";

/** A form that uploads one file, and no other. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
}

/** A version of a file. */
export interface ReceiptFile {
  content: Buffer;
  /** True if metadata were removed, so that it differs from the announced file. */
  isBare: boolean;
}

/** Marks such a version. No form can set it. */
const BARE = "without-metadata";

/** The files of receipts in their bucket. */
export class ReceiptFiles {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** Returns an upload form that is valid for minutes: the file must have the announced type, size and SHA-256. */
  async form(receipt: StoredReceipt): Promise<UploadForm> {
    const { contentType, bytes, sha256 } = receipt;
    return createPresignedPost(this.s3, {
      Bucket: this.bucket,
      Key: receiptKey(receipt),
      Fields: {
        "Content-Type": contentType,
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
      },
      Conditions: [["content-length-range", bytes, bytes]],
      Expires: LINK_SECONDS,
    });
  }

  /** Returns a link, valid for minutes, to the version of the file that is kept. */
  async link(receipt: StoredReceipt, objectVersion: string, now: Date): Promise<string> {
    const name = downloadName(receipt.fileName, receipt.contentType);
    const command = new GetObjectCommand({
      Bucket: this.bucket,
      Key: receiptKey(receipt),
      VersionId: objectVersion,
      ResponseContentType: receipt.contentType,
      ResponseContentDisposition: `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      ResponseCacheControl: `private, max-age=${LINK_SECONDS}`,
    });
    return getSignedUrl(this.s3, command, { expiresIn: LINK_SECONDS, signingDate: now });
  }

  /** A version; undefined if it is gone. */
  async read(place: ReceiptPlace, objectVersion: string): Promise<ReceiptFile | undefined> {
    try {
      const { Body, Metadata } = await this.s3.send(
        new GetObjectCommand({ Bucket: this.bucket, Key: receiptKey(place), VersionId: objectVersion }),
      );
      const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
      return { content, isBare: Metadata?.[BARE] !== undefined };
    } catch (error) {
      const isGone = error instanceof NoSuchKey || (isOfS3(error) && error.name === "NoSuchVersion");
      if (isGone) return undefined;
      throw error;
    }
  }

  /** The IDs of all versions, newest first. */
  async versions(place: ReceiptPlace): Promise<string[]> {
    const { Versions = [] } = await this.s3.send(
      new ListObjectVersionsCommand({ Bucket: this.bucket, Prefix: receiptKey(place) }),
    );
    return Versions.flatMap(({ VersionId = [] }) => VersionId);
  }

  /**
   * Stores the file of a receipt without its metadata.
   * @returns the ID of its version.
   */
  async writeBare(receipt: StoredReceipt, content: Buffer): Promise<string> {
    const { VersionId = "" } = await this.s3.send(
      new PutObjectCommand({
        Bucket: this.bucket,
        Key: receiptKey(receipt),
        Body: content,
        ContentType: receipt.contentType,
        Metadata: { [BARE]: "yes" },
      }),
    );
    return VersionId;
  }

  async deleteVersion(place: ReceiptPlace, objectVersion: string): Promise<void> {
    await this.s3.send(
      new DeleteObjectCommand({ Bucket: this.bucket, Key: receiptKey(place), VersionId: objectVersion }),
    );
  }

  /** Deletes every version. Repeating it changes nothing. */
  async delete(place: ReceiptPlace): Promise<void> {
    await deleteAllVersions(this.s3, this.bucket, receiptKey(place));
  }

  /** The place where Textract finds a version. */
  location(receipt: StoredReceipt, objectVersion: string) {
    return { Bucket: this.bucket, Name: receiptKey(receipt), Version: objectVersion };
  }
}

const isOfS3 = (error: unknown) => error instanceof S3ServiceException;
