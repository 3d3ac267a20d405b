import { categoryIn } from "../insights/letterCategories";
import type { LetterFacts } from "../insights/letterFacts";
import { dayInWords, moneyIn } from "../insights/letterFigures";
import type { Finding } from "../insights/model";
import type { LinkTo } from "../ledgers/ledgerLink";
import { MAX_LEDGER_NAME_LENGTH } from "../values/limits";
import type { MailLanguage } from "../values/mailLanguage";
import { formatAmount } from "../values/money";
import { isolate, plain } from "../values/text";

/** Findings in a letter. */
export const MAX_TOLD = 3;

/** Characters of the name of a merchant, a category or a budget. */
const MAX_NAME = 60;

interface Words {
  subject(month: string): string;
  findings: string;
  kinds: Record<Finding["kind"], string>;
  usually(amount: string): string;
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
      price: "Another price",
      recurring: "Recurs, without a rule",
      stopped: "Did not come again",
      pace: "This month so far",
      year: "This year so far",
      category: "More than usual",
      merchant: "More than usual",
    },
    usually: (amount) => `before or usually ${amount}`,
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
    usually: (amount) => `vorher oder üblich ${amount}`,
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
    usually: (amount) => `سابقًا أو عادةً ${amount}`,
    ledger: "الدفتر",
    all: "كل الملاحظات والمصروفات وراءها",
    off: "يمكن إيقاف هذه الرسالة من هناك.",
  },
};

/** A letter to be emailed. */
export interface MailedLetter {
  facts: LetterFacts;
  /** The letter itself. */
  text: string;
  /** At most {@link MAX_TOLD}, the most important first. */
  findings: readonly Finding[];
}

/** The rest of the email. */
export interface LetterMailContext {
  language: MailLanguage;
  ledgerName?: string | undefined;
  linkTo: LinkTo;
}

/**
 * The email of a month's letter. It contains little of what users wrote, and nothing that an email program turns into a
 * link.
 */
export function letterMail(
  { facts, text, findings }: MailedLetter,
  { language, ledgerName, linkTo }: LetterMailContext,
): { subject: string; text: string } {
  const words = WORDS[language];
  const write = moneyIn(language, facts.currency);
  const money = (minor: number) => write(formatAmount(Math.round(minor), facts.currency));
  const told = findings.map(({ kind, name, category, amount, usual, day }) => {
    // Amid the line: a name from right to left would take the amount after it along.
    const about = isolate(plain(name ?? categoryIn(language, category ?? ""), MAX_NAME));
    const before = usual === undefined ? [] : [words.usually(money(usual))];
    const parts = [words.kinds[kind], ...(about ? [about] : []), money(amount), ...before];
    return `- ${[...parts, dayInWords(language, day)].join(" · ")}`;
  });
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
