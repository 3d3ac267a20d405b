// Limits that the API enforces and the page states. No schemas here: they would end up in the page's bundle.

/** Days that a deleted expense stays in the trash before it is gone for good. */
export const TRASH_DAYS = 30;

/** Changes of an expense that its history keeps, the latest ones. */
export const HISTORY_CHANGES = 50;

/** Entries on a page of the activity: an expense comes with its latest changes, each as large as two expenses. */
export const MAX_ACTIVITY_PAGE = 50;

/** Latest changes of an expense that the activity shows. */
export const ACTIVITY_CHANGES = 5;

/** Days that an export can be downloaded. */
export const EXPORT_DAYS = 7;

/** Days that the tables can be restored to any earlier second. DynamoDB's only value unless a shorter one is set. */
export const RECOVERY_DAYS = 35;

/** Days that a bucket keeps replaced and deleted versions of its files. */
export const OLD_FILE_DAYS = 30;

/** Days that backups of the backup database are kept by default. */
export const DATABASE_BACKUP_DAYS = 7;

/** Days that logs of functions, of the API and of state machines are kept. */
export const LOG_DAYS = 30;

/** Days that records of reads of the buckets' files are kept. */
export const ACCESS_LOG_DAYS = 90;

/**
 * Days that Step Functions keeps the history of an execution, with its input, which names the user's ID.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const EXECUTION_DAYS = 90;

/** The longest that a function can run: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_FUNCTION_SECONDS = 900;

/** The longest that the function runs which reads a receipt. */
export const RECEIPT_READING_SECONDS = 120;

// Lengths of texts in characters as people count them; `text.ts` counts, and limits the bytes by them. Those of an expense are in
// `expenses/simpleFields.ts`.
export const MAX_SEARCH_LENGTH = 100;
/** The names of all default categories of the page, in any language. */
export const MAX_CATEGORY_NAMES_LENGTH = 1000;
export const MAX_TAG_LENGTH = 40;
export const MAX_PART_NOTE_LENGTH = 100;
/** Fewer per character than in other lines: every change of an expense keeps its parts twice in its history. */
export const MAX_PART_NOTE_BYTES = 400;
/** An emoji of several code points, or a few letters. */
export const MAX_SIGN_LENGTH = 16;
/** A sum of several amounts, with their currency. */
export const MAX_AMOUNT_LENGTH = 100;

/** Characters of a password; each of the four kinds must occur. */
export const MIN_PASSWORD_LENGTH = 12;
/** Cognito's own limit. */
export const MAX_PASSWORD_LENGTH = 256;
/** Cognito's limit for a user name, which is an email address here. */
export const MAX_EMAIL_LENGTH = 128;

/** Recovery codes that a user gets with the second factor. */
export const RECOVERY_CODE_COUNT = 10;

/** Hours within which users who signed up must sign in before the account is deleted. */
export const SIGN_UP_HOURS = 24;

/** Days that the one-time password of an invitation is valid. */
export const TEMPORARY_PASSWORD_DAYS = 7;

/** Minutes for which a sign-in counts as recent: operations that change sign-in credentials require a recent one. */
export const RECENT_SIGN_IN_MINUTES = 5;

/** Maximum number of categories of a ledger. */
export const MAX_CATEGORIES = 100;

/** Maximum number of groups of categories of a ledger. */
export const MAX_CATEGORY_GROUPS = 20;

/** The last day on which a month of a ledger can start: every month has it. */
export const MAX_MONTH_START = 28;

/** Tags of an expense. */
export const MAX_TAGS = 10;

/** Parts of an expense. */
export const MAX_PARTS = 20;

/** Ledgers that a user can be a member of, besides their own. */
export const MAX_LEDGERS = 20;

/** Members of a ledger. */
export const MAX_MEMBERS = 200;

/** Invitations of a ledger that are still open. */
export const MAX_INVITATIONS = 20;

/** Days that an invitation to a ledger can be used. */
export const INVITATION_DAYS = 7;

/** Days that a deleted ledger can be restored. */
export const LEDGER_RESTORE_DAYS = 30;

export const MAX_LEDGER_NAME_LENGTH = 60;

/** Days that a summary can sum. */
export const MAX_SUMMARY_DAYS = 366;

/** Latest months that suggestions are drawn from. */
export const MAX_SUGGESTION_MONTHS = 120;

/** Number of suggested descriptions, the likeliest ones. */
export const MAX_HABITS = 300;

/** Number of suggested tags, the likeliest ones. */
export const MAX_SUGGESTED_TAGS = 100;

/** Number of categories, tags, merchants and users in trends, of each. */
export const MAX_TREND_NAMES = 200;

/** Expenses that one request changes: it ends well within the API's time limit. */
export const MAX_BATCH = 100;

/** Expenses on a page of a list. */
export const MAX_PAGE_SIZE = 500;

/** Recurring rules of a ledger. */
export const MAX_RULES = 200;

/** Recurring rules of a ledger with those that were deleted lately: everything that shows rules reads them all. */
export const MAX_STORED_RULES = 1000;

/** Units between two occurrences of a rule. */
export const MAX_EVERY = 1000;

/** Occurrences that a rule can be limited to. */
export const MAX_OCCURRENCES = 1000;

/** Days before today on which a new rule can start: what was due since then is posted. */
export const MAX_RULE_PAST_DAYS = 366;

/** Due occurrences that one run of the job processes. The next run, which follows at once, continues from there. */
export const OCCURRENCES_PER_RUN = 400;

/** Due occurrences of one rule that a run processes, so that those of a year do not hold up the rules of others. */
export const OCCURRENCES_PER_RULE = 40;

/** Days that the tombstone of a deleted rule is kept: longer than backups need to learn of it. */
export const FORGOTTEN_DAYS = 90;

/** Occurrences of a rule that wait to be confirmed. Later ones are proposed when these are decided. */
export const MAX_PROPOSALS = 60;

/**
 * Bytes of a request's body: the most that AWS WAF inspects in front of an API, so that it and the functions have the
 * same limit. https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
 */
export const MAX_BODY_BYTES = 64 * 1024;

/** Budgets of a ledger. */
export const MAX_BUDGETS = 50;

export const MAX_BUDGET_NAME_LENGTH = 60;

/** Categories or tags that a budget names. */
export const MAX_BUDGET_NAMES = 20;

/**
 * Values of a filter of a list, any of which may match: as many as a budget names, so that its expenses can be listed.
 */
export const MAX_FILTER_NAMES = MAX_BUDGET_NAMES;

/** Number of shares of a budget at which it alerts, and the largest of them in percent. */
export const MAX_THRESHOLDS = 5;
export const MAX_THRESHOLD_PERCENT = 1000;

/** Months before and after the current day in which a new budget can begin. */
export const MAX_BUDGET_START_MONTHS = 24;

/** Latest periods of a budget that are listed. */
export const MAX_BUDGET_PERIODS = 53;

/** Maximum bytes of a receipt's file, and maximum pixels of its sides: the limits of Textract. */
export const MAX_RECEIPT_BYTES = 10_000_000;
export const MAX_RECEIPT_SIDE = 10_000;

/**
 * Bytes at the start of a PDF in which its header may follow others, and at its end that hold its trailer: what readers
 * and Textract accept.
 */
export const PDF_MARGIN_BYTES = 1024;

/** Maximum number of pages of a receipt that are read. Each costs money. */
export const MAX_RECEIPT_PAGES = 20;

export const MAX_FILE_NAME_LENGTH = 200;

/** Findings that are shown at a time: nobody reads a longer list. */
export const MAX_FINDINGS = 5;

/** Characters of the key of a finding, which may have a merchant's name in it. */
export const MAX_INSIGHT_KEY_LENGTH = 120;

/** Characters of the ID of a model that may phrase letters. */
export const MAX_MODEL_ID_LENGTH = 200;

/** Latest expenses of a ledger that were marked as one-offs. */
export const MAX_ONE_OFFS = 50;

/** Latest findings that a user has dismissed. */
export const MAX_QUIET_INSIGHTS = 100;

/** Latest findings of which is remembered that a letter told them, of all ledgers of a user. */
export const MAX_TOLD_FINDINGS = 300;
