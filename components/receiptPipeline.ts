import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RECEIPT_READING_SECONDS } from "../domain/values/limits";
import { type FunctionName, jobs } from "../handlers/catalogue";
import type { DeployedJob } from "./deployment/deployedJobs";
import { deployJob, type JobPlacement } from "./deployment/deployJob";
import { ExpenseAnalysis } from "./expenseAnalysis";
import { childNames } from "./linking/childNames";
import type { Links } from "./linking/links";
import type { NotificationKey } from "./notificationKey";
import { Bucket } from "./parts/bucket";
import { failuresOf } from "./parts/deadLetterQueue";
import { WorkQueue } from "./parts/workQueue";

export interface ReceiptPipelineArgs
  extends Pick<JobPlacement, "links" | "settings" | "timezone" | "schedules" | "alarmTopicArn"> {
  /** Days after which a file moves to an archive class that allows immediate reads. */
  archiveAfterDays: number;
  protectData: boolean;
  /** Name of the bucket that requests for files are logged to. */
  logBucket: pulumi.Input<string>;
  key: NotificationKey;
}

/** The job that gets the notices. */
const READER: FunctionName = "readReceipt";

/**
 * Receipts: the private bucket of their files, the queue of notices about them, and the jobs that read and remove them.
 */
export class ReceiptPipeline extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  readonly jobs: readonly DeployedJob[];
  /** The bucket and the queue as functions use them. */
  readonly links: Links;
  /** Origin of the forms and links for its files. */
  readonly origin: pulumi.Output<string>;

  constructor(name: string, args: ReceiptPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ReceiptPipeline", name, {}, opts);

    const childName = childNames(name, "receipts");
    this.bucket = this.filesBucket(name, args);
    const analysis = new ExpenseAnalysis(`${name}-analysis`, args, { parent: this });
    const queue = this.noticeQueue(name, args, analysis, childName);
    this.links = linksOf(this.bucket, queue);
    this.origin = originOf(this.bucket);
    const links = { ...args.links, ...this.links, ...analysis.links };
    const placement = { ...args, links, queue, parent: this, childName };
    this.jobs = jobs
      .filter(({ pipeline }) => pipeline === "receipts")
      .map((definition) => deployJob(definition, placement));

    this.registerOutputs({ bucket: this.bucket.bucket });
  }

  private filesBucket(name: string, args: ReceiptPipelineArgs): aws.s3.Bucket {
    const { archiveAfterDays, protectData, logBucket, settings } = args;
    const archive = {
      id: "archive",
      status: "Enabled",
      filter: {},
      transitions: [{ days: archiveAfterDays, storageClass: "GLACIER_IR" }],
    };
    // The page uploads and shows files.
    const bucketArgs = { protectData, logBucket, pageOrigin: settings.siteUrl, lifecycleRules: [archive] };
    return new Bucket(`${name}-files`, bucketArgs, { parent: this }).bucket;
  }

  /** The queue is notified of new files by the bucket, and of completed analyses by Textract. */
  private noticeQueue(
    name: string,
    { alarmTopicArn }: ReceiptPipelineArgs,
    { topicArn }: ExpenseAnalysis,
    childName: (child: string) => string,
  ): WorkQueue {
    const queue = new WorkQueue(
      name,
      {
        alarmTopicArn,
        contents: "notices of receipts",
        failuresName: failuresOf(childName(READER)),
        senders: [
          { sid: "BucketTells", service: "s3.amazonaws.com", sourceArn: this.bucket.arn },
          { sid: "TopicTells", service: "sns.amazonaws.com", sourceArn: topicArn },
        ],
        timeoutSeconds: RECEIPT_READING_SECONDS,
      },
      { parent: this },
    );
    new aws.s3.BucketNotification(
      name,
      { bucket: this.bucket.bucket, queues: [{ queueArn: queue.arn, events: ["s3:ObjectCreated:*"] }] },
      // S3 immediately tests whether it may send.
      { parent: this, dependsOn: [queue.policy] },
    );
    new aws.sns.TopicSubscription(
      name,
      { topic: topicArn, protocol: "sqs", endpoint: queue.arn },
      { parent: this },
    );
    return queue;
  }
}

function linksOf({ bucket, arn }: aws.s3.Bucket, queue: WorkQueue): Links {
  return {
    receiptFiles: { value: bucket, arns: [arn] },
    "receiptFiles.objects": { arns: [pulumi.interpolate`${arn}/*`] },
    receiptQueue: { value: queue.url, arns: [queue.arn] },
  };
}

/** Links that functions get if a deployment does without receipts. */
export const NO_RECEIPTS: Links = {
  receiptFiles: { value: "", arns: [] },
  "receiptFiles.objects": { arns: [] },
};

/** The bucket's own host, or the one in the provider's setting `aws:endpoints`. */
function originOf({ bucketRegionalDomainName }: aws.s3.Bucket): pulumi.Output<string> {
  const custom = aws.config.endpoints?.[0]?.s3;
  return custom === undefined
    ? pulumi.interpolate`https://${bucketRegionalDomainName}`
    : pulumi.output(custom);
}
