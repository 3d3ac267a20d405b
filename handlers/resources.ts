import type { DatabaseAddress } from "../domain/backup/mysqlConnection";
import type { DeadLetterSource } from "../domain/jobs/deadLetters";
import type { NotificationTarget } from "../domain/receipts/textract";

/** IAM actions that functions of this program may use, by service prefix. */
export interface Actions {
  bedrock: "InvokeModel";
  cloudwatch: "DescribeAlarms";
  "cognito-idp":
    | "AdminAddUserToGroup"
    | "AdminCreateUser"
    | "AdminDeleteUser"
    | "AdminDisableUser"
    | "AdminEnableUser"
    | "AdminGetUser"
    | "AdminInitiateAuth"
    | "AdminRemoveUserFromGroup"
    | "AdminSetUserMFAPreference"
    | "AdminSetUserPassword"
    | "AdminUpdateUserAttributes"
    | "AdminUserGlobalSignOut"
    | "ListUsers"
    | "ListUsersInGroup";
  dynamodb: "BatchGetItem" | "DeleteItem" | "GetItem" | "PutItem" | "Query" | "Scan" | "UpdateItem";
  iam: "PassRole";
  lambda: "InvokeFunction";
  "rds-db": "connect";
  s3:
    | "AbortMultipartUpload"
    | "DeleteObject"
    | "DeleteObjectVersion"
    | "GetObject"
    | "GetObjectVersion"
    | "ListBucket"
    | "ListBucketMultipartUploads"
    | "ListBucketVersions"
    | "PutObject"
    | "RestoreObject";
  sns: "GetSubscriptionAttributes" | "Publish" | "Subscribe" | "Unsubscribe";
  sqs: "DeleteMessage" | "GetQueueAttributes" | "ReceiveMessage" | "SendMessage";
  states: "StartExecution";
  textract: "AnalyzeExpense" | "GetExpenseAnalysis" | "StartExpenseAnalysis";
}

/**
 * Resources that an operation or a job can use, with their IAM service. A name with a dot is a part of a resource: an
 * index, or objects of a bucket. The component that creates a resource defines its ARNs.
 */
export const RESOURCES = {
  alarms: "cloudwatch",
  alerts: "sns",
  database: "rds-db",
  databaseAdmin: "rds-db",
  databaseMigrator: "rds-db",
  deadLetters: "sqs",
  "deadLetters.functions": "lambda",
  "deadLetters.machines": "states",
  eraseAccount: "states",
  expenses: "dynamodb",
  "expenses.changes": "dynamodb",
  "expenses.ledgerChanges": "dynamodb",
  "expenses.list": "dynamodb",
  "expenses.pendingAlerts": "dynamodb",
  exportLedger: "lambda",
  files: "s3",
  "files.exports": "s3",
  "files.objects": "s3",
  generateReport: "lambda",
  insightsModel: "bedrock",
  ledgers: "dynamodb",
  "ledgers.byKind": "dynamodb",
  "ledgers.due": "dynamodb",
  phraseLetter: "lambda",
  receiptFiles: "s3",
  "receiptFiles.objects": "s3",
  receiptQueue: "sqs",
  sendSignInMail: "lambda",
  textract: "textract",
  "textract.role": "iam",
  users: "cognito-idp",
} as const satisfies Record<string, keyof Actions>;

export type ResourceName = keyof typeof RESOURCES;

/** Actions by resource. */
export type Uses = { readonly [Name in ResourceName]?: readonly Actions[(typeof RESOURCES)[Name]][] };

/** Values other than names: every other resource gives its closure a name or an ARN. */
interface Values {
  /** Connects as the user of the backup. */
  database: DatabaseAddress;
  /** Connects as the master user. */
  databaseAdmin: DatabaseAddress;
  /** Connects as the user that changes the schema. */
  databaseMigrator: DatabaseAddress;
  deadLetters: readonly DeadLetterSource[];
  /** Topic on which Textract announces completed analyses. */
  textract: NotificationTarget;
}

type Whole<Name extends string> = Name extends `${infer Resource}.${string}` ? Resource : Name;
type ValueOf<Name extends string> = Name extends keyof Values ? Values[Name] : string;

/** The values that a closure gets of the resources that it uses: tables, buckets and functions by name, topics by ARN, queues by URL. */
export type ResourceEnv<Used extends Uses> = {
  readonly [Name in keyof Used & string as Whole<Name>]: ValueOf<Whole<Name>>;
};

/** The resource that a part such as `expenses.list` belongs to. */
export function wholeOf(name: ResourceName): ResourceName {
  return (name.split(".")[0] ?? name) as ResourceName;
}
