import { ALERTS, access, arn, EXPENSES, KEY, LEDGERS, RECEIPTS, type Rights } from "./functionRights";

// The rights of what works with receipts, written down independently of their definitions.

export const RECEIPT_RIGHTS: Record<string, Rights> = {
  createReceipt: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    // The form that it makes can do what the function can.
    "s3:PutObject": [`${RECEIPTS}/*`],
  },
  listReceipts: { ...access, "dynamodb:Query": [LEDGERS] },
  getReceipt: { ...access, "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, LEDGERS] },
  getReceiptPicture: { ...access, "s3:GetObjectVersion": [`${RECEIPTS}/*`] },
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
    "dynamodb:PutItem": [EXPENSES, LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "s3:ListBucketVersions": [RECEIPTS],
    "s3:ListBucketMultipartUploads": [RECEIPTS],
    "s3:DeleteObjectVersion": [`${RECEIPTS}/*`],
    "s3:AbortMultipartUpload": [`${RECEIPTS}/*`],
  },
  detachReceipt: {
    ...access,
    "dynamodb:GetItem": [EXPENSES],
    "dynamodb:PutItem": [EXPENSES, LEDGERS],
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
    "s3:ListBucket": [RECEIPTS],
    "s3:ListBucketVersions": [RECEIPTS],
    "s3:ListBucketMultipartUploads": [RECEIPTS],
    "s3:GetObject": [`${RECEIPTS}/*`],
    "s3:GetObjectVersion": [`${RECEIPTS}/*`],
    "s3:PutObject": [`${RECEIPTS}/*`],
    "s3:DeleteObjectVersion": [`${RECEIPTS}/*`],
    "s3:AbortMultipartUpload": [`${RECEIPTS}/*`],
    "sqs:ReceiveMessage": [arn("sqs", "queue/receipts")],
    "sqs:DeleteMessage": [arn("sqs", "queue/receipts")],
    "sqs:GetQueueAttributes": [arn("sqs", "queue/receipts")],
    "textract:AnalyzeExpense": ["*"],
    "textract:StartExpenseAnalysis": ["*"],
    "textract:GetExpenseAnalysis": ["*"],
    "iam:PassRole": ["arn:aws:iam::123456789012:role/receipts-analysis"],
  },
  sweepReceipts: {
    "dynamodb:Query": [
      `${EXPENSES}/index/byChange`,
      LEDGERS,
      `${LEDGERS}/index/byKind`,
      `${LEDGERS}/index/byDue`,
    ],
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "s3:ListBucketVersions": [RECEIPTS],
    "s3:ListBucketMultipartUploads": [RECEIPTS],
    "s3:DeleteObjectVersion": [`${RECEIPTS}/*`],
    "s3:AbortMultipartUpload": [`${RECEIPTS}/*`],
  },
};
