import { shownRows } from "../insights/insightAnswers";
import { categoryIn } from "../insights/letterCategories";
import type { LetterFacts } from "../insights/letterFacts";
import { dayInWords, moneyIn } from "../insights/letterFigures";
import type { Finding } from "../insights/model";
import { selectedHref } from "../insights/rowsHref";
import type { LinkTo } from "../ledgers/ledgerLink";
import { MAX_LEDGER_NAME_LENGTH } from "../values/limits";
import type { MailLanguage } from "../values/mailLanguage";
import { formatAmount } from "../values/money";
import { isolate, plain } from "../values/text";

/** Findings in a letter. */
export const MAX_TOLD = 3;

/** Characters of the name of a merchant, a category or a budget. */
const MAX_NAME = 60;

/** Kinds of findings that compare an amount with the usual one, or with another one. */
type Compared = "usual" | "budget" | "price" | "year";

const COMPARED: Partial<Record<Finding["kind"], Compared>> = {
  budget: "budget",
  price: "price",
  year: "year",
};

/** Characters of an address in an email, at most: programs break longer lines. */
const MAX_ADDRESS = 900;

interface Words {
  subject(month: string): string;
  findings: string;
  kinds: Record<Finding["kind"], string>;
  /** The amount that a finding compares its own with. */
  compared: Record<Compared, (amount: string) => string>;
  ledger: string;
  all: string;
  off: string;
}

/** The words around a letter. SNS takes a subject of at most 100 ASCII characters, so Arabic uses the English one. */
const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: (month) => `Your month: ${month}`,
    findings: "Worth noting:",
    kinds: {
      double: "Charged twice?",
      budget: "Budget that will be exceeded",
      unusual: "Unusual expense",
      price: "New price",
      recurring: "Recurs, without a rule",
      stopped: "Stopped",
      pace: "This month so far",
      year: "This year so far",
      category: "More than usual",
      merchant: "More than usual",
    },
    compared: {
      usual: (amount) => `usually ${amount}`,
      budget: (amount) => `of ${amount}`,
      price: (amount) => `before: ${amount}`,
      year: (amount) => `by this day last year: ${amount}`,
    },
    ledger: "Ledger",
    all: "All insights, and the expenses behind them",
    off: "You can turn this email off there.",
  },
  de: {
    subject: (month) => `Ihr Monat: ${month}`,
    findings: "Auffällig:",
    kinds: {
      double: "Doppelt abgebucht?",
      budget: "Budget, das überschritten wird",
      unusual: "Ungewöhnliche Ausgabe",
      price: "Anderer Preis",
      recurring: "Kommt wieder, ohne Regel",
      stopped: "Kam nicht mehr",
      pace: "Dieser Monat bisher",
      year: "Dieses Jahr bisher",
      category: "Mehr als üblich",
      merchant: "Mehr als üblich",
    },
    compared: {
      usual: (amount) => `üblich: ${amount}`,
      budget: (amount) => `von ${amount}`,
      price: (amount) => `vorher: ${amount}`,
      year: (amount) => `letztes Jahr bis zu diesem Tag: ${amount}`,
    },
    ledger: "Ausgabenbuch",
    all: "Alle Einblicke und die Ausgaben dahinter",
    off: "Dort lässt sich diese Nachricht abstellen.",
  },
  ar: {
    subject: (month) => `Your month: ${month}`,
    findings: "ما يستحق الذكر:",
    kinds: {
      double: "خُصم مرتين؟",
      budget: "ميزانية ستُتجاوز",
      unusual: "مصروف غير معتاد",
      price: "سعر آخر",
      recurring: "يتكرر بلا قاعدة",
      stopped: "لم يتكرر",
      pace: "هذا الشهر حتى الآن",
      year: "هذه السنة حتى الآن",
      category: "أكثر من المعتاد",
      merchant: "أكثر من المعتاد",
    },
    compared: {
      usual: (amount) => `عادةً ${amount}`,
      budget: (amount) => `من ${amount}`,
      price: (amount) => `سابقًا ${amount}`,
      year: (amount) => `حتى هذا اليوم من العام الماضي ${amount}`,
    },
    ledger: "الدفتر",
    all: "كل الملاحظات والمصروفات وراءها",
    off: "يمكن إيقاف هذه الرسالة من هناك.",
  },
};

/** A letter to be emailed. */
interface MailedLetter {
  facts: LetterFacts;
  /** The letter itself. */
  text: string;
  /** At most {@link MAX_TOLD}, the most important first. */
  findings: readonly Finding[];
}

/** The rest of the email. */
interface LetterMailContext {
  language: MailLanguage;
  ledgerName?: string | undefined;
  linkTo: LinkTo;
}

/**
 * The email of a month's letter. It contains little of what users wrote, and no links but to the site.
 */
export function letterMail(
  { facts, text, findings }: MailedLetter,
  { language, ledgerName, linkTo }: LetterMailContext,
): { subject: string; text: string } {
  const words = WORDS[language];
  const told = findings.flatMap((finding) => [
    `- ${inWords(finding, facts.currency, language)}`,
    `  ${addressOf(finding, facts.currency, linkTo)}`,
  ]);
  const body = [
    text,
    ...(told.length > 0 ? ["", words.findings, ...told] : []),
    "",
    ...(ledgerName === undefined ? [] : [`${words.ledger}: ${plain(ledgerName, MAX_LEDGER_NAME_LENGTH)}`]),
    `${words.all}: ${linkTo("reports/insights")}`,
    words.off,
  ].join("\n");
  return { subject: words.subject(facts.month), text: body };
}

/** A finding in one line. */
function inWords(
  { kind, name, category, amount, usual, day }: Finding,
  currency: string,
  language: MailLanguage,
): string {
  const words = WORDS[language];
  const write = moneyIn(language, currency);
  const money = (minor: number) => write(formatAmount(Math.round(minor), currency));
  // Amid the line: a name from right to left would take the amount after it along.
  const named = plain(name ?? categoryIn(language, category ?? ""), MAX_NAME);
  const about = isolate(named, words.ledger);
  const compared = words.compared[COMPARED[kind] ?? "usual"];
  const before = usual === undefined ? [] : [compared(money(usual))];
  const parts = [words.kinds[kind], ...(about ? [about] : []), money(amount), ...before];
  return [...parts, dayInWords(language, day)].join(" · ");
}

/** The address of what a finding is about: of the budgets, or of its expenses. */
function addressOf({ kind, rows }: Finding, currency: string, linkTo: LinkTo): string {
  if (kind === "budget") return linkTo("budgets");
  const write = (minor: number) => formatAmount(minor, currency);
  const address = linkTo(selectedHref(shownRows(rows, currency, write)).slice("#/".length));
  return address.length <= MAX_ADDRESS ? address : linkTo("reports/insights");
}
