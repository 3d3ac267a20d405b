import {
  ALERTS,
  access,
  arn,
  changesOfRights,
  ERASER_RIGHTS,
  EXPENSES,
  EXPORTER_RIGHTS,
  KEY,
  LEDGERS,
  type Rights,
  startErasure,
  USERS,
} from "./functionRights";

// The rights of jobs and of operations for admins, written down independently of their definitions.

const QUEUES = [
  "eraseAccount-failures",
  "accounts-undelivered",
  "removeUnusedSignUps-failures",
  "unused-sign-ups-undelivered",
  "sendSignInMail-failures",
  "sweepAlerts-failures",
  "alert-sweep-undelivered",
  "evaluateBudgets-failures",
  "budgets-undelivered",
  "exportLedger-failures",
  "mailLetters-failures",
  "letters-undelivered",
  "recurring-undelivered",
  "generateReport-failures",
  "reports-undelivered",
  "readReceipt-failures",
  "receipt-sweep-undelivered",
  "backup-undelivered",
  "verify-undelivered",
].map((queue) => arn("sqs", `queue/${queue}`));
/** The functions whose events, or whose schedule's, the queues hold. */
const REPLAYED = [
  "removeUnusedSignUps",
  "removeUnusedSignUps",
  "sendSignInMail",
  "sweepAlerts",
  "sweepAlerts",
  "evaluateBudgets",
  "evaluateBudgets",
  "exportLedger",
  "mailLetters",
  "mailLetters",
  "generateReport",
  "readReceipt",
];
/** Every operation for admins also looks up their second factor. */
const adminAccess = { ...access, "cognito-idp:AdminGetUser": USERS };
export const ADMIN_RIGHTS: Record<string, Rights> = {
  getAlarms: { ...adminAccess, "cloudwatch:DescribeAlarms": [arn("cloudwatch", "alarm:*")] },
  getJobs: { ...adminAccess, "dynamodb:GetItem": [LEDGERS] },
  getTotals: {
    ...adminAccess,
    "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, `${LEDGERS}/index/byKind`],
  },
  listUsers: { ...adminAccess, "cognito-idp:ListUsers": USERS, "cognito-idp:ListUsersInGroup": USERS },
  changeUser: {
    ...adminAccess,
    ...changesOfRights,
    "cognito-idp:ListUsers": USERS,
    "cognito-idp:ListUsersInGroup": USERS,
    "cognito-idp:AdminAddUserToGroup": USERS,
    "cognito-idp:AdminRemoveUserFromGroup": USERS,
    "cognito-idp:AdminDisableUser": USERS,
    "cognito-idp:AdminEnableUser": USERS,
    "cognito-idp:AdminUserGlobalSignOut": USERS,
  },
  deleteUser: {
    ...adminAccess,
    ...changesOfRights,
    "cognito-idp:ListUsers": USERS,
    "cognito-idp:ListUsersInGroup": USERS,
    ...startErasure,
  },
  getDeadLetters: { ...adminAccess, "sqs:GetQueueAttributes": QUEUES, "sqs:ReceiveMessage": QUEUES },
  replayDeadLetters: {
    ...adminAccess,
    "sqs:ReceiveMessage": QUEUES,
    "sqs:DeleteMessage": QUEUES,
    "lambda:InvokeFunction": REPLAYED.map((name) => arn("lambda", `function/${name}`)),
    "states:StartExecution": [
      "erasure",
      "accounts",
      "recurring",
      "reports",
      "receipt-sweep",
      "backup",
      "verify",
    ].map((name) => arn("sfn", `stateMachine/${name}`)),
  },
};

/** Rights of jobs that a state machine calls. */
export const CALLED_RIGHTS: Record<string, Rights> = {
  eraseAccount: ERASER_RIGHTS,
  migrateData: {
    "dynamodb:Query": [`${LEDGERS}/index/byKind`],
    "dynamodb:BatchGetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
  },
  postRecurring: {
    "dynamodb:Query": [`${LEDGERS}/index/byDue`],
    "dynamodb:BatchGetItem": [LEDGERS],
    "dynamodb:GetItem": [EXPENSES],
    "dynamodb:PutItem": [EXPENSES, LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
  },
  readmitUsers: {
    "dynamodb:Query": [`${LEDGERS}/index/byKind`, LEDGERS],
    "dynamodb:BatchGetItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "cognito-idp:ListUsers": USERS,
  },
  reconcileAccounts: {
    "dynamodb:Query": [`${LEDGERS}/index/byKind`],
    "dynamodb:BatchGetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "cognito-idp:ListUsers": USERS,
    ...startErasure,
  },
};

/** Rights of jobs, which run asynchronously. */
export const JOB_RIGHTS: Record<string, Rights> = {
  exportLedger: EXPORTER_RIGHTS,
  sendSignInMail: {
    "cognito-idp:AdminGetUser": USERS,
    "cognito-idp:AdminCreateUser": USERS,
    "cognito-idp:AdminDeleteUser": USERS,
    "dynamodb:BatchGetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
  },
  removeUnusedSignUps: {
    "dynamodb:GetItem": [LEDGERS],
    "cognito-idp:ListUsers": USERS,
    "cognito-idp:ListUsersInGroup": USERS,
    "cognito-idp:AdminGetUser": USERS,
    "cognito-idp:AdminDeleteUser": USERS,
  },
  evaluateBudgets: {
    "dynamodb:Query": [
      `${EXPENSES}/index/byChange`,
      `${EXPENSES}/index/ledgerLists`,
      `${EXPENSES}/index/ledgerChanges`,
      `${LEDGERS}/index/byDue`,
    ],
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "sns:Publish": [ALERTS],
    "sns:GetSubscriptionAttributes": ["*"],
    "kms:Decrypt": [KEY],
    "kms:GenerateDataKey": [KEY],
  },
  mailLetters: {
    "dynamodb:Query": [
      `${EXPENSES}/index/ledgerLists`,
      `${EXPENSES}/index/ledgerChanges`,
      LEDGERS,
      `${LEDGERS}/index/byKind`,
    ],
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "sns:Publish": [ALERTS],
    "sns:GetSubscriptionAttributes": ["*"],
    "kms:Decrypt": [KEY],
    "kms:GenerateDataKey": [KEY],
  },
  sweepAlerts: {
    "dynamodb:Query": [`${EXPENSES}/index/byPendingAlert`],
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:UpdateItem": [EXPENSES, LEDGERS],
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "sns:Publish": [ALERTS],
    "sns:GetSubscriptionAttributes": ["*"],
    "kms:Decrypt": [KEY],
    "kms:GenerateDataKey": [KEY],
  },
};
