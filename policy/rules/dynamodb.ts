import { set } from "../mutations";
import { at, type Rule } from "../rule";

const TABLE = "aws:dynamodb/table:Table";

export const dynamodbRules: readonly Rule[] = [
  {
    name: "dynamodb-recovery",
    controls: ["AwsSolutions-DDB3", "DynamoDB.2", "CKV_AWS_28"],
    meaning: "Point-in-time recovery is on, so tables can be restored to any second of the last 35 days.",
    types: [TABLE],
    check: (props) =>
      at(props, "pointInTimeRecovery.enabled") === true ? undefined : "has no point-in-time recovery",
    breakIt: set(TABLE, { pointInTimeRecovery: { enabled: false } }),
  },
  {
    name: "dynamodb-deletion-protection",
    controls: ["DynamoDB.6"],
    meaning: "Deletion protection is on for tables.",
    types: [TABLE],
    check: ({ deletionProtectionEnabled }) =>
      deletionProtectionEnabled === true ? undefined : "can be deleted",
    breakIt: set(TABLE, { deletionProtectionEnabled: false }),
  },
  {
    name: "dynamodb-encryption",
    controls: ["CKV_AWS_119"],
    meaning: "Tables are encrypted with a KMS key, whose use CloudTrail records.",
    types: [TABLE],
    check: (props) =>
      at(props, "serverSideEncryption.enabled") === true
        ? undefined
        : "is encrypted with a key that DynamoDB owns",
    breakIt: set(TABLE, { serverSideEncryption: undefined }),
  },
  {
    name: "dynamodb-on-demand",
    controls: ["DynamoDB.1"],
    meaning: "Tables use on-demand capacity.",
    types: [TABLE],
    check: ({ billingMode }) => (billingMode === "PAY_PER_REQUEST" ? undefined : "has provisioned capacity"),
    breakIt: set(TABLE, { billingMode: "PROVISIONED" }),
  },
];
