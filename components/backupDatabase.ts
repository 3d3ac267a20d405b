import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { LOG_DAYS } from "../domain/values/limits";
import type { BackupNetwork } from "./backupNetwork";
import { instanceName } from "./config/names";
import { MIN_STORAGE_GB } from "./config/settingsSchema";
import { childNames } from "./linking/childNames";
import { Alarm } from "./parts/alarm";

export interface BackupDatabaseArgs {
  network: BackupNetwork;
  instanceClass: string;
  /** Days that RDS keeps its automated backups. */
  retentionDays: number;
  /** Gigabytes to which storage grows by itself; the smallest size turns growth off. */
  storageLimitGb: number;
  /** Refuses deletion and replacement of the instance. */
  protectData: boolean;
  /** Takes a snapshot when the instance is deleted. It stays, and is charged for. */
  finalSnapshot: boolean;
  /** The snapshot that a new instance starts from. Default: it starts empty. */
  snapshot?: string;
  /** Topic that is notified when the server runs low on a resource. */
  alarmTopicArn: pulumi.Input<string>;
}

const GB = 1024 ** 3;
/** RDS grows storage that has less than a tenth free, at most every six hours. */
const MIN_STORAGE_BYTES = GB;

/** Logs that RDS exports. RDS would create their groups without a retention period. */
const LOGS = ["error", "slowquery"];

/**
 * The MySQL server that keeps the backup: private, encrypted, with backups of its own. Functions authenticate by IAM over TLS. The
 * master password creates their users, and is then replaced by one that nobody knows.
 */
export class BackupDatabase extends pulumi.ComponentResource {
  readonly instance: aws.rds.Instance;
  /** The initial password of the master user, a secret. */
  readonly password: pulumi.Output<string>;

  constructor(name: string, args: BackupDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:BackupDatabase", name, {}, opts);

    // Letters and digits: RDS refuses some other characters
    // (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html).
    this.password = new random.RandomPassword(name, { length: 40, special: false }, { parent: this }).result;
    this.instance = this.server(name, args);
    this.alarms(name, args);

    this.registerOutputs({ endpoint: this.instance.endpoint });
  }

  private server(name: string, args: BackupDatabaseArgs): aws.rds.Instance {
    const { network, instanceClass, retentionDays, storageLimitGb, protectData } = args;
    const { finalSnapshot, snapshot } = args;
    const identifier = instanceName(childNames(name, "backup"));
    const logGroups = this.logGroups(name, identifier);
    const subnets = new aws.rds.SubnetGroup(name, { subnetIds: network.subnetIds }, { parent: this });
    return new aws.rds.Instance(
      name,
      {
        identifier,
        engine: "mysql",
        engineVersion: "8.4",
        // At the end of the version's standard support RDS upgrades it, rather than charge more than the instance costs.
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        // A snapshot has a size of its own, which RDS refuses to reduce.
        ...(snapshot === undefined ? { allocatedStorage: MIN_STORAGE_GB } : { snapshotIdentifier: snapshot }),
        instanceClass,
        ...(storageLimitGb > MIN_STORAGE_GB && { maxAllocatedStorage: storageLimitGb }),
        storageType: "gp3",
        storageEncrypted: true,
        dbName: "expenses",
        username: "expenses_admin",
        password: this.password,
        iamDatabaseAuthenticationEnabled: true,
        // Without it, a changed setting waits for the weekly maintenance window, while Pulumi reports it as done.
        applyImmediately: true,
        parameterGroupName: this.parameters(name).name,
        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: [network.databaseGroup.id],
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        enabledCloudwatchLogsExports: LOGS,
        backupRetentionPeriod: retentionDays,
        copyTagsToSnapshot: true,
        deletionProtection: protectData,
        // Independent of `protectData`, which has to be off before anything can be deleted.
        skipFinalSnapshot: !finalSnapshot,
        ...(finalSnapshot && { finalSnapshotIdentifier: this.snapshotName(name, identifier) }),
      },
      {
        parent: this,
        dependsOn: logGroups,
        protect: protectData,
        // They are of the time at which an instance is created: storage only grows, a change of the others would replace it.
        ignoreChanges: ["allocatedStorage", "engineLifecycleSupport", "snapshotIdentifier"],
      },
    );
  }

  private logGroups(name: string, identifier: string): aws.cloudwatch.LogGroup[] {
    return LOGS.map(
      (log) =>
        new aws.cloudwatch.LogGroup(
          `${name}-${log}`,
          { name: `/aws/rds/instance/${identifier}/${log}`, retentionInDays: LOG_DAYS },
          { parent: this },
        ),
    );
  }

  private alarms(name: string, { alarmTopicArn: topicArn }: BackupDatabaseArgs): void {
    const metric = {
      namespace: "AWS/RDS",
      dimensions: { DBInstanceIdentifier: this.instance.identifier },
      topicArn,
    };
    new Alarm(
      `${name}-storage`,
      {
        description: `The backup database has less than ${MIN_STORAGE_BYTES / GB} GB of free storage left.`,
        metricName: "FreeStorageSpace",
        statistic: "Minimum",
        threshold: MIN_STORAGE_BYTES,
        below: true,
        ...metric,
      },
      { parent: this },
    );
    new Alarm(
      `${name}-cpu`,
      {
        description: "The CPU of the backup database has been busy for half an hour.",
        metricName: "CPUUtilization",
        statistic: "Average",
        threshold: 90,
        periods: 6,
        ...metric,
      },
      { parent: this },
    );
  }

  /** A unique name, because a snapshot from before would be in the way. */
  private snapshotName(name: string, identifier: string): pulumi.Output<string> {
    const suffix = new random.RandomString(
      `${name}-snapshot`,
      { length: 8, special: false, upper: false },
      { parent: this },
    );
    return pulumi.interpolate`${identifier}-final-${suffix.result}`;
  }

  private parameters(name: string): aws.rds.ParameterGroup {
    return new aws.rds.ParameterGroup(
      name,
      {
        family: "mysql8.4",
        parameters: [
          { name: "require_secure_transport", value: "1" },
          { name: "slow_query_log", value: "1" },
          { name: "log_output", value: "FILE" },
          // The first backup loads its rows by `LOAD DATA LOCAL`.
          { name: "local_infile", value: "1" },
        ],
      },
      { parent: this },
    );
  }
}
