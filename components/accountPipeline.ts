import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LIST_INDEX } from "../domain/expenses/expenseKeys";
import { EXPORT_PREFIX } from "../domain/exports/exportSchemas";
import { closeAccount } from "../handlers/accounts/closeAccount";
import { eraseAccount } from "../handlers/accounts/eraseAccount";
import { exportLedger } from "../handlers/exports/exportLedger";
import { getExport } from "../handlers/exports/getExport";
import { requestExport } from "../handlers/exports/requestExport";
import type { AlertTopic } from "./alertTopic";
import type { ApiFunctions } from "./expenseFunctions";
import type { ExpenseStore } from "./expenseStore";
import { type DeployedFunction, InlineFunction, type Statement } from "./inlineFunction";

export interface AccountPipelineArgs {
  store: ExpenseStore;
  alerts: AlertTopic;
  userPool: aws.cognito.UserPool;
  /** Bucket of the reports, where exports go too. */
  reports: aws.s3.Bucket;
  /** Origin of the site, for CORS. */
  siteOrigin: pulumi.Input<string>;
  /** Topic that hears of failures. */
  alarmTopicArn: pulumi.Input<string>;
}

/** What users may do with their account as a whole: take all their data with them, and leave. */
export class AccountPipeline extends pulumi.ComponentResource {
  /** Functions behind the export and account routes, by handler name. */
  readonly apiFunctions: ApiFunctions;
  /** Every function, by handler name. */
  readonly functions: ApiFunctions;

  constructor(
    name: string,
    private readonly args: AccountPipelineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("expenses:index:AccountPipeline", name, {}, opts);

    const exporter = this.exporter();
    const eraser = this.eraser();
    this.apiFunctions = { ...this.exportRoutes(exporter), closeAccount: this.closing(eraser) };
    this.functions = { ...this.apiFunctions, exportLedger: exporter, eraseAccount: eraser };

    this.registerOutputs({});
  }

  private exporter(): DeployedFunction {
    const { store, reports, alarmTopicArn } = this.args;
    return new InlineFunction(
      "exportLedger",
      {
        description: "Writes all data of a ledger into files",
        handler: exportLedger,
        env: {
          expensesTable: store.expenses.name,
          ledgersTable: store.ledgers.name,
          bucket: reports.bucket,
        },
        statements: [
          { actions: ["dynamodb:Query"], resources: [store.indexArn(LIST_INDEX)] },
          this.ledger("dynamodb:GetItem", "dynamodb:PutItem"),
          {
            actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
            resources: [pulumi.interpolate`${reports.arn}/${EXPORT_PREFIX}*`],
          },
        ],
        timeoutSeconds: 900,
        memoryMb: 1024,
        asynchronous: { alarmTopicArn },
      },
      { parent: this },
    );
  }

  private eraser(): DeployedFunction {
    const { store, alerts, reports, userPool, alarmTopicArn } = this.args;
    return new InlineFunction(
      "eraseAccount",
      {
        description: "Erases a user and all their data",
        handler: eraseAccount,
        env: {
          expensesTable: store.expenses.name,
          ledgersTable: store.ledgers.name,
          alertTopicArn: alerts.arn,
          bucket: reports.bucket,
          userPoolId: userPool.id,
        },
        statements: [
          { actions: ["dynamodb:Query"], resources: [store.indexArn(LIST_INDEX)] },
          { actions: ["dynamodb:GetItem", "dynamodb:PutItem"], resources: [store.expenses.arn] },
          this.ledger("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Query"),
          { actions: ["s3:ListBucket"], resources: [reports.arn] },
          { actions: ["s3:DeleteObject"], resources: [pulumi.interpolate`${reports.arn}/*`] },
          // SNS has no resource level for what concerns a subscription.
          { actions: ["sns:Unsubscribe"], resources: ["*"] },
          { actions: ["cognito-idp:AdminDeleteUser"], resources: [userPool.arn] },
        ],
        timeoutSeconds: 900,
        memoryMb: 1024,
        asynchronous: { alarmTopicArn },
      },
      { parent: this },
    );
  }

  private exportRoutes(exporter: DeployedFunction): ApiFunctions {
    const { store, reports, siteOrigin } = this.args;
    const ledgersTable = store.ledgers.name;
    return {
      requestExport: new InlineFunction(
        "requestExport",
        {
          description: "Has all data of the user's ledger written into files",
          handler: requestExport,
          env: { ledgersTable, exporter: exporter.name, siteOrigin },
          statements: [this.ledger("dynamodb:PutItem"), start(exporter)],
        },
        { parent: this },
      ),
      getExport: new InlineFunction(
        "getExport",
        {
          description: "Tells how an export stands, and links to its files",
          handler: getExport,
          env: { ledgersTable, bucket: reports.bucket, siteOrigin },
          statements: [
            this.ledger("dynamodb:GetItem"),
            { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${reports.arn}/${EXPORT_PREFIX}*`] },
          ],
        },
        { parent: this },
      ),
    };
  }

  private closing(eraser: DeployedFunction): DeployedFunction {
    return new InlineFunction(
      "closeAccount",
      {
        description: "Has the user and all their data erased",
        handler: closeAccount,
        env: { eraser: eraser.name, siteOrigin: this.args.siteOrigin },
        statements: [start(eraser)],
      },
      { parent: this },
    );
  }

  private ledger(...actions: string[]): Statement {
    return { actions, resources: [this.args.store.ledgers.arn] };
  }
}

function start({ arn }: DeployedFunction): Statement {
  return { actions: ["lambda:InvokeFunction"], resources: [arn] };
}
