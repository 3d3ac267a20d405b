import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ACCESS_LOG_DAYS } from "../domain/values/limits";
import { Bucket, type ServiceGrant } from "./parts/bucket";

export interface AccessLogsArgs {
  /** Refuses deletion of the bucket while it contains objects. */
  protectData: boolean;
}

/** A bucket for the access logs of the other buckets and of the distribution, which CloudWatch cannot take from S3. */
export class AccessLogs extends pulumi.ComponentResource {
  /** Resolves once the bucket's policy lets services write. S3 and CloudWatch refuse to deliver logs until then. */
  readonly bucketName: pulumi.Output<string>;
  /** Resolves once the bucket's policy lets services write. */
  readonly bucketArn: pulumi.Output<string>;
  /**
   * Lets CloudWatch deliver logs from a source, such as the distribution's; undefined if there is none. The bucket's policy waits for
   * this call.
   */
  readonly deliverFrom: (sourceArn: pulumi.Output<string> | undefined) => void;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:AccessLogs", name, {}, opts);

    const [grants, resolveGrants] = pulumi.deferredOutput<ServiceGrant[]>();
    this.deliverFrom = (sourceArn) => {
      const delivery = sourceArn === undefined ? [] : [deliveryFrom(sourceArn)];
      resolveGrants(pulumi.output([grant("ServerAccessLogs", "logging.s3.amazonaws.com"), ...delivery]));
    };
    const { bucket, policy } = new Bucket(
      name,
      {
        ...args,
        grants,
        lifecycleRules: [
          { id: "forget", status: "Enabled", filter: {}, expiration: { days: ACCESS_LOG_DAYS } },
        ],
      },
      { parent: this },
    );

    this.bucketName = policy.bucket;
    this.bucketArn = pulumi.all([bucket.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ bucket: this.bucketName });
  }
}

function grant(sid: string, service: string): ServiceGrant {
  const account = aws.getCallerIdentityOutput().accountId;
  return {
    sid,
    principal: { Service: service },
    action: "s3:PutObject",
    condition: { StringEquals: { "aws:SourceAccount": account } },
  };
}

/**
 * The statement that CloudWatch adds to the policy of a bucket, word for word: it would add its own beside any other,
 * and a refresh would show the difference
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html).
 */
function deliveryFrom(sourceArn: pulumi.Output<string>): ServiceGrant {
  const { condition, ...rest } = grant("AWSLogDeliveryWrite1", "delivery.logs.amazonaws.com");
  return {
    ...rest,
    prefix: pulumi.interpolate`AWSLogs/${aws.getCallerIdentityOutput().accountId}/CloudFront/`,
    condition: {
      StringEquals: { ...condition.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  };
}
