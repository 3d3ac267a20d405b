import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EXPORT_PREFIX } from "../domain/exports/exportSchemas";
import { EXPORT_DAYS } from "../domain/values/limits";
import { jobs } from "../handlers/catalogue";
import type { DeployedJob } from "./deployment/deployedJobs";
import { deployJob, type JobPlacement } from "./deployment/deployJob";
import { childNames } from "./linking/childNames";
import type { Links } from "./linking/links";
import { Bucket } from "./parts/bucket";

export interface ReportPipelineArgs
  extends Pick<JobPlacement, "links" | "settings" | "timezone" | "schedules" | "alarmTopicArn"> {
  /** Days after which a report moves to the archive. */
  archiveAfterDays: number;
  /**
   * `GLACIER` is cheaper, but a report must be requested from the archive before it can be read; `GLACIER_IR` allows
   * immediate reads.
   */
  archiveClass: "GLACIER" | "GLACIER_IR";
  /** Days after which a report is deleted, more than until it moves; never if absent. */
  expireAfterDays?: number;
  protectData: boolean;
  /** Name of the bucket that requests for reports are logged to. */
  logBucket: pulumi.Input<string>;
}

/** Monthly CSV reports: their bucket, and the job that creates them. */
export class ReportPipeline extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  readonly jobs: readonly DeployedJob[];
  /** The bucket as functions use it. */
  readonly links: Links;

  constructor(name: string, args: ReportPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ReportPipeline", name, {}, opts);

    this.bucket = this.reportsBucket(name, args);
    this.links = linksOf(this.bucket);
    const placement = {
      ...args,
      links: { ...args.links, ...this.links },
      parent: this,
      childName: childNames(name, "reports"),
    };
    this.jobs = jobs
      .filter(({ pipeline }) => pipeline === "reports")
      .map((definition) => deployJob(definition, placement));

    this.registerOutputs({ bucket: this.bucket.bucket });
  }

  private reportsBucket(name: string, args: ReportPipelineArgs): aws.s3.Bucket {
    const { archiveAfterDays, archiveClass, expireAfterDays, protectData, logBucket } = args;
    const archive = {
      id: "archive",
      status: "Enabled",
      filter: {},
      transitions: [{ days: archiveAfterDays, storageClass: archiveClass }],
      ...(expireAfterDays !== undefined && { expiration: { days: expireAfterDays } }),
    };
    const exports = {
      id: "exports",
      status: "Enabled",
      filter: { prefix: EXPORT_PREFIX },
      expiration: { days: EXPORT_DAYS },
    };
    const lifecycleRules = [archive, exports];
    return new Bucket(`${name}-files`, { protectData, logBucket, lifecycleRules }, { parent: this }).bucket;
  }
}

function linksOf({ bucket, arn }: aws.s3.Bucket): Links {
  return {
    files: { value: bucket, arns: [arn] },
    "files.objects": { arns: [pulumi.interpolate`${arn}/*`] },
    "files.exports": { arns: [pulumi.interpolate`${arn}/${EXPORT_PREFIX}*`] },
  };
}
