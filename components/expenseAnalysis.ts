import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "./documents/tlsOnly";
import type { Links } from "./linking/links";
import type { NotificationKey } from "./notificationKey";
import { policyOf } from "./parts/inlineFunction";
import { trustPolicy } from "./parts/trustPolicy";

/**
 * Textract's notifications of completed analyses: an encrypted topic, and the role by which Textract may publish to it.
 */
export class ExpenseAnalysis extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  /** Textract as functions use it. */
  readonly links: Links;

  constructor(name: string, { key }: { key: NotificationKey }, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ExpenseAnalysis", name, {}, opts);

    const topic = new aws.sns.Topic(name, { kmsMasterKeyId: key.arn }, { parent: this });
    this.requireTls(name, topic);
    const role = this.publishingRole(name);
    const { publishStatement } = key;
    new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: policyOf([{ actions: ["sns:Publish"], resources: [topic.arn] }, publishStatement]),
      },
      { parent: this },
    );

    this.topicArn = topic.arn;
    this.links = {
      textract: { value: { topic: topic.arn, role: role.arn }, arns: [] },
      "textract.role": { arns: [role.arn] },
    };
    this.registerOutputs({ topicArn: this.topicArn });
  }

  /** The condition keeps Textract from publishing for another account: https://docs.aws.amazon.com/textract/latest/dg/cross-service-confused-deputy-prevention.html */
  private publishingRole(name: string): aws.iam.Role {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    return new aws.iam.Role(
      name,
      {
        assumeRolePolicy: trustPolicy("textract", { StringEquals: { "aws:SourceAccount": accountId } }),
      },
      { parent: this },
    );
  }

  private requireTls(name: string, topic: aws.sns.Topic): void {
    new aws.sns.TopicPolicy(
      name,
      {
        arn: topic.arn,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [tlsOnly("sns:Publish", topic.arn)],
        }),
      },
      { parent: this },
    );
  }
}
