import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "./bucket";
import type { Links } from "./linking/links";

export interface ReceiptPipelineArgs {
  /** Days after which a file moves to an archive class from which it can be read at once. */
  archiveAfterDays: number;
  protectData: boolean;
  /** Name of the bucket that requests for files are logged to. */
  logBucket: pulumi.Input<string>;
  /** Origin of the page, which sends files and shows them. */
  siteOrigin: pulumi.Input<string>;
}

/** Receipts: the private bucket of their files. */
export class ReceiptPipeline extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  /** The bucket as functions use it. */
  readonly links: Links;
  /** Origin of the forms and links for its files. */
  readonly origin: pulumi.Output<string>;

  constructor(name: string, args: ReceiptPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ReceiptPipeline", name, {}, opts);

    this.bucket = this.filesBucket(name, args);
    this.links = linksOf(this.bucket);
    this.origin = originOf(this.bucket);

    this.registerOutputs({ bucket: this.bucket.bucket });
  }

  private filesBucket(name: string, args: ReceiptPipelineArgs): aws.s3.Bucket {
    const { archiveAfterDays, protectData, logBucket, siteOrigin: pageOrigin } = args;
    const archive = {
      id: "archive",
      status: "Enabled",
      filter: {},
      transitions: [{ days: archiveAfterDays, storageClass: "GLACIER_IR" }],
    };
    const bucketArgs = { protectData, logBucket, pageOrigin, lifecycleRules: [archive] };
    return new Bucket(`${name}-files`, bucketArgs, { parent: this }).bucket;
  }
}

function linksOf({ bucket, arn }: aws.s3.Bucket): Links {
  return {
    receiptFiles: { value: bucket, arns: [arn] },
    "receiptFiles.objects": { arns: [pulumi.interpolate`${arn}/*`] },
  };
}

/** What functions get of receipts where a deployment does without them. */
export const NO_RECEIPTS: Links = {
  receiptFiles: { value: "", arns: [] },
  "receiptFiles.objects": { arns: [] },
};

/** The bucket's own host, or the one that the provider's own setting `aws:endpoints` names. */
function originOf({ bucketRegionalDomainName }: aws.s3.Bucket): pulumi.Output<string> {
  const custom = aws.config.endpoints?.[0]?.s3;
  return custom === undefined
    ? pulumi.interpolate`https://${bucketRegionalDomainName}`
    : pulumi.output(custom);
}
