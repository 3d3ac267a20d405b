import { PLACE } from "../helpers/graph";

// The rights of each function, written down independently of its definition: the only place where they are named twice.

export const EXPENSES = `arn:aws:dynamodb:${PLACE.region}:${PLACE.accountId}:table/Expenses`;
export const LEDGERS = `arn:aws:dynamodb:${PLACE.region}:${PLACE.accountId}:table/Ledgers`;
export const ALERTS = `arn:aws:sns:${PLACE.region}:${PLACE.accountId}:topic/alerts`;
export const KEY = `arn:aws:kms:${PLACE.region}:${PLACE.accountId}:key/notifications`;

/** Every operation looks up the user and the ledger of its request. */
export const access = { "dynamodb:BatchGetItem": [LEDGERS] };
const change = { ...access, "dynamodb:GetItem": [EXPENSES], "dynamodb:PutItem": [EXPENSES] };
const list = { ...access, "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`] };
const digests = {
  "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, `${EXPENSES}/index/ledgerChanges`],
  "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
  "dynamodb:PutItem": [LEDGERS],
};
const forecasts = { ...digests, "dynamodb:Query": [...digests["dynamodb:Query"], LEDGERS] };
const sendAlert = {
  "dynamodb:PutItem": [EXPENSES, LEDGERS],
  "dynamodb:UpdateItem": [EXPENSES, LEDGERS],
  "sns:Publish": [ALERTS],
  "sns:GetSubscriptionAttributes": ["*"],
  "kms:Decrypt": [KEY],
  "kms:GenerateDataKey": [KEY],
};
/** Actions with the resources that they are allowed on. */
export type Rights = Record<string, string[]>;
/** Action by action, on which resources: all that each function may do besides its log and its traces. */
export const RIGHTS: Record<string, Rights> = {
  logExpense: { ...change, ...sendAlert },
  updateExpense: { ...change, ...sendAlert },
  changeExpenses: { ...change, ...sendAlert },
  deleteExpense: change,
  undoChange: { ...change, ...sendAlert },
  getHistory: { ...access, "dynamodb:GetItem": [EXPENSES] },
  restoreExpense: change,
  getExpense: { ...access, "dynamodb:GetItem": [EXPENSES] },
  listExpenses: digests,
  listChanges: {
    "dynamodb:Query": [`${EXPENSES}/index/ledgerChanges`],
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
  },
  listTrash: list,
  getSummary: digests,
  getInsights: forecasts,
  getTrends: digests,
  getSuggestions: digests,
  listBudgets: forecasts,
  listBudgetPeriods: digests,
  saveBudget: { ...digests, "dynamodb:UpdateItem": [LEDGERS] },
  deleteBudget: { ...access, "dynamodb:PutItem": [LEDGERS] },
  getSettings: access,
  getLedgerSettings: access,
  getUserSettings: access,
  saveLedgerSettings: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:Query": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
  },
  saveUserSettings: { ...access, "dynamodb:PutItem": [LEDGERS], "dynamodb:UpdateItem": [LEDGERS] },
  saveSettings: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:Query": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
  },
  listAlerts: { ...access, "dynamodb:Query": [LEDGERS] },
  getAlertSubscription: {
    ...access,
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "sns:GetSubscriptionAttributes": ["*"],
    "sns:Unsubscribe": ["*"],
  },
  subscribeToAlerts: {
    ...access,
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "sns:Subscribe": [ALERTS],
    "sns:GetSubscriptionAttributes": ["*"],
    "sns:Unsubscribe": ["*"],
  },
  unsubscribeFromAlerts: {
    ...access,
    "dynamodb:GetItem": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "sns:Unsubscribe": ["*"],
  },
};

const FILES = `arn:aws:s3:${PLACE.region}:${PLACE.accountId}:bucket/reports-files`;
/** Files of receipts. */
export const RECEIPTS = `arn:aws:s3:${PLACE.region}:${PLACE.accountId}:bucket/receipts-files`;
const start = (name: string) => ({
  "lambda:InvokeFunction": [`arn:aws:lambda:${PLACE.region}:${PLACE.accountId}:function/${name}`],
});
export const arn = (service: string, rest: string) =>
  `arn:aws:${service}:${PLACE.region}:${PLACE.accountId}:${rest}`;
export const USERS = [arn("cognito", "userPool/users")];
export const startErasure = { "states:StartExecution": [arn("sfn", "stateMachine/erasure")] };
/** A change of rights takes the lease, writes the user's item and gives the lease back. */
export const changesOfRights = {
  "dynamodb:PutItem": [LEDGERS],
  "dynamodb:UpdateItem": [LEDGERS],
  "dynamodb:DeleteItem": [LEDGERS],
};
export const ACCOUNT_RIGHTS: typeof RIGHTS = {
  // Takes a lease and a unit of the quota.
  requestExport: {
    ...access,
    "dynamodb:Query": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    ...start("exportLedger"),
  },
  getExport: { ...access, "dynamodb:GetItem": [LEDGERS], "s3:GetObject": [`${FILES}/exports/*`] },
  closeAccount: {
    ...access,
    ...changesOfRights,
    "dynamodb:Query": [LEDGERS],
    "cognito-idp:ListUsersInGroup": USERS,
    ...startErasure,
  },
  changePassword: {
    ...access,
    "dynamodb:UpdateItem": [LEDGERS],
    "cognito-idp:AdminSetUserPassword": USERS,
    "cognito-idp:AdminUserGlobalSignOut": USERS,
  },
  changeEmail: {
    ...access,
    "dynamodb:UpdateItem": [LEDGERS],
    "cognito-idp:AdminUpdateUserAttributes": USERS,
  },
  endSessions: {
    ...access,
    "dynamodb:UpdateItem": [LEDGERS],
    "cognito-idp:AdminUserGlobalSignOut": USERS,
  },
  signUp: { ...start("sendSignInMail"), ...access, "dynamodb:UpdateItem": [LEDGERS] },
  requestPasswordReset: start("sendSignInMail"),
  getDeviceKey: { ...access, "dynamodb:UpdateItem": [LEDGERS] },
  getSecondFactor: { ...access, "dynamodb:GetItem": [LEDGERS], "cognito-idp:AdminGetUser": USERS },
  addSecondFactor: {
    ...access,
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "cognito-idp:AdminSetUserMFAPreference": USERS,
    "cognito-idp:AdminUserGlobalSignOut": USERS,
  },
  removeSecondFactor: {
    ...access,
    "dynamodb:DeleteItem": [LEDGERS],
    "cognito-idp:AdminSetUserMFAPreference": USERS,
  },
  renewRecoveryCodes: { ...access, "dynamodb:PutItem": [LEDGERS], "cognito-idp:AdminGetUser": USERS },
  // Counts the attempt, uses up a code and deletes the others.
  recoverAccount: {
    "dynamodb:BatchGetItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    "cognito-idp:AdminInitiateAuth": USERS,
    "cognito-idp:AdminGetUser": USERS,
    "cognito-idp:AdminSetUserMFAPreference": USERS,
    "cognito-idp:AdminUserGlobalSignOut": USERS,
  },
};
/** Rights of the user pool's triggers. Those on the pool stand in a policy of their own. */
export const TRIGGER_RIGHTS: Record<string, { own: Rights; onPool?: Rights }> = {
  endSessionsAfterReset: {
    own: { "dynamodb:UpdateItem": [LEDGERS] },
    onPool: { "cognito-idp:AdminUserGlobalSignOut": USERS },
  },
  writeAccountMail: { own: {} },
};
export const EXPORTER_RIGHTS = {
  "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, `${EXPENSES}/index/ledgerChanges`, LEDGERS],
  "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
  "dynamodb:GetItem": [LEDGERS],
  "dynamodb:PutItem": [LEDGERS],
  "s3:ListBucket": [FILES, RECEIPTS],
  "s3:GetObjectVersion": [`${RECEIPTS}/*`],
  "s3:PutObject": [`${FILES}/exports/*`],
  "s3:AbortMultipartUpload": [`${FILES}/exports/*`],
  "sns:GetSubscriptionAttributes": ["*"],
  "cognito-idp:ListUsers": USERS,
  "cognito-idp:AdminGetUser": USERS,
};
export const ERASER_RIGHTS = {
  "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, `${EXPENSES}/index/ledgerChanges`, LEDGERS],
  "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
  "dynamodb:GetItem": [LEDGERS],
  "dynamodb:PutItem": [EXPENSES, LEDGERS],
  "dynamodb:UpdateItem": [LEDGERS],
  "dynamodb:DeleteItem": [LEDGERS],
  "s3:ListBucketVersions": [FILES, RECEIPTS],
  "s3:ListBucketMultipartUploads": [FILES, RECEIPTS],
  "s3:DeleteObjectVersion": [`${FILES}/*`, `${RECEIPTS}/*`],
  "s3:AbortMultipartUpload": [`${FILES}/*`, `${RECEIPTS}/*`],
  "sns:Unsubscribe": ["*"],
  "cognito-idp:AdminDisableUser": USERS,
  "cognito-idp:AdminUserGlobalSignOut": USERS,
  "cognito-idp:AdminDeleteUser": USERS,
};
export const REPORT_RIGHTS: typeof RIGHTS = {
  listReports: {
    ...access,
    "s3:ListBucket": [FILES],
    "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, LEDGERS],
  },
  requestReport: {
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:Query": [`${EXPENSES}/index/ledgerLists`, `${EXPENSES}/index/ledgerChanges`, LEDGERS],
    "s3:ListBucket": [FILES],
    "s3:GetObject": [`${FILES}/*`],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:UpdateItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
    ...start("generateReport"),
  },
  downloadReport: {
    ...access,
    "s3:ListBucket": [FILES],
    "s3:GetObject": [`${FILES}/*`],
    "dynamodb:Query": [LEDGERS],
  },
  retrieveReport: {
    ...access,
    "s3:ListBucket": [FILES],
    "s3:GetObject": [`${FILES}/*`],
    "s3:RestoreObject": [`${FILES}/*`],
  },
};

/** Files the previous act on the ledger, and changes it. */
const update = { ...access, "dynamodb:PutItem": [LEDGERS], "dynamodb:UpdateItem": [LEDGERS] };
/** Writes or deletes the hint that somebody is a member. */
const enterOrLeave = { ...update, "dynamodb:DeleteItem": [LEDGERS], "dynamodb:Query": [LEDGERS] };
export const LEDGER_RIGHTS: typeof RIGHTS = {
  getCalendar: { ...access, "dynamodb:Query": [LEDGERS] },
  createCalendar: {
    ...access,
    "dynamodb:UpdateItem": [LEDGERS],
    "dynamodb:Query": [LEDGERS],
    "dynamodb:PutItem": [LEDGERS],
    "dynamodb:DeleteItem": [LEDGERS],
  },
  readCalendar: { "dynamodb:BatchGetItem": [EXPENSES, LEDGERS], "dynamodb:Query": [LEDGERS] },
  revokeCalendar: { ...access, "dynamodb:Query": [LEDGERS], "dynamodb:DeleteItem": [LEDGERS] },
  listRecurring: { "dynamodb:BatchGetItem": [EXPENSES, LEDGERS], "dynamodb:Query": [LEDGERS] },
  addRecurring: { ...update, "dynamodb:Query": [LEDGERS] },
  renameCategory: { ...access, "dynamodb:PutItem": [LEDGERS], "dynamodb:Query": [LEDGERS] },
  changeRecurring: {
    ...update,
    "dynamodb:GetItem": [EXPENSES],
    "dynamodb:PutItem": [EXPENSES, LEDGERS],
    "dynamodb:Query": [LEDGERS],
  },
  decideOccurrence: { ...change, ...sendAlert },
  deleteRecurring: { ...access, "dynamodb:PutItem": [LEDGERS] },
  restoreRecurring: { ...access, "dynamodb:PutItem": [LEDGERS], "dynamodb:Query": [LEDGERS] },
  listActivity: {
    "dynamodb:BatchGetItem": [EXPENSES, LEDGERS],
    "dynamodb:Query": [`${EXPENSES}/index/ledgerChanges`, LEDGERS],
  },
  listLedgers: { ...access, "dynamodb:Query": [LEDGERS] },
  createLedger: enterOrLeave,
  changeLedger: { ...update, "dynamodb:Query": [LEDGERS] },
  deleteLedger: update,
  restoreLedger: enterOrLeave,
  listMembers: access,
  changeMember: update,
  removeMember: enterOrLeave,
  listInvitations: access,
  createInvitation: update,
  revokeInvitation: update,
  lookUpInvitation: access,
  joinLedger: enterOrLeave,
};
