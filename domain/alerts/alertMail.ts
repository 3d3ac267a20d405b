import type { Alert } from "../expenses/model";
import { simpleFields } from "../expenses/simpleFields";
import { categoryIn } from "../insights/letterCategories";
import { dayInWords, moneyIn } from "../insights/letterFigures";
import type { LinkTo } from "../ledgers/ledgerLink";
import { MAX_LEDGER_NAME_LENGTH } from "../values/limits";
import type { MailLanguage } from "../values/mailLanguage";
import { formatAmount } from "../values/money";
import { plain } from "../values/text";

/**
 * Value of the attribute `audience` of the single email of each alert for `alertEmails`, however many members get a
 * copy.
 */
export const OPERATORS = "operators";

/** Characters of free text in an email. */
const MAX_FREE_TEXT = 100;

/** Characters of the merchant or the description in a subject. */
const MAX_SUBJECT_TEXT = 40;

/**
 * The words of an alert email. SNS takes a subject of at most 100 ASCII characters without line breaks, so Arabic uses
 * the English one, and the mark before its decimals.
 */
const WORDS = {
  en: {
    subject: "Expense Alert",
    decimalMark: ".",
    logged: "An expense above your alert threshold was logged.",
    amount: "Amount",
    description: "Description",
    category: "Category",
    date: "Date",
    ledger: "Ledger",
    open: "If it is not right, change or delete it here",
    alert: "Alert",
  },
  de: {
    subject: "Hohe Ausgabe",
    decimalMark: ",",
    logged: "Eine Ausgabe oberhalb Ihrer Warngrenze wurde eingetragen.",
    amount: "Betrag",
    description: "Wofür",
    category: "Kategorie",
    date: "Datum",
    ledger: "Ausgabenbuch",
    open: "Wenn sie nicht stimmt, ändern oder löschen Sie sie hier",
    alert: "Warnung",
  },
  ar: {
    subject: "Expense Alert",
    decimalMark: ".",
    logged: "سُجّل مصروف يتجاوز حد التنبيه.",
    amount: "المبلغ",
    description: "الغرض",
    category: "الفئة",
    date: "التاريخ",
    ledger: "الدفتر",
    open: "إن لم يكن صحيحًا فغيّره أو احذفه هنا",
    alert: "التنبيه",
  },
} as const satisfies Record<MailLanguage, object>;

/** The rest of an alert email. */
interface AlertMailContext {
  language?: MailLanguage;
  ledgerName?: string | undefined;
  /** For members of the ledger. `alertEmails` have no use for it. */
  linkTo?: LinkTo;
}

/**
 * An alert email. SNS sends it to members and to `alertEmails`, to whom the author may be a stranger, so it contains
 * little of what that user wrote, and nothing that an email program turns into a link.
 */
export function alertMail(
  alert: Alert,
  { language = "en", ledgerName, linkTo }: AlertMailContext = {},
): { subject: string; text: string } {
  const words = WORDS[language];
  const category = plain(categoryIn(language, alert.category), simpleFields.category.max);
  const amount = formatAmount(alert.amount, alert.currency);
  const text = [
    words.logged,
    "",
    `${words.amount}: ${moneyIn(language, alert.currency)(amount)}`,
    `${words.description}: ${plain(alert.description, MAX_FREE_TEXT - [...category].length)}`,
    `${words.category}: ${category}`,
    `${words.date}: ${dayInWords(language, alert.date)}`,
    ...(ledgerName === undefined ? [] : [`${words.ledger}: ${plain(ledgerName, MAX_LEDGER_NAME_LENGTH)}`]),
    "",
    ...(linkTo === undefined ? [] : [`${words.open}: ${linkTo(placeOf(alert))}`]),
    `${words.alert}: ${alert.id}`,
  ].join("\n");
  const where = linkTo === undefined ? "" : inSubject(alert.merchant ?? alert.description);
  // With the code and without groups: few signs and separators of a language are ASCII.
  const subject = `${words.subject}: ${amount.replace(".", words.decimalMark)} ${alert.currency}`;
  return { subject: [subject, ...(where ? [where] : [])].join(", "), text };
}

/** The place of an expense on the site: its month, scrolled to the expense. */
const placeOf = ({ id, date }: Alert) => `${date.slice(0, 7)}?expense=${id.split(".")[0]}`;

/** Letters that do not decompose into one of ASCII and a mark. */
const IN_ASCII: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L" },
  ...{ đ: "d", Đ: "D", ð: "d", Ð: "D", þ: "th", Þ: "Th", ı: "i" },
};

/**
 * A text without the characters that SNS refuses in a subject, which takes ASCII only. Empty if no letter or digit is
 * left.
 */
function inSubject(text: string): string {
  const ascii = plain(text, MAX_SUBJECT_TEXT)
    .replace(/\P{ASCII}/gu, (letter) => IN_ASCII[letter] ?? letter)
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "");
  return /[a-z0-9]/i.test(ascii) ? ascii.trim().slice(0, MAX_SUBJECT_TEXT) : "";
}
