import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseAddress } from "../domain/backup/mysqlConnection";
import { type FunctionName, jobs } from "../handlers/catalogue";
import { RESOURCES, type ResourceName } from "../handlers/resources";
import { BackupDatabase, type BackupDatabaseArgs } from "./backupDatabase";
import { BackupNetwork } from "./backupNetwork";
import type { DeployedJob } from "./deployment/deployedJobs";
import { deployJob, type JobPlacement } from "./deployment/deployJob";
import { backupDefinition } from "./documents/backupDefinition";
import { rdsCertificates } from "./documents/rdsCertificates";
import { untilFinished } from "./documents/statesLanguage";
import { childNames } from "./linking/childNames";
import { type Links, type Statement, statementsOf } from "./linking/links";
import type { DeployedFunction } from "./parts/inlineFunction";
import { JobMachine } from "./parts/jobMachine";

export interface BackupPipelineArgs
  extends Pick<JobPlacement, "links" | "settings" | "timezone" | "schedules">,
    Omit<BackupDatabaseArgs, "network"> {}

const SCHEMA = readFileSync(path.join(__dirname, "../schema.sql"), "utf8");

// Users that RDS authenticates by IAM; `domain/backup/databaseUsers.ts` defines their rights.
const BACKUP_USER = "expenses_backup";
const MIGRATOR = "expenses_migrator";

/** Parts of a full backup, and how many of them run at the same time: the instance has two cores. */
const SEGMENTS = 8;
const CONCURRENT_SEGMENTS = 2;

/** State machines of jobs that need more than repeated calls until they are finished, by the job's name. */
const MACHINES: { readonly [Name in FunctionName]?: JobPlacement["machine"] } = {
  backupToRds: ({ arn }) => backupDefinition(arn, CONCURRENT_SEGMENTS),
};

/** The daily backup to MySQL, its weekly verification, the restore, and their network and database. */
export class BackupPipeline extends pulumi.ComponentResource {
  readonly jobs: readonly DeployedJob[];
  /** Outputs of the stack: the state machine that backs up, and the one that restores, which is started by hand. */
  readonly outputs: Record<"backupMachineArn" | "restoreMachineArn", pulumi.Output<string>>;
  private readonly network: BackupNetwork;
  private readonly database: BackupDatabase;

  constructor(
    name: string,
    private readonly args: BackupPipelineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("expenses:index:BackupPipeline", name, {}, opts);

    const { links } = args;
    const childName = childNames(name, "backup");
    this.network = new BackupNetwork(name, { tableStatements: tableStatements(links) }, { parent: this });
    this.database = new BackupDatabase(name, { ...args, network: this.network }, { parent: this });
    const placement = this.placement(childName);
    this.jobs = jobs
      .filter(({ pipeline }) => pipeline === "backup")
      .map((definition) => deployJob(definition, { ...placement, machine: MACHINES[definition.name] }));
    this.applySchema(name, this.job("applySchema").fn);
    const { machine } = this.job("backupToRds");
    if (machine === undefined) throw new Error("`backupToRds` has no state machine.");
    const restoreMachine = this.restoreMachine(childName("restore"), this.job("restoreFromRds").fn);
    this.outputs = { backupMachineArn: machine.arn, restoreMachineArn: restoreMachine.arn };

    this.registerOutputs({ endpoint: this.database.instance.endpoint });
  }

  /** Returns the deployed job with a name, for the component's other resources. */
  private job(name: FunctionName): DeployedJob {
    const found = this.jobs.find(({ definition }) => definition.name === name);
    if (found === undefined) throw new Error(`There is no job ${name} in the pipeline.`);
    return found;
  }

  private placement(childName: JobPlacement["childName"]): JobPlacement {
    const { args, network } = this;
    return {
      ...args,
      links: { ...args.links, ...this.databaseLinks() },
      settings: { ...args.settings, schema: SCHEMA, backupUser: BACKUP_USER, segments: SEGMENTS },
      parent: this,
      childName,
      vpc: { subnetIds: network.subnetIds, securityGroupIds: [network.functionGroup.id] },
    };
  }

  private databaseLinks(): Links {
    return {
      database: { value: this.address(BACKUP_USER), arns: [this.userArn(BACKUP_USER)] },
      databaseMigrator: { value: this.address(MIGRATOR), arns: [this.userArn(MIGRATOR)] },
      // The master user connects with the password that the deployment passes, so it needs no IAM permission.
      databaseAdmin: { value: this.address(this.database.instance.username), arns: [] },
    };
  }

  private userArn(user: string): pulumi.Output<string> {
    const { resourceId } = this.database.instance;
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    return pulumi.interpolate`arn:${partition}:rds-db:${region}:${accountId}:dbuser:${resourceId}/${user}`;
  }

  private address(user: pulumi.Input<string>): pulumi.Output<DatabaseAddress> {
    const { address: host, port, dbName: database } = this.database.instance;
    const { region } = aws.getRegionOutput({}, { parent: this });
    return pulumi.output({
      host,
      port,
      database,
      user,
      region,
      certificates: region.apply((name) => rdsCertificates(name)),
    });
  }

  /**
   * The password goes in the input of this one call: a secret of the stack, in no function's code, environment or log. After the first
   * call it is no longer the master user's. Nothing is called when the stack is destroyed.
   */
  private applySchema(name: string, fn: DeployedFunction): void {
    const { instance, password } = this.database;
    new aws.lambda.Invocation(
      `${name}-schema`,
      {
        functionName: fn.name,
        input: pulumi.jsonStringify({ password }),
        triggers: {
          schema: createHash("sha256").update(SCHEMA).digest("hex"),
          code: fn.function.codeSha256,
          instance: instance.resourceId,
        },
      },
      { parent: this, dependsOn: [instance, fn.function, ...this.network.paths] },
    );
  }

  private restoreMachine(name: string, fn: DeployedFunction): JobMachine {
    const { alarmTopicArn } = this.args;
    return new JobMachine(
      name,
      { definition: untilFinished(fn.arn), functions: [fn], alarmTopicArn },
      { parent: this },
    );
  }
}

/** Requests to the tables by the functions of the backup; the network allows no others. */
function tableStatements(links: Links): Statement[] {
  const uses: Record<string, Set<string>> = {};
  for (const job of jobs.filter(({ pipeline }) => pipeline === "backup")) {
    for (const [name, verbs] of Object.entries(job.uses)) {
      if (RESOURCES[name as ResourceName] !== "dynamodb") continue;
      uses[name] = new Set([...(uses[name] ?? []), ...verbs]);
    }
  }
  return statementsOf(
    Object.fromEntries(Object.entries(uses).map(([name, verbs]) => [name, [...verbs]])),
    links,
  );
}
