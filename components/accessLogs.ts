import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ACCESS_LOG_DAYS } from "../domain/values/limits";
import { Bucket, type ServiceGrant } from "./bucket";

export interface AccessLogsArgs {
  /** Refuses deletion of the bucket while it contains objects. */
  protectData: boolean;
}

/** A bucket for the access logs of the other buckets and of the distribution, which CloudWatch cannot take from S3. */
export class AccessLogs extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:AccessLogs", name, {}, opts);

    const { bucket } = new Bucket(
      name,
      {
        ...args,
        grants: [grant("ServerAccessLogs", "logging.s3.amazonaws.com"), delivery()],
        lifecycleRules: [
          { id: "forget", status: "Enabled", filter: {}, expiration: { days: ACCESS_LOG_DAYS } },
        ],
      },
      { parent: this },
    );

    this.bucket = bucket;
    this.registerOutputs({ bucket: bucket.bucket });
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

/** The statement that CloudWatch log delivery requires; without it, log delivery rewrites the policy. */
function delivery(): ServiceGrant {
  const { sid, condition, ...rest } = grant("DistributionLogs", "delivery.logs.amazonaws.com");
  return {
    sid,
    ...rest,
    condition: { StringEquals: { ...condition.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" } },
  };
}
