import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LEDGER_KIND_INDEX, LIST_INDEX } from "../domain/expenses/expenseKeys";
import { EXPORT_PREFIX } from "../domain/exports/exportSchemas";
import { EXPORT_DAYS } from "../domain/values/limits";
import { downloadReport } from "../handlers/reports/downloadReport";
import { generateReport } from "../handlers/reports/generateReport";
import { listReports } from "../handlers/reports/listReports";
import { requestReport } from "../handlers/reports/requestReport";
import { retrieveReport } from "../handlers/reports/retrieveReport";
import { Bucket } from "./bucket";
import type { ReplayableQueue } from "./deadLetterQueue";
import { metricsNamespace } from "./documents/metricsNamespace";
import type { ApiFunctions } from "./expenseFunctions";
import type { ExpenseStore } from "./expenseStore";
import { type DeployedFunction, InlineFunction, type Statement } from "./inlineFunction";
import { type JobTiming, ScheduledJob } from "./scheduledJob";

export interface ReportPipelineArgs {
  store: ExpenseStore;
  /** Origin of the site, for CORS. */
  siteOrigin: pulumi.Input<string>;
  timing: JobTiming;
  /** Days after which a report moves to the archive. */
  archiveAfterDays: number;
  /** `GLACIER` is cheaper, and a report must be asked back before it can be read; `GLACIER_IR` can be read at once. */
  archiveClass: "GLACIER" | "GLACIER_IR";
  /** Days after which a report is deleted; never when absent. */
  expireAfterDays?: number;
  protectData: boolean;
  /** Name of the bucket that it is logged to who asked for which report. */
  logBucket: pulumi.Input<string>;
  /** Topic that hears of failures. */
  alarmTopicArn: pulumi.Input<string>;
}

/** Monthly CSV reports: their bucket, the job that makes them, and the functions behind the report routes. */
export class ReportPipeline extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  /** Functions behind the report routes, by handler name. */
  readonly apiFunctions: ApiFunctions;
  /** Every function, by handler name. */
  readonly functions: ApiFunctions;
  /** Of its schedule. */
  readonly deadLetters: ReplayableQueue[];

  constructor(name: string, args: ReportPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ReportPipeline", name, {}, opts);
    validate(name, args);

    this.bucket = this.reportsBucket(name, args);
    const generator = this.generator(args);
    const job = new ScheduledJob(
      name,
      {
        job: "report",
        description: "Makes the reports of the month before",
        fn: generator,
        input: { scheduledTime: "<aws.scheduler.scheduled-time>" },
        ...args.timing,
        alarmTopicArn: args.alarmTopicArn,
      },
      { parent: this },
    );
    this.apiFunctions = this.routes(args, generator);
    this.functions = { generateReport: generator, ...this.apiFunctions };
    this.deadLetters = [job.deadLetters];

    this.registerOutputs({ bucket: this.bucket.bucket });
  }

  private reportsBucket(name: string, args: ReportPipelineArgs): aws.s3.Bucket {
    const { archiveAfterDays, archiveClass, expireAfterDays, protectData, logBucket } = args;
    const archive = {
      id: "archive",
      status: "Enabled",
      filter: {},
      transitions: [{ days: archiveAfterDays, storageClass: archiveClass }],
      ...(expireAfterDays !== undefined && { expiration: { days: expireAfterDays } }),
    };
    const exports = {
      id: "exports",
      status: "Enabled",
      filter: { prefix: EXPORT_PREFIX },
      expiration: { days: EXPORT_DAYS },
    };
    const lifecycleRules = [archive, exports];
    return new Bucket(`${name}-files`, { protectData, logBucket, lifecycleRules }, { parent: this }).bucket;
  }

  private generator({ store, timing, alarmTopicArn }: ReportPipelineArgs): DeployedFunction {
    return new InlineFunction(
      "generateReport",
      {
        description: "Makes the report of a month of one ledger or of all",
        handler: generateReport,
        env: {
          expensesTable: store.expenses.name,
          ledgersTable: store.ledgers.name,
          bucket: this.bucket.bucket,
          timezone: timing.timezone,
          metricsNamespace: metricsNamespace(),
        },
        statements: [
          { actions: ["dynamodb:Query"], resources: [store.indexArn(LIST_INDEX)] },
          {
            actions: ["dynamodb:Query"],
            resources: [pulumi.interpolate`${store.ledgers.arn}/index/${LEDGER_KIND_INDEX}`],
          },
          {
            actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
            resources: [store.ledgers.arn],
          },
          this.objects("s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"),
        ],
        timeoutSeconds: 900,
        memoryMb: 1024,
        asynchronous: { alarmTopicArn },
      },
      { parent: this },
    );
  }

  private routes({ store, siteOrigin }: ReportPipelineArgs, generator: DeployedFunction): ApiFunctions {
    const ledgersTable = store.ledgers.name;
    const bucket = this.bucket.bucket;
    const readLog = { actions: ["dynamodb:Query"], resources: [store.ledgers.arn] };
    // Without the right to list, S3 answers "forbidden" where it should answer "not there".
    const list = { actions: ["s3:ListBucket"], resources: [this.bucket.arn] };
    return {
      listReports: new InlineFunction(
        "listReports",
        {
          description: "Lists the monthly reports",
          handler: listReports,
          env: { ledgersTable, bucket, siteOrigin },
          statements: [list, readLog],
        },
        { parent: this },
      ),
      requestReport: new InlineFunction(
        "requestReport",
        {
          description: "Has the report of a month made",
          handler: requestReport,
          env: { ledgersTable, generator: generator.name, siteOrigin },
          statements: [
            { actions: ["dynamodb:PutItem"], resources: [store.ledgers.arn] },
            { actions: ["lambda:InvokeFunction"], resources: [generator.arn] },
          ],
        },
        { parent: this },
      ),
      downloadReport: new InlineFunction(
        "downloadReport",
        {
          description: "Gives a link that downloads the report of a month",
          handler: downloadReport,
          env: { ledgersTable, bucket, siteOrigin },
          statements: [list, this.objects("s3:GetObject"), readLog],
        },
        { parent: this },
      ),
      retrieveReport: new InlineFunction(
        "retrieveReport",
        {
          description: "Asks the report of a month back from the archive",
          handler: retrieveReport,
          env: { bucket, siteOrigin },
          statements: [list, this.objects("s3:GetObject", "s3:RestoreObject")],
        },
        { parent: this },
      ),
    };
  }

  private objects(...actions: string[]): Statement {
    return { actions, resources: [pulumi.interpolate`${this.bucket.arn}/*`] };
  }
}

function validate(name: string, { archiveAfterDays, expireAfterDays }: ReportPipelineArgs): void {
  if (expireAfterDays !== undefined && expireAfterDays <= archiveAfterDays) {
    throw new Error(
      `Report pipeline \`${name}\`: \`expireAfterDays\` (${expireAfterDays}) must be more than ` +
        `\`archiveAfterDays\` (${archiveAfterDays}).`,
    );
  }
}
