import { ALERTS, access, arn, EXPENSES, KEY, LEDGERS, type Rights } from "./functionRights";

const FILES = arn("s3", "bucket/receipts-files");

// The rights of what works with receipts, written down independently of their definitions.

export const RECEIPT_RIGHTS: Record<string, Rights> = {
  createReceipt: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    // The form that it makes can do what the function can.
    "s3:PutObject": [`${FILES}/*`],
  },
  listReceipts: { ...access, "dynamodb:Query": [LEDGERS] },
  getReceipt: { ...access, "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, LEDGERS] },
  getReceiptPicture: { ...access, "s3:GetObjectVersion": [`${FILES}/*`] },
  confirmReceipt: {
    ...access,
    "dynamodb:GetItem": [EXPENSES],
    "dynamodb:PutItem": [EXPENSES, LEDGERS],
    "dynamodb:UpdateItem": [EXPENSES, LEDGERS],
    "sns:Publish": [ALERTS],
    "sns:GetSubscriptionAttributes": ["*"],
    "kms:Decrypt": [KEY],
    "kms:GenerateDataKey": [KEY],
  },
  deleteReceipt: {
    ...access,
    "dynamodb:GetItem": [EXPENSES],
    "dynamodb:PutItem": [EXPENSES],
    "dynamodb:DeleteItem": [LEDGERS],
    "s3:ListBucketVersions": [FILES],
    "s3:ListBucketMultipartUploads": [FILES],
    "s3:DeleteObjectVersion": [`${FILES}/*`],
    "s3:AbortMultipartUpload": [`${FILES}/*`],
  },
  rereadReceipt: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "sqs:SendMessage": [arn("sqs", "queue/receipts")],
  },
};

/** Rights of the jobs of the pipeline. */
export const RECEIPT_JOB_RIGHTS: Record<string, Rights> = {
  readReceipt: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "s3:ListBucket": [FILES],
    "s3:ListBucketVersions": [FILES],
    "s3:ListBucketMultipartUploads": [FILES],
    "s3:GetObject": [`${FILES}/*`],
    "s3:GetObjectVersion": [`${FILES}/*`],
    "s3:PutObject": [`${FILES}/*`],
    "s3:DeleteObjectVersion": [`${FILES}/*`],
    "s3:AbortMultipartUpload": [`${FILES}/*`],
    "sqs:ReceiveMessage": [arn("sqs", "queue/receipts")],
    "sqs:DeleteMessage": [arn("sqs", "queue/receipts")],
    "sqs:GetQueueAttributes": [arn("sqs", "queue/receipts")],
    "textract:AnalyzeExpense": ["*"],
    "textract:StartExpenseAnalysis": ["*"],
    "textract:GetExpenseAnalysis": ["*"],
    "iam:PassRole": ["arn:aws:iam::123456789012:role/receipts-analysis"],
  },
};
