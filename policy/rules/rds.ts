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
    meaning: "Databases have no public address.",
    types: [INSTANCE],
    check: ({ publiclyAccessible }) => (publiclyAccessible === true ? "has a public address" : undefined),
    breakIt: set(INSTANCE, { publiclyAccessible: true }),
  },
  flag(
    "rds-iam-authentication",
    "iamDatabaseAuthenticationEnabled",
    "Functions sign in to the database by IAM, without a password.",
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
        return strict ? [] : [{ resource, problem: "takes connections without TLS" }];
      }),
    breakIt: set(PARAMETERS, { parameters: [] }),
  },
  flag("rds-deletion-protection", "deletionProtection", "Databases refuse to be deleted.", [
    "AwsSolutions-RDS10",
    "RDS.8",
    "CKV_AWS_293",
  ]),
  {
    name: "rds-backups",
    controls: ["AwsSolutions-RDS13", "RDS.11", "CKV_AWS_133"],
    meaning: "Databases are backed up for seven days at least.",
    types: [INSTANCE],
    check: ({ backupRetentionPeriod }) =>
      Number(backupRetentionPeriod ?? 0) >= 7 ? undefined : "is backed up for less than a week",
    breakIt: set(INSTANCE, { backupRetentionPeriod: 0 }),
  },
  {
    name: "rds-logs",
    controls: ["RDS.9", "CKV_AWS_129"],
    meaning: "Databases send their error and slow query logs to CloudWatch.",
    types: [INSTANCE],
    check: ({ enabledCloudwatchLogsExports }) => {
      const missing = LOGS.filter((log) => !list(enabledCloudwatchLogsExports).includes(log));
      return missing.length === 0 ? undefined : `keeps ${missing.join(", ")} to itself`;
    },
    breakIt: set(INSTANCE, { enabledCloudwatchLogsExports: [] }),
  },
  flag("rds-minor-upgrades", "autoMinorVersionUpgrade", "Databases take minor versions by themselves.", [
    "RDS.13",
    "CKV_AWS_226",
  ]),
  flag("rds-copy-tags", "copyTagsToSnapshot", "Snapshots have the tags of their database.", [
    "RDS.17",
    "CKV2_AWS_60",
  ]),
  {
    name: "rds-admin-name",
    controls: ["RDS.25"],
    meaning: "The database's first user has a name of its own.",
    types: [INSTANCE],
    check: ({ username }) =>
      username === "admin" || username === "root" ? `has ${username} for its first user` : undefined,
    breakIt: set(INSTANCE, { username: "admin" }),
  },
];

/** A rule that a setting of an instance is on. */
function flag(name: string, property: string, meaning: string, controls: string[]): Rule {
  return {
    name,
    controls,
    meaning,
    types: [INSTANCE],
    check: (props) => (props[property] === true ? undefined : `has not set ${property}`),
    breakIt: set(INSTANCE, { [property]: false }),
  };
}
