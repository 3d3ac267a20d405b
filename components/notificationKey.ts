import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./linking/links";

/**
 * The key that encrypts the topics. A customer managed key: alarms and budgets cannot publish to a topic that is encrypted
 * with the AWS managed key (`alias/aws/sns`), whose policy cannot be changed
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 */
export class NotificationKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Permission that a function needs to publish to a topic encrypted with this key. */
  readonly publishStatement: Statement;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:NotificationKey", name, {}, opts);

    const key = new aws.kms.Key(
      name,
      {
        description: "Encrypts the topics of the expense tracker",
        enableKeyRotation: true,
        deletionWindowInDays: 7,
        policy: keyPolicy(),
      },
      { parent: this },
    );
    new aws.kms.Alias(name, { targetKeyId: key.keyId }, { parent: this });

    this.arn = key.arn;
    this.publishStatement = { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] };
    this.registerOutputs({ arn: this.arn });
  }
}

/** In a key's policy, `*` means this key. */
function keyPolicy(): pulumi.Output<string> {
  const { accountId } = aws.getCallerIdentityOutput();
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountDecidesByIam",
        Effect: "Allow",
        Principal: {
          AWS: pulumi.interpolate`arn:${aws.getPartitionOutput().partition}:iam::${accountId}:root`,
        },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "AlarmsAndBudgetsPublish",
        Effect: "Allow",
        Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}
