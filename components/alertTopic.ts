import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "./documents/tlsOnly";
import type { Link } from "./linking/links";
import type { NotificationKey } from "./notificationKey";

export interface AlertTopicArgs {
  /** Shown as the sender of emails; at most 100 characters. */
  displayName: string;
  /** Addresses that are subscribed once they confirm. */
  emails: string[];
  /**
   * Value of the attribute `audience` that a message must have to reach them. Default: they receive everything on the
   * topic.
   */
  audience?: string;
  key: NotificationKey;
}

/** An SNS topic for email: encrypted, TLS only, restricted to this account's functions, alarms and budgets. */
export class AlertTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  /** The topic as functions use it. */
  readonly link: Link;
  /**
   * Grants the account's alarms, which are found by the topic that they notify: their names are not known in advance.
   */
  readonly alarmsLink: Link;

  constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:AlertTopic", name, {}, opts);

    const topic = new aws.sns.Topic(
      name,
      { displayName: args.displayName, kmsMasterKeyId: args.key.arn },
      { parent: this },
    );
    this.restrict(name, topic);
    this.subscribe(name, topic, args);

    this.arn = topic.arn;
    this.name = topic.name;
    this.link = { value: topic.arn, arns: [topic.arn], also: { Publish: [args.key.publishStatement] } };
    this.alarmsLink = { value: topic.arn, arns: [this.alarms()] };
    this.registerOutputs({ arn: this.arn });
  }

  private restrict(name: string, topic: aws.sns.Topic): void {
    new aws.sns.TopicPolicy(
      name,
      {
        arn: topic.arn,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AlarmsAndBudgetsPublish",
              Effect: "Allow",
              Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
              Action: "sns:Publish",
              Resource: topic.arn,
              Condition: { StringEquals: { "aws:SourceAccount": aws.getCallerIdentityOutput().accountId } },
            },
            tlsOnly("sns:Publish", topic.arn),
          ],
        }),
      },
      { parent: this },
    );
  }

  private alarms(): pulumi.Output<string> {
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    return pulumi.interpolate`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`;
  }

  private subscribe(name: string, topic: aws.sns.Topic, { emails, audience }: AlertTopicArgs): void {
    const filter = audience === undefined ? {} : { filterPolicy: JSON.stringify({ audience: [audience] }) };
    for (const email of emails) {
      new aws.sns.TopicSubscription(
        `${name}-${email}`,
        { topic: topic.arn, protocol: "email", endpoint: email, ...filter },
        { parent: this },
      );
    }
  }
}
