/** The actions that a caller needs, by caller. */
export interface Callers {
  /** Functions, by a command or a paginator of the SDK. */
  program?: string[];
  /** Functions, by `Upload` of `@aws-sdk/lib-storage`. */
  upload?: string[];
  page?: string[];
  /** Other services of AWS, by a permission that the program gives them. */
  services?: string[];
  /** Anybody who holds a user's token, or knows the pool's client. What they can do is part of the program's security. */
  strangers?: string[];
  /** `npm run bench` and `npm run restore-drill`. */
  bench?: string[];
  /** Operators, by a command of the AWS CLI in the runbook or a README. */
  operator?: string[];
  /** Operators, by a command that is not named after the action: one of `COMMANDS`. */
  command?: string[];
  /** The page, by a form that the API presigns. */
  form?: string[];
}

/** Callers of every action that the local cloud answers, by service. An action without a caller is not emulated. */
export const CALLERS: Record<string, Callers> = {
  dynamodb: {
    program: ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"],
    bench: ["BatchWriteItem"],
    operator: ["DeleteTable", "DescribeTable", "DescribeTimeToLive", "ListTables", "Scan", "UpdateTable"],
  },
  sqs: {
    program: ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"],
    services: ["SendMessage"],
    operator: ["ListQueues"],
  },
  states: {
    program: ["StartExecution"],
    operator: [
      ...["DescribeExecution", "GetExecutionHistory", "ListExecutions", "ListStateMachines", "StopExecution"],
    ],
  },
  "cognito-idp": {
    program: [
      ...["AdminAddUserToGroup", "AdminCreateUser", "AdminDeleteUser", "AdminDisableUser", "AdminEnableUser"],
      ...["AdminGetUser", "AdminInitiateAuth", "AdminRemoveUserFromGroup", "AdminSetUserMFAPreference"],
      ...["AdminSetUserPassword", "AdminUpdateUserAttributes", "AdminUserGlobalSignOut", "ForgotPassword"],
      ...["ListUsers", "ListUsersInGroup"],
    ],
    page: [
      ...["AssociateSoftwareToken", "ConfirmForgotPassword", "GetTokensFromRefreshToken", "InitiateAuth"],
      ...["RespondToAuthChallenge", "RevokeToken", "VerifySoftwareToken", "VerifyUserAttribute"],
    ],
    strangers: [
      ...["ChangePassword", "DeleteUser", "GetUser", "GlobalSignOut", "SetUserMFAPreference", "SignUp"],
      "UpdateUserAttributes",
    ],
    operator: ["DescribeUserPool"],
  },
  monitoring: { program: ["DescribeAlarms"] },
  sns: {
    program: ["GetSubscriptionAttributes", "Publish", "Subscribe", "Unsubscribe"],
    operator: ["ConfirmSubscription", "GetTopicAttributes", "ListSubscriptionsByTopic"],
  },
  s3: {
    program: [
      ...["AbortMultipartUpload", "DeleteObject", "DeleteObjects", "GetObject", "HeadObject"],
      ...["ListMultipartUploads", "ListObjectsV2", "ListObjectVersions", "RestoreObject"],
    ],
    upload: ["CompleteMultipartUpload", "CreateMultipartUpload", "PutObject", "UploadPart"],
    command: ["CopyObject", "GetObjectTagging", "ListBuckets", "UploadPartCopy"],
    form: ["PostObject"],
  },
  lambda: { operator: ["GetFunctionConfiguration", "Invoke"] },
  scheduler: { operator: ["ListSchedules"] },
  logs: { operator: ["DescribeLogGroups", "DescribeLogStreams", "FilterLogEvents", "GetLogEvents"] },
  textract: { program: ["AnalyzeExpense", "GetExpenseAnalysis", "StartExpenseAnalysis"] },
  sts: { operator: ["GetCallerIdentity"] },
};

/** Commands of the AWS CLI that are not named after an action, by service, with the actions that each calls. */
export const COMMANDS: Record<string, Record<string, string[]>> = {
  dynamodb: { wait: ["DescribeTable"] },
  logs: { tail: ["FilterLogEvents"] },
  s3: {
    cp: [
      "CompleteMultipartUpload",
      "CreateMultipartUpload",
      "GetObject",
      "HeadObject",
      "PutObject",
      "UploadPart",
    ],
    ls: ["ListBuckets", "ListObjectsV2"],
    mv: ["CopyObject", "DeleteObject", "GetObjectTagging", "UploadPartCopy"],
    presign: ["GetObject"],
    rm: ["DeleteObject", "ListObjectsV2"],
    sync: ["GetObject", "ListObjectsV2", "PutObject"],
  },
};

/** The actions of a service that have a caller. */
export function actionsOf(scope: string): string[] {
  return Object.values(CALLERS[scope] ?? {}).flat();
}

/** Documents for operators. */
export const DOCUMENTS = ["docs/runbook.md", "README.md", "local/README.md"];

/** The name of an action as a command of the AWS CLI. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])|([A-Z]+)(?=[A-Z][a-z])/g, (_, lower, upper, acronym) =>
      acronym === undefined ? `${lower}-${upper}` : `${acronym}-`,
    )
    .toLowerCase();
}
