import { change, plusStatement, set } from "../mutations";
import { ofType, type Rule } from "../rule";
import { confusableStatements, foreignStatements, publicStatements, requiresTls } from "../statements";

const TOPIC = "aws:sns/topic:Topic";
const POLICY = "aws:sns/topicPolicy:TopicPolicy";

export const snsRules: readonly Rule[] = [
  {
    name: "sns-encryption",
    controls: ["SNS.1", "CKV_AWS_26"],
    meaning: "Topics are encrypted with a KMS key.",
    types: [TOPIC],
    check: ({ kmsMasterKeyId }) => (kmsMasterKeyId ? undefined : "is not encrypted"),
    breakIt: set(TOPIC, { kmsMasterKeyId: undefined }),
  },
  {
    name: "sns-tls-only",
    controls: ["AwsSolutions-SNS3"],
    meaning: "Topics deny requests without TLS.",
    checkStack: (resources) =>
      ofType(resources, TOPIC).flatMap((resource) => {
        const policies = ofType(resources, POLICY).filter(({ props }) => props.arn === resource.props.arn);
        const strict = policies.some(({ props }) => requiresTls(props.policy));
        return strict ? [] : [{ resource, problem: "accepts messages without TLS" }];
      }),
    breakIt: change(POLICY, (props) => ({ ...props, policy: '{"Statement":[]}' })),
  },
  {
    name: "sns-not-public",
    controls: ["SNS.4", "CKV_AWS_169"],
    meaning: "Topic policies allow no public access.",
    types: [POLICY],
    check: ({ policy }) => (publicStatements(policy).length === 0 ? undefined : "is public"),
    breakIt: plusStatement(POLICY, { Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: "*" }),
  },
  {
    name: "sns-no-other-account",
    controls: ["CKV_AWS_385"],
    meaning: "Topic policies allow no access from other accounts, directly or through a service.",
    types: [POLICY],
    check: ({ policy }, resource) =>
      foreignStatements(policy, resource).length + confusableStatements(policy).length === 0
        ? undefined
        : "is open to other accounts",
    breakIt: plusStatement(POLICY, {
      Effect: "Allow",
      Principal: { AWS: "999999999999" },
      Action: "sns:Subscribe",
      Resource: "*",
    }),
  },
];
