import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  RestoreObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { downloadLink } from "../aws/s3";
import { HOUR_MS } from "../values/duration";
import { monthOfKey, reportKey } from "./model";
import type { ReportLink } from "./reportSchemas";

/** A report in the bucket. */
export interface ShelvedReport {
  /** YYYY-MM, or YYYY for the report of a year. */
  month: string;
  state: "ready" | "archived" | "retrieving";
  /** Bytes. */
  size: number;
  /** UTC, ISO 8601. */
  madeAt: string;
}

/** Days that a retrieved report can be downloaded before it is only in the archive again. */
const RETRIEVED_DAYS = 7;
/**
 * Maximum retrieval time of Glacier Flexible Retrieval:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
const RETRIEVAL_HOURS = 5;

/** Storage classes whose objects must be restored before they can be read. Glacier Instant Retrieval needs no restore. */
const ARCHIVES: readonly (string | undefined)[] = ["GLACIER", "DEEP_ARCHIVE"];

/** The reports that are in the bucket. */
export class ReportShelf {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** A ledger's reports. One page of the listing is 1,000 months and years. */
  async list(ledgerId: string): Promise<ShelvedReport[]> {
    const { Contents = [] } = await this.s3.send(
      new ListObjectsV2Command({
        Bucket: this.bucket,
        Prefix: `${ledgerId}/`,
        OptionalObjectAttributes: ["RestoreStatus"],
      }),
    );
    return Contents.flatMap((object) => {
      const month = monthOfKey(object.Key ?? "");
      if (month === undefined) return [];
      const { IsRestoreInProgress, RestoreExpiryDate } = object.RestoreStatus ?? {};
      const restored = RestoreExpiryDate !== undefined;
      const state = stateOf(object.StorageClass, IsRestoreInProgress ?? false, restored);
      return [{ month, state, size: object.Size ?? 0, madeAt: object.LastModified?.toISOString() ?? "" }];
    });
  }

  /** A report of a ledger; undefined if it does not exist. */
  async find(ledgerId: string, month: string): Promise<ShelvedReport | undefined> {
    try {
      const object = await this.s3.send(
        new HeadObjectCommand({ Bucket: this.bucket, Key: reportKey(ledgerId, month) }),
      );
      // `ongoing-request="false", expiry-date="Fri, 21 Dec 2027 00:00:00 GMT"` once its restore was requested.
      const restore = object.Restore ?? "";
      const state = stateOf(
        object.StorageClass,
        restore.includes('ongoing-request="true"'),
        restore.includes("expiry-date="),
      );
      return {
        month,
        state,
        size: object.ContentLength ?? 0,
        madeAt: object.LastModified?.toISOString() ?? "",
      };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  /**
   * Removes a report; the bucket keeps its versions for a while.
   * @returns false if there is none. Deleting it anyway would leave a delete marker in the bucket, one for each empty month.
   */
  async remove(ledgerId: string, month: string): Promise<boolean> {
    if ((await this.find(ledgerId, month)) === undefined) return false;
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: reportKey(ledgerId, month) }));
    return true;
  }

  /** A link that downloads a report. */
  async link(
    ledgerId: string,
    { month, madeAt }: Pick<ShelvedReport, "month" | "madeAt">,
    now: Date,
  ): Promise<ReportLink> {
    const object = { bucket: this.bucket, key: reportKey(ledgerId, month) };
    return { ...(await downloadLink(this.s3, object, `${month}-expense-report.csv`, now)), madeAt };
  }

  /**
   * Requests a report from the archive.
   * @returns the latest time at which it will be ready, UTC.
   */
  async retrieve(ledgerId: string, month: string, now: Date): Promise<string> {
    try {
      await this.s3.send(
        new RestoreObjectCommand({
          Bucket: this.bucket,
          Key: reportKey(ledgerId, month),
          RestoreRequest: { Days: RETRIEVED_DAYS, GlacierJobParameters: { Tier: "Standard" } },
        }),
      );
    } catch (error) {
      // Requested a moment ago.
      if (!(error instanceof Error) || error.name !== "RestoreAlreadyInProgress") throw error;
    }
    return new Date(now.getTime() + RETRIEVAL_HOURS * HOUR_MS).toISOString();
  }
}

function stateOf(storageClass: string | undefined, retrieving: boolean, retrieved: boolean) {
  if (!ARCHIVES.includes(storageClass)) return "ready";
  if (retrieving) return "retrieving";
  return retrieved ? "ready" : "archived";
}
