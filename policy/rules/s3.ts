import { change, plusStatement, set, without } from "../mutations";
import { at, list, ofType, type PolicyResource, type Rule, type StackRule } from "../rule";
import { foreignStatements, publicStatements, requiresTls } from "../statements";

const BUCKET = "aws:s3/bucket:Bucket";
const ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const s3Rules: readonly Rule[] = [
  {
    name: "s3-tls-only",
    controls: ["AwsSolutions-S10", "S3.5"],
    meaning: "Buckets deny requests without TLS.",
    ...everyBucket(POLICY, ({ policy }) => (requiresTls(policy) ? undefined : "allows requests without TLS")),
    breakIt: change(POLICY, (props) => ({ ...props, policy: '{"Statement":[]}' }), "access-logs"),
  },
  {
    name: "s3-public-access-blocked",
    controls: [
      "AwsSolutions-S2",
      "S3.1",
      "S3.8",
      "CKV2_AWS_6",
      ...["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
    ],
    meaning: "All four settings of Block Public Access are on.",
    ...everyBucket(ACCESS_BLOCK, (props) => {
      const open = [
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
      ].filter((setting) => props[setting] !== true);
      return open.length === 0 ? undefined : `lacks ${open.join(", ")}`;
    }),
    breakIt: set(ACCESS_BLOCK, { blockPublicPolicy: false }, "access-logs"),
  },
  {
    name: "s3-no-public-read",
    controls: ["S3.2", "S3.3", "CKV_AWS_70"],
    meaning: "Bucket policies allow no public access.",
    types: [POLICY],
    check: ({ policy }) => {
      const actions = publicStatements(policy).flatMap(({ actions }) => actions);
      return actions.length === 0 ? undefined : `allows public access by ${actions.join(", ")}`;
    },
    breakIt: plusStatement(
      POLICY,
      { Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: "*" },
      "access-logs",
    ),
  },
  {
    name: "s3-no-other-account",
    controls: ["S3.6"],
    meaning: "Bucket policies allow no access from other accounts.",
    types: [POLICY],
    check: ({ policy }, resource) =>
      foreignStatements(policy, resource).length === 0 ? undefined : "allows access from another account",
    breakIt: plusStatement(POLICY, {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::999999999999:root" },
      Action: "s3:GetObject",
      Resource: "*",
    }),
  },
  {
    name: "s3-versioning",
    controls: ["CKV_AWS_21", "S3.14"],
    meaning: "Versioning is on for buckets.",
    ...everyBucket(VERSIONING, (props) =>
      at(props, "versioningConfiguration.status") === "Enabled" ? undefined : "has no versioning",
    ),
    breakIt: set(VERSIONING, { versioningConfiguration: { status: "Suspended" } }),
  },
  {
    name: "s3-lifecycle",
    controls: ["S3.10", "S3.13", "CKV2_AWS_61"],
    meaning: "Noncurrent versions expire.",
    ...everyBucket(LIFECYCLE, (props) =>
      enabledRules(props).some((rule) => at(rule, "noncurrentVersionExpiration.noncurrentDays"))
        ? undefined
        : "keeps noncurrent versions forever",
    ),
    breakIt: without(LIFECYCLE),
  },
  {
    name: "s3-abort-uploads",
    controls: ["CKV_AWS_300"],
    meaning: "Incomplete multipart uploads are aborted.",
    ...everyBucket(LIFECYCLE, (props) =>
      enabledRules(props).some((rule) => at(rule, "abortIncompleteMultipartUpload.daysAfterInitiation"))
        ? undefined
        : "keeps incomplete multipart uploads",
    ),
    breakIt: set(LIFECYCLE, { rules: [{ id: "tidy-up", status: "Enabled" }] }),
  },
  {
    name: "s3-access-logs",
    controls: ["AwsSolutions-S1", "S3.9", "CKV_AWS_18"],
    meaning: "Buckets write server access logs.",
    ...everyBucket(LOGGING, ({ targetBucket }) => (targetBucket ? undefined : "writes no access log")),
    breakIt: without(LOGGING),
  },
  {
    name: "s3-ownership",
    controls: ["S3.12", "CKV2_AWS_65"],
    meaning: "The bucket owner owns every object, and ACLs are disabled.",
    ...everyBucket(OWNERSHIP, (props) =>
      at(props, "rule.objectOwnership") === "BucketOwnerEnforced" ? undefined : "allows ACLs",
    ),
    breakIt: set(OWNERSHIP, { rule: { objectOwnership: "ObjectWriter" } }),
  },
  {
    name: "s3-encryption",
    controls: ["CKV_AWS_19"],
    meaning: "Default encryption is on for buckets.",
    ...everyBucket(ENCRYPTION, (props) =>
      at(props, "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm") ? undefined : "is not encrypted",
    ),
    breakIt: without(ENCRYPTION),
  },
];

/** Checks each bucket's resource of a type. A bucket without one violates the rule. */
function everyBucket(
  type: string,
  check: (props: PolicyResource["props"]) => string | undefined,
): Pick<StackRule, "checkStack"> {
  const [, kind = type] = type.split(":").slice(-2);
  return {
    checkStack: (resources) =>
      ofType(resources, BUCKET).flatMap((resource) => {
        const own = ofType(resources, type).find(({ props }) => props.bucket === resource.props.bucket);
        const problem = own === undefined ? `has no ${kind}` : check(own.props);
        return problem === undefined ? [] : [{ resource, problem }];
      }),
  };
}

function enabledRules(props: PolicyResource["props"]): unknown[] {
  return list(props.rules).filter((rule) => at(rule, "status") === "Enabled");
}
