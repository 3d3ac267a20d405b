import { change, plusStatement, set } from "../mutations";
import { ofType, type Rule } from "../rule";
import { confusableStatements, foreignStatements, publicStatements, requiresTls } from "../statements";
import { ALARM } from "../types";

const QUEUE = "aws:sqs/queue:Queue";
const POLICY = "aws:sqs/queuePolicy:QueuePolicy";

export const sqsRules: readonly Rule[] = [
  {
    name: "sqs-encryption",
    controls: ["AwsSolutions-SQS2", "SQS.1", "CKV_AWS_27"],
    meaning: "Queues are encrypted.",
    types: [QUEUE],
    check: ({ sqsManagedSseEnabled, kmsMasterKeyId }) =>
      sqsManagedSseEnabled === true || kmsMasterKeyId ? undefined : "is not encrypted",
    breakIt: set(QUEUE, { sqsManagedSseEnabled: false }),
  },
  {
    name: "sqs-tls-only",
    controls: ["AwsSolutions-SQS4"],
    meaning: "Queues deny requests without TLS.",
    checkStack: (resources) =>
      ofType(resources, QUEUE).flatMap((resource) => {
        const policies = ofType(resources, POLICY).filter(
          ({ props }) => props.queueUrl === resource.props.url,
        );
        const strict = policies.some(({ props }) => requiresTls(props.policy));
        return strict ? [] : [{ resource, problem: "accepts messages without TLS" }];
      }),
    breakIt: change(POLICY, (props) => ({ ...props, policy: '{"Statement":[]}' })),
  },
  {
    name: "sqs-not-public",
    controls: ["SQS.3", "CKV_AWS_168"],
    meaning: "Queue policies allow neither public access nor access from other accounts.",
    types: [POLICY],
    check: ({ policy }, resource) =>
      publicStatements(policy).length +
        foreignStatements(policy, resource).length +
        confusableStatements(policy).length ===
      0
        ? undefined
        : "is open to others",
    breakIt: plusStatement(POLICY, {
      Effect: "Allow",
      Principal: "*",
      Action: "sqs:SendMessage",
      Resource: "*",
    }),
  },
  {
    name: "sqs-watched",
    controls: ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy", "WA REL11-BP06"],
    meaning: "Every queue has an alarm on its messages, and is one of dead letters or has one.",
    checkStack: (resources) =>
      ofType(resources, QUEUE).flatMap((resource) => {
        const watched = ofType(resources, ALARM).some(
          ({ props }) => Object(props.dimensions).QueueName === resource.props.name,
        );
        return watched ? [] : [{ resource, problem: "has no alarm" }];
      }),
    breakIt: change(ALARM, (props) => ({ ...props, dimensions: {} }), "alert-sweep-undelivered"),
  },
];
