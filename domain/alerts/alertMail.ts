import type { Alert } from "../expenses/model";
import { texts } from "../expenses/texts";
import { MAX_LEDGER_NAME_LENGTH } from "../values/limits";
import type { MailLanguage } from "../values/mailLanguage";
import { formatAmount } from "../values/money";
import { plain } from "../values/text";

/** Value of the attribute `audience` of the one mail of each alert that `alertEmails` get, however many members get a copy. */
export const OPERATORS = "operators";

/** Characters of free text in a mail. */
const MAX_FREE_TEXT = 100;

/** Characters of the shop, or of what it was for, in a subject. */
const MAX_SUBJECT_TEXT = 40;

/** The words of an alert mail. SNS takes a subject of at most 100 ASCII characters without line breaks: Arabic has the English one. */
const WORDS = {
  en: {
    subject: "Expense Alert",
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
    logged: "Eine Ausgabe oberhalb Ihrer Warngrenze wurde eingetragen.",
    amount: "Betrag",
    description: "Wofür",
    category: "Kategorie",
    date: "Datum",
    ledger: "Ausgabenbuch",
    open: "Wenn sie nicht stimmt, ändern oder löschen Sie sie hier",
    alert: "Hinweis",
  },
  ar: {
    subject: "Expense Alert",
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

/** The rest of what the mail of an alert says. */
export interface AlertMailContext {
  language?: MailLanguage;
  ledgerName?: string | undefined;
  /** Address of the site, for members of the ledger. `alertEmails` find nothing there. */
  siteUrl?: string;
}

/**
 * An alert mail. SNS sends it to members and to `alertEmails`, to whom the one who logged the expense may be a stranger, so it holds
 * little of what that user wrote, and nothing that a mail program makes a link of.
 */
export function alertMail(
  alert: Alert,
  { language = "en", ledgerName, siteUrl }: AlertMailContext = {},
): { subject: string; text: string } {
  const words = WORDS[language];
  const category = plain(alert.category, texts.category.max);
  const amount = `${formatAmount(alert.amount, alert.currency)} ${alert.currency}`;
  const text = [
    words.logged,
    "",
    `${words.amount}: ${amount}`,
    `${words.description}: ${plain(alert.description, MAX_FREE_TEXT - [...category].length)}`,
    `${words.category}: ${category}`,
    `${words.date}: ${alert.date}`,
    ...(ledgerName === undefined ? [] : [`${words.ledger}: ${plain(ledgerName, MAX_LEDGER_NAME_LENGTH)}`]),
    "",
    ...(siteUrl === undefined ? [] : [`${words.open}: ${siteUrl}/${placeOf(alert)}`]),
    `${words.alert}: ${alert.id}`,
  ].join("\n");
  const where = siteUrl === undefined ? "" : inSubject(alert.merchant ?? alert.description);
  return { subject: [`${words.subject}: ${amount}`, ...(where ? [where] : [])].join(", "), text };
}

/** The place of an expense on the site: its month, which scrolls to it. */
const placeOf = ({ id, date }: Alert) => `#/${date.slice(0, 7)}?expense=${id.split(".")[0]}`;

/** A text without what SNS refuses in a subject: it takes ASCII only. Nothing if there is no letter or digit left. */
function inSubject(text: string): string {
  const ascii = plain(text, MAX_SUBJECT_TEXT)
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "");
  return /[a-z0-9]/i.test(ascii) ? ascii.trim().slice(0, MAX_SUBJECT_TEXT) : "";
}
