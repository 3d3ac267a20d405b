import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseAddress } from "../domain/backup/mysqlConnection";
import { CHANGE_INDEX } from "../domain/expenses/expenseKeys";
import { applySchema } from "../handlers/backup/applySchema";
import { backupToRds } from "../handlers/backup/backupToRds";
import { restoreFromRds } from "../handlers/backup/restoreFromRds";
import { verifyBackup } from "../handlers/backup/verifyBackup";
import { BackupDatabase } from "./backupDatabase";
import { BackupNetwork } from "./backupNetwork";
import type { ReplayableQueue } from "./deadLetterQueue";
import { backupDefinition } from "./documents/backupDefinition";
import { metricsNamespace } from "./documents/metricsNamespace";
import { rdsCertificates } from "./documents/rdsCertificates";
import { untilFinished } from "./documents/statesLanguage";
import type { ExpenseStore } from "./expenseStore";
import {
  type DeployedFunction,
  InlineFunction,
  type InlineFunctionArgs,
  type Statement,
} from "./inlineFunction";
import { JobMachine } from "./jobMachine";
import { type JobTiming, ScheduledJob } from "./scheduledJob";

export interface BackupPipelineArgs {
  store: ExpenseStore;
  backupTiming: JobTiming;
  verifyTiming: JobTiming;
  protectData: boolean;
  /** Topic that hears of failures. */
  alarmTopicArn: pulumi.Input<string>;
}

const SCHEMA = readFileSync(path.join(__dirname, "../schema.sql"), "utf8");

/** The user of the backup functions; what it may do is in `domain/backup/migrations.ts`. */
const BACKUP_USER = "expenses_backup";

/** Into how many parts a full backup is divided, and how many of them run at the same time: the instance has two cores. */
const SEGMENTS = 8;
const CONCURRENT_SEGMENTS = 2;

/** The daily backup to MySQL, its weekly verification, the way back, and the network and database that they need. */
export class BackupPipeline extends pulumi.ComponentResource {
  /** Every function, by handler name. */
  readonly functions: Record<
    "applySchema" | "backupToRds" | "restoreFromRds" | "verifyBackup",
    DeployedFunction
  >;
  /** Of its schedules. */
  readonly deadLetters: ReplayableQueue[];
  /** State machine that restores; started by hand. */
  readonly restoreMachineArn: pulumi.Output<string>;
  /** State machine that backs up; start it with `{"mode": "full"}` for a rebuild. */
  readonly backupMachineArn: pulumi.Output<string>;
  private readonly network: BackupNetwork;
  private readonly database: BackupDatabase;

  constructor(
    name: string,
    private readonly args: BackupPipelineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("expenses:index:BackupPipeline", name, {}, opts);

    const { store, protectData } = args;
    const tableArns = [store.expenses.arn, store.indexArn(CHANGE_INDEX), store.ledgers.arn];
    this.network = new BackupNetwork(name, { tableArns }, { parent: this });
    this.database = new BackupDatabase(
      name,
      { network: this.network, protectData, alarmTopicArn: args.alarmTopicArn },
      { parent: this },
    );
    this.functions = {
      applySchema: this.schemaFunction(),
      backupToRds: this.backupFunction(),
      restoreFromRds: this.restoreFunction(),
      verifyBackup: this.verifyFunction(),
    };
    this.applySchema(name);
    const backupJob = this.backupJob(name);
    this.backupMachineArn = backupJob.machine.arn;
    this.deadLetters = [backupJob.deadLetters, this.verifyJob().deadLetters];
    this.restoreMachineArn = this.restoreMachine().arn;

    this.registerOutputs({ endpoint: this.database.instance.endpoint });
  }

  private schemaFunction(): DeployedFunction {
    return this.databaseFunction("applySchema", {
      description: "Brings the backup database to schema.sql",
      handler: applySchema,
      env: {
        address: this.address(this.database.instance.username),
        schema: SCHEMA,
        backupUser: BACKUP_USER,
      },
      statements: [],
      timeoutSeconds: 300,
    });
  }

  private backupFunction(): DeployedFunction {
    const { store } = this.args;
    return this.databaseFunction("backupToRds", {
      description: "Copies expenses to MySQL",
      handler: backupToRds,
      env: {
        ...this.tables(),
        address: this.address(BACKUP_USER),
        segments: SEGMENTS,
        metricsNamespace: metricsNamespace(),
      },
      statements: [
        { actions: ["dynamodb:Query"], resources: [store.indexArn(CHANGE_INDEX)] },
        { actions: ["dynamodb:Scan"], resources: [store.expenses.arn] },
        ...this.jobStatements(),
      ],
      timeoutSeconds: 900,
      memoryMb: 1024,
    });
  }

  private restoreFunction(): DeployedFunction {
    const { store } = this.args;
    return this.databaseFunction("restoreFromRds", {
      description: "Writes expenses from MySQL back into DynamoDB",
      handler: restoreFromRds,
      env: { ...this.tables(), address: this.address(BACKUP_USER) },
      statements: [
        { actions: ["dynamodb:BatchGetItem", "dynamodb:PutItem"], resources: [store.expenses.arn] },
        { actions: ["dynamodb:PutItem"], resources: [store.ledgers.arn] },
        this.connectStatement(),
      ],
      timeoutSeconds: 900,
      memoryMb: 1024,
    });
  }

  private verifyFunction(): DeployedFunction {
    const { store } = this.args;
    return this.databaseFunction("verifyBackup", {
      description: "Compares the backup with the table",
      handler: verifyBackup,
      env: { ...this.tables(), address: this.address(BACKUP_USER), metricsNamespace: metricsNamespace() },
      statements: [
        { actions: ["dynamodb:Scan", "dynamodb:BatchGetItem"], resources: [store.expenses.arn] },
        ...this.jobStatements(),
      ],
      timeoutSeconds: 900,
      memoryMb: 1024,
    });
  }

  private databaseFunction<Env>(name: string, args: InlineFunctionArgs<Env>): DeployedFunction {
    const vpc = { subnetIds: this.network.subnetIds, securityGroupIds: [this.network.functionGroup.id] };
    return new InlineFunction(name, { ...args, vpc }, { parent: this });
  }

  private tables() {
    const { store } = this.args;
    return { expensesTable: store.expenses.name, ledgersTable: store.ledgers.name };
  }

  private address(user: pulumi.Input<string>): pulumi.Output<DatabaseAddress> {
    const { address: host, port, dbName: database } = this.database.instance;
    const { region } = aws.getRegionOutput({}, { parent: this });
    return pulumi.output({ host, port, database, user, region, certificates: region.apply(rdsCertificates) });
  }

  /** To connect to the database and to note the job's success. */
  private jobStatements(): Statement[] {
    return [
      { actions: ["dynamodb:UpdateItem"], resources: [this.args.store.ledgers.arn] },
      this.connectStatement(),
    ];
  }

  private connectStatement(): Statement {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const user = pulumi.interpolate`dbuser:${this.database.instance.resourceId}/${BACKUP_USER}`;
    return {
      actions: ["rds-db:connect"],
      resources: [pulumi.interpolate`arn:${partition}:rds-db:${region}:${accountId}:${user}`],
    };
  }

  /** The password goes in the input of this one call: a secret of the stack, in no function's code, environment or log. */
  private applySchema(name: string): void {
    const fn = this.functions.applySchema;
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

  private backupJob(name: string): ScheduledJob {
    const fn = this.functions.backupToRds;
    return new ScheduledJob(
      name,
      {
        job: "backup",
        description: "Backs up what changed",
        fn,
        definition: backupDefinition(fn.arn, CONCURRENT_SEGMENTS),
        ...this.args.backupTiming,
        alarmTopicArn: this.args.alarmTopicArn,
      },
      { parent: this },
    );
  }

  private verifyJob(): ScheduledJob {
    return new ScheduledJob(
      "verify",
      {
        job: "verify",
        description: "Compares the backup with the table",
        fn: this.functions.verifyBackup,
        ...this.args.verifyTiming,
        alarmTopicArn: this.args.alarmTopicArn,
      },
      { parent: this },
    );
  }

  private restoreMachine(): JobMachine {
    const fn = this.functions.restoreFromRds;
    const { alarmTopicArn } = this.args;
    return new JobMachine(
      "restore",
      { definition: untilFinished(fn.arn), functions: [fn], alarmTopicArn },
      { parent: this },
    );
  }
}
