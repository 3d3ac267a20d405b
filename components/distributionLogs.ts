import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface DistributionLogsArgs {
  distributionArn: pulumi.Input<string>;
  bucketArn: pulumi.Input<string>;
}

/** The region where CloudFront's logs are managed, wherever the bucket is. */
const REGION = "us-east-1";

/**
 * The access log of a CloudFront distribution, delivered to a bucket. It uses CloudWatch's log delivery: CloudFront's
 * legacy logging requires a bucket with ACLs
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html).
 */
export class DistributionLogs extends pulumi.ComponentResource {
  /** ARN of CloudWatch's delivery source, by which the bucket's policy identifies it. */
  readonly sourceArn: pulumi.Output<string>;

  constructor(name: string, args: DistributionLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:DistributionLogs", name, {}, opts);

    const source = new aws.cloudwatch.LogDeliverySource(
      name,
      { region: REGION, logType: "ACCESS_LOGS", resourceArn: args.distributionArn },
      { parent: this },
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      name,
      {
        region: REGION,
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: args.bucketArn },
      },
      { parent: this },
    );
    new aws.cloudwatch.LogDelivery(
      name,
      {
        region: REGION,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        s3DeliveryConfigurations: [{ suffixPath: "{yyyy}/{MM}/{dd}/", enableHiveCompatiblePath: false }],
      },
      { parent: this },
    );

    this.sourceArn = source.arn;
    this.registerOutputs({ sourceArn: this.sourceArn });
  }
}
