import * as pulumi from "@pulumi/pulumi";

type Conditions = Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;

/**
 * The trust policy of a role that an AWS service assumes for this account only, not for another customer of the service:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 *
 * @param service Name of the service, such as `states`.
 * @param condition Source account and, where it is known, source ARN.
 */
export function trustPolicy(service: string, condition: Conditions): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: `${service}.amazonaws.com` },
        Action: "sts:AssumeRole",
        Condition: condition,
      },
    ],
  });
}
