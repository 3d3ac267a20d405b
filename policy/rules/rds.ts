import { set } from "../mutations";
import { at, list, ofType, type Rule } from "../rule";

const INSTANCE = "aws:rds/instance:Instance";
const PARAMETERS = "aws:rds/parameterGroup:ParameterGroup";
const LOGS = ["error", "slowquery"];

export const rdsRules: readonly Rule[] = [
  flag("rds-encryption", "storageEncrypted", "Databases are encrypted.", [
    "AwsSolutions-RDS2",
    "RDS.3",
    "CKV_AWS_16",
  ]),
  {
    name: "rds-private",
    controls: ["RDS.2", "CKV_AWS_17"],
    meaning: "Databases are not publicly accessible.",
    types: [INSTANCE],
    check: ({ publiclyAccessible }) => (publiclyAccessible === true ? "is publicly accessible" : undefined),
    breakIt: set(INSTANCE, { publiclyAccessible: true }),
  },
  flag(
    "rds-iam-authentication",
    "iamDatabaseAuthenticationEnabled",
    "IAM authentication is on, so functions connect without a password.",
    ["AwsSolutions-RDS6", "RDS.10", "CKV_AWS_161"],
  ),
  {
    name: "rds-tls-only",
    controls: ["CKV2_AWS_69"],
    meaning: "Databases refuse connections without TLS.",
    checkStack: (resources) =>
      ofType(resources, INSTANCE).flatMap((resource) => {
        const group = ofType(resources, PARAMETERS).find(
          ({ props, name }) => resource.props.parameterGroupName === (props.name ?? name),
        );
        const strict = list(group?.props.parameters).some(
          (one) =>
            at(one, "name") === "require_secure_transport" && ["1", "ON"].includes(String(at(one, "value"))),
        );
        return strict ? [] : [{ resource, problem: "accepts connections without TLS" }];
      }),
    breakIt: set(PARAMETERS, { parameters: [] }),
  },
  flag("rds-deletion-protection", "deletionProtection", "Deletion protection is on for databases.", [
    "AwsSolutions-RDS10",
    "RDS.8",
    "CKV_AWS_293",
  ]),
  {
    name: "rds-backups",
    controls: ["AwsSolutions-RDS13", "RDS.11", "CKV_AWS_133"],
    meaning: "Automated backups are kept for at least seven days.",
    types: [INSTANCE],
    check: ({ backupRetentionPeriod }) =>
      Number(backupRetentionPeriod ?? 0) >= 7 ? undefined : "keeps backups for less than seven days",
    breakIt: set(INSTANCE, { backupRetentionPeriod: 0 }),
  },
  {
    name: "rds-logs",
    controls: ["RDS.9", "CKV_AWS_129"],
    meaning: "Databases publish their error and slow query logs to CloudWatch.",
    types: [INSTANCE],
    check: ({ enabledCloudwatchLogsExports }) => {
      const missing = LOGS.filter((log) => !list(enabledCloudwatchLogsExports).includes(log));
      return missing.length === 0 ? undefined : `does not publish ${missing.join(", ")}`;
    },
    breakIt: set(INSTANCE, { enabledCloudwatchLogsExports: [] }),
  },
  flag("rds-minor-upgrades", "autoMinorVersionUpgrade", "Minor versions are upgraded automatically.", [
    "RDS.13",
    "CKV_AWS_226",
  ]),
  flag("rds-copy-tags", "copyTagsToSnapshot", "Snapshots inherit the tags of their database.", [
    "RDS.17",
    "CKV2_AWS_60",
  ]),
  {
    name: "rds-admin-name",
    controls: ["RDS.25"],
    meaning: "The master user does not have a default name.",
    types: [INSTANCE],
    check: ({ username }) =>
      username === "admin" || username === "root" ? `names its master user ${username}` : undefined,
    breakIt: set(INSTANCE, { username: "admin" }),
  },
];

/** A rule that requires a setting of an instance to be on. */
function flag(name: string, property: string, meaning: string, controls: string[]): Rule {
  return {
    name,
    controls,
    meaning,
    types: [INSTANCE],
    check: (props) => (props[property] === true ? undefined : `does not set ${property}`),
    breakIt: set(INSTANCE, { [property]: false }),
  };
}
