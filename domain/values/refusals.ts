import { AMOUNT_REFUSALS } from "./amountRefusals";
import { LEDGER_REFUSALS } from "./ledgerRefusals";
import { PLAN_REFUSALS } from "./planRefusals";
import { RECEIPT_REFUSALS } from "./receiptRefusals";

// No schemas here: the page takes its types from this file, and its translations are checked against it.

/**
 * Every refusal and failure that the API returns: its HTTP status, and its text in English. Codes are `subject.reason`;
 * programs and translations rely on them, so a code keeps its name and its meaning. `{name}` is replaced by a value.
 */
export const REFUSALS = {
  "request.invalid": { status: 400, text: "The request is not valid." },
  "request.tooLarge": { status: 413, text: "The request is too large." },
  "mediaType.unsupported": { status: 415, text: "The body must be sent as application/json." },
  "requests.tooMany": { status: 429, text: "Too many requests. Try again in a moment." },
  "requests.shareUsedUp": { status: 429, text: "Too many requests. Try again in a few minutes." },
  "quota.perHour": {
    status: 429,
    text: "The limit for this is {max} an hour. Try again later.",
  },
  "quota.perDay": {
    status: 429,
    text: "The limit for this is {max} a day. Try again later.",
  },
  "quota.perMonth": {
    status: 429,
    text: "The limit for this is {max} a month. Try again next month.",
  },
  "quota.ofAll": {
    status: 429,
    text: "All users together have reached the limit for this. Try again later.",
  },
  "route.unknown": { status: 404, text: "This route does not exist." },
  "auth.required": { status: 401, text: "Please sign in." },
  "session.expired": { status: 401, text: "The session has expired. Please sign in again." },
  "signIn.notRecent": {
    status: 403,
    text: "This needs a sign-in within the last {minutes} minutes. Please sign in again.",
  },
  "secondFactor.required": {
    status: 403,
    text: "Admins need a second factor. Set up an authenticator app in your settings.",
  },
  "admin.required": { status: 403, text: "Only admins can do this." },
  "server.failed": { status: 500, text: "Something went wrong on our side. Try again." },
  "server.busy": {
    status: 503,
    text: "The service is busy. Nothing was lost: try again in a moment.",
  },
  "server.timeout": { status: 503, text: "The service is busy. Try again in a moment." },

  "body.notJson": { status: 400, text: "The body must be JSON." },
  "body.notObject": { status: 400, text: "The body must be a JSON object." },
  "body.invalid": {
    status: 400,
    text: "The body must be a JSON object with the properties that the API defines.",
  },
  "days.reversed": { status: 400, text: "The last day is before the first one." },
  "parameter.missing": { status: 400, text: "A required parameter is missing." },
  "parameter.repeated": { status: 400, text: "Specify {name} only once." },
  "parameter.tooMany": { status: 400, text: "At most {max} of {name} can be given." },
  "property.unknown": { status: 400, text: "{name} is not supported here. Leave it out." },
  "changes.empty": { status: 400, text: "Specify at least one property to change." },
  "flag.invalid": { status: 400, text: "`{name}` must be true or false." },
  "number.invalid": { status: 400, text: "`{name}` must be a whole number from {min} to {max}." },
  "limit.invalid": { status: 400, text: "The limit must be a whole number from 1 to {max}." },
  "cursor.invalid": {
    status: 400,
    text: "This cursor does not belong to this list. Start again without it.",
  },
  "months.invalid": { status: 400, text: "The number of months must be a whole number from 1 to {max}." },
  "period.invalid": {
    status: 400,
    text: "Specify a month, or the first and the last of at most {max} days as from and to.",
  },
  "sums.unfinished": {
    status: 503,
    text: "There are too many expenses to be summed at once. Try again: each request continues.",
  },
  "since.invalid": {
    status: 400,
    text: "`since` must be a UTC instant, for example 2026-11-20T08:00:00.000Z.",
  },
  "since.outOfReach": {
    status: 410,
    text: "Changes since then are no longer available. Reload the whole list.",
  },

  "text.invalid": { status: 400, text: "{label} must be text." },
  "text.empty": { status: 400, text: "{label} must not be empty." },
  "text.tooLong": { status: 400, text: "{label} must have at most {max} characters." },
  "text.notUnicode": { status: 400, text: "{label} must be valid Unicode." },
  "text.controlCharacters": { status: 400, text: "{label} must not contain control characters." },

  "signUp.closed": { status: 403, text: "Sign-up is by invitation. Ask an admin to invite you." },
  "email.invalid": { status: 400, text: "The email address is not valid." },
  "password.weak": {
    status: 400,
    text: "The password must have {min} to {max} characters, among them an uppercase and a lowercase letter, a digit and a symbol.",
  },
  "secondFactor.notVerified": {
    status: 409,
    text: "No authenticator app is verified yet. Verify a code of your app first.",
  },
  "secondFactor.off": {
    status: 409,
    text: "You sign in without an authenticator app, so there are no recovery codes.",
  },
  "recovery.refused": {
    status: 403,
    text: "The email address, the password or the recovery code is incorrect.",
  },

  ...AMOUNT_REFUSALS,
  ...PLAN_REFUSALS,
  ...RECEIPT_REFUSALS,
  "amount.required": { status: 400, text: "To change the currency, specify the amount in it, too." },
  "kind.invalid": { status: 400, text: "The kind must be expense, refund or income." },
  "tags.invalid": { status: 400, text: "The tags must be a list." },
  "tags.tooMany": { status: 400, text: "There can be at most {max} tags." },
  "tags.duplicate": { status: 400, text: "Each tag can be given once." },
  "parts.invalid": {
    status: 400,
    text: "The parts must be a list of objects, each with a category and an amount.",
  },
  "parts.tooMany": { status: 400, text: "There can be at most {max} parts." },
  "parts.unequal": { status: 400, text: "The parts must sum to the amount: they are {sum} of {amount}." },
  "parts.required": {
    status: 400,
    text: "The expense is split. To change its amount, specify its parts as well, or an empty list for none.",
  },
  "userId.invalid": { status: 400, text: "The user must be named by their ID." },
  "currency.invalid": { status: 400, text: "The currency must be an ISO 4217 code, for example EUR." },
  "date.invalid": {
    status: 400,
    text: "The date must be a valid day in the format YYYY-MM-DD, in {year} or later.",
  },
  "month.invalid": { status: 400, text: "The month must have the format YYYY-MM, for example 2026-11." },

  "timezone.invalid": {
    status: 400,
    text: "The time zone must be in the IANA database, for example Europe/Berlin.",
  },
  "quietInsights.invalid": {
    status: 400,
    text: "A dismissed finding must have a key, and may have a ledger, a currency, and a day until which it is dismissed, YYYY-MM-DD.",
  },
  "quietInsights.tooMany": { status: 400, text: "At most {max} findings can be dismissed." },
  "oneOffs.invalid": {
    status: 400,
    text: "At most {max} expenses can be one-offs, each by the key of its finding.",
  },
  "monthlyLetter.invalid": { status: 400, text: "The monthly letter must name a ledger by its ID." },
  "monthStart.invalid": {
    status: 400,
    text: "The first day of the month must be a whole number from 1 to {max}.",
  },
  "alertThreshold.invalid": {
    status: 400,
    text: "The alert threshold must be an object with an amount and a currency.",
  },
  "theme.invalid": { status: 400, text: "The theme must be system, light or dark." },
  "language.invalid": { status: 400, text: "The language must be a BCP 47 tag, for example de." },
  "mailLanguage.invalid": { status: 400, text: "Emails are written in these languages: {languages}." },
  "colour.invalid": { status: 400, text: "The color must have the format #rrggbb, in lowercase." },
  "category.invalid": { status: 400, text: "A category must be an object." },
  "categories.invalid": { status: 400, text: "The categories must be a list." },
  "categories.tooMany": { status: 400, text: "There can be at most {max} categories." },
  "categories.duplicate": { status: 400, text: "Category names must be unique." },
  "categoryGroups.invalid": { status: 400, text: "The groups of categories must be a list of names." },
  "categoryGroups.tooMany": { status: 400, text: "There can be at most {max} groups of categories." },
  "categoryGroups.duplicate": { status: 400, text: "Names of groups must be unique." },
  "categoryGroup.unknown": {
    status: 400,
    text: "The group of a category must be one of the groups of categories.",
  },

  "idempotencyKey.invalid": {
    status: 400,
    text: "The Idempotency-Key must be 1 to 128 visible ASCII characters.",
  },
  "idempotencyKey.reused": {
    status: 422,
    text: "This Idempotency-Key was used for another expense. Use a new key.",
  },
  "version.required": {
    status: 428,
    text: "Specify the version that you change: send its ETag as If-Match.",
  },
  "version.conflict": {
    status: 412,
    text: "It was changed in the meantime. Read it again, then repeat your change.",
  },

  ...LEDGER_REFUSALS,
  "expense.notOwn": { status: 403, text: "You can only change expenses that you added yourself." },
  "expense.notFound": { status: 404, text: "The expense does not exist." },
  "expense.inTrash": { status: 409, text: "The expense is in the trash. Restore it first." },
  "expense.notInTrash": { status: 409, text: "The expense is not in the trash. Delete it first." },
  "version.invalid": { status: 400, text: "The version must be a whole number above 0." },
  "change.notFound": {
    status: 404,
    text: "The history of the expense does not contain this change. It keeps only the last ones.",
  },
  "change.superseded": {
    status: 409,
    text: "What this change set has been changed again. Undo the later change first.",
  },
  "change.ofReceipt": {
    status: 409,
    text: "A change of the receipt cannot be undone. Add the receipt again, or remove it.",
  },
  "expenseId.invalid": { status: 400, text: "The ID of an expense must be a text of 1 to 64 characters." },
  "batch.invalid": { status: 400, text: "Specify 1 to {max} expenses, each as an object with its id." },
  "batch.repeated": { status: 400, text: "Specify each expense only once." },
  "batch.category": { status: 400, text: "Specify the category with `categorise`, and only with it." },
  "action.invalid": { status: 400, text: "The action must be categorise, delete, restore, undo or erase." },
  "expense.contended": {
    status: 409,
    text: "The expense is being changed by other requests. Try again.",
  },
  "export.notFound": { status: 404, text: "The export does not exist." },
  "start.contended": {
    status: 409,
    text: "Another request is already starting this. Try again in a moment.",
  },
  "report.notFound": { status: 404, text: "There is no such report yet. Request it first." },
  "report.monthInvalid": {
    status: 400,
    text: "Specify a month as YYYY-MM, for example 2026-11, or a year as YYYY.",
  },
  "report.empty": { status: 404, text: "No expenses found for the month." },
  "report.failed": { status: 404, text: "The report could not be created. Request it again." },
  "report.making": { status: 409, text: "The report is being created. Try again in a moment." },
  "report.archived": {
    status: 409,
    text: "The report is in the archive. Request it from there, then download it when it is ready.",
  },
  "report.retrieving": {
    status: 409,
    text: "The report is being retrieved from the archive. Try again later.",
  },
  "subscription.noRoom": {
    status: 409,
    text: "The maximum number of alert subscriptions is reached. Contact the operator of this tracker.",
  },
  "subscription.operator": {
    status: 409,
    text: "This address already receives the alerts of all ledgers.",
  },
  "user.notFound": { status: 404, text: "The user does not exist." },
  "user.exists": {
    status: 409,
    text: "The address already belongs to a user who has signed in or is disabled.",
  },
  "user.lastAdmin": {
    status: 409,
    text: "You are the last admin. Make somebody who has signed in before an admin, then delete your account.",
  },
  "users.contended": { status: 409, text: "Another admin is changing users. Try again in a moment." },
  "user.self": { status: 409, text: "Ask another admin to change your own account." },
  "queue.notFound": { status: 404, text: "The queue does not exist." },
} as const;

/** Identifies a refusal for programs. */
export type RefusalCode = keyof typeof REFUSALS;

/** Values that are inserted into the text of a refusal. Numbers are formatted for the reader's locale. */
export type RefusalValues = Readonly<Record<string, string | number>>;

/** A refusal whose text is not chosen yet. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly values?: RefusalValues | undefined;
}

/** The English text of a refusal. */
export function refusalText({ code, values = {} }: Refusal): string {
  return REFUSALS[code].text.replace(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name));
}
