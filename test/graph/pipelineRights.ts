import { arn } from "./functionRights";

export const EXPENSES = arn("dynamodb", "table/Expenses");
export const LEDGERS = arn("dynamodb", "table/Ledgers");
const FILES = arn("s3", "bucket/reports-files");
const connectAs = (user: string) => ({ "rds-db:connect": [arn("rds-db", `dbuser:db-backup/${user}`)] });
const CONNECT = connectAs("expenses_backup");

/** Beyond its log, its traces and its network interfaces. */
export const PIPELINE_RIGHTS: Record<string, Record<string, string[]>> = {
  generateReport: {
    "dynamodb:Query": [
      `${EXPENSES}/index/ledgerLists`,
      `${EXPENSES}/index/ledgerChanges`,
      `${LEDGERS}/index/byKind`,
    ],
    "dynamodb:BatchGetItem": [EXPENSES],
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "s3:ListBucket": [FILES],
    "s3:GetObject": [`${FILES}/*`],
    "s3:PutObject": [`${FILES}/*`],
    "s3:AbortMultipartUpload": [`${FILES}/*`],
    "s3:DeleteObject": [`${FILES}/*`],
    "sqs:SendMessage": [arn("sqs", "queue/generateReport-failures")],
  },
  applySchema: connectAs("expenses_migrator"),
  backupToRds: {
    "dynamodb:Query": [`${EXPENSES}/index/byChange`, `${LEDGERS}/index/byKind`, `${LEDGERS}/index/byDue`],
    "dynamodb:Scan": [EXPENSES],
    "dynamodb:BatchGetItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    ...CONNECT,
  },
  restoreFromRds: {
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:PutItem": [EXPENSES, LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    // Forgets the sums of the ledgers that it writes to.
    "dynamodb:DeleteItem": [LEDGERS],
    "dynamodb:Query": [LEDGERS],
    ...CONNECT,
  },
  verifyBackup: {
    "dynamodb:Scan": [EXPENSES],
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:Query": [`${LEDGERS}/index/byKind`, `${LEDGERS}/index/byDue`],
    "dynamodb:UpdateItem": [LEDGERS],
    ...CONNECT,
  },
};
