import { plusStatement, set } from "../mutations";
import type { Rule } from "../rule";
import { confusableStatements, publicStatements } from "../statements";

const KEY = "aws:kms/key:Key";

export const kmsRules: readonly Rule[] = [
  {
    name: "kms-rotation",
    controls: ["AwsSolutions-KMS5", "KMS.4", "CKV_AWS_7"],
    meaning: "Keys are rotated every year.",
    types: [KEY],
    check: ({ enableKeyRotation }) => (enableKeyRotation === true ? undefined : "is never rotated"),
    breakIt: set(KEY, { enableKeyRotation: false }),
  },
  {
    name: "kms-not-public",
    controls: ["KMS.5", "CKV_AWS_33", "CKV2_AWS_64"],
    meaning: "Key policies allow neither public access nor services acting for other accounts.",
    types: [KEY],
    check: ({ policy }) =>
      policy !== undefined && publicStatements(policy).length + confusableStatements(policy).length === 0
        ? undefined
        : "is open to others",
    breakIt: plusStatement(KEY, {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:Decrypt",
      Resource: "*",
    }),
  },
];
