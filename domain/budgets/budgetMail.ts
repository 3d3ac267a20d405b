import { dayInWords, moneyIn } from "../insights/letterFigures";
import type { LinkTo } from "../ledgers/ledgerLink";
import { MAX_BUDGET_NAME_LENGTH, MAX_LEDGER_NAME_LENGTH } from "../values/limits";
import type { MailLanguage } from "../values/mailLanguage";
import { formatAmount } from "../values/money";
import { plain } from "../values/text";
import type { BudgetAlert } from "./model";

/** Characters of the description of an expense in an email. */
const MAX_DESCRIPTION = 60;

interface Words {
  subject(percent: number): string;
  reached(percent: number): string;
  usedUp: string;
  over: string;
  budget: string;
  spent(spent: string, available: string): string;
  left: string;
  period(from: string, to: string): string;
  /** From 1. */
  days(count: number): string;
  ended: string;
  largest: string;
  ledger: string;
  open: string;
  alert: string;
}

/**
 * The words of the email. SNS takes a subject of at most 100 ASCII characters without line breaks, so Arabic uses the
 * English one.
 */
const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: (percent) => `Budget Alert: ${percent} %`,
    reached: (percent) => `${percent} % of a budget is spent.`,
    usedUp: "A budget is used up.",
    over: "A budget is overspent.",
    budget: "Budget",
    spent: (spent, available) => `Spent: ${spent} of ${available}`,
    left: "Left",
    period: (from, to) => `Period: ${from} to ${to}`,
    days: (count) => (count === 1 ? "Today is its last day." : `${count} days are left, today included.`),
    ended: "This period has ended.",
    largest: "Largest expenses:",
    ledger: "Ledger",
    open: "Open",
    alert: "Alert",
  },
  de: {
    subject: (percent) => `Budget zu ${percent} % verbraucht`,
    reached: (percent) => `${percent} % eines Budgets sind ausgegeben.`,
    usedUp: "Ein Budget ist aufgebraucht.",
    over: "Ein Budget ist überschritten.",
    budget: "Budget",
    spent: (spent, available) => `Ausgegeben: ${spent} von ${available}`,
    left: "Übrig",
    period: (from, to) => `Zeitraum: ${from} bis ${to}`,
    days: (count) => (count === 1 ? "Heute ist der letzte Tag." : `Noch ${count} Tage mit heute.`),
    ended: "Dieser Zeitraum ist vorbei.",
    largest: "Größte Ausgaben:",
    ledger: "Ausgabenbuch",
    open: "Öffnen",
    alert: "Warnung",
  },
  ar: {
    subject: (percent) => `Budget Alert: ${percent} %`,
    reached: (percent) => `أُنفق ${percent} % من ميزانية.`,
    usedUp: "استُنفدت ميزانية.",
    over: "جرى تجاوز ميزانية.",
    budget: "الميزانية",
    spent: (spent, available) => `الإنفاق: ${spent} من ${available}`,
    left: "المتبقي",
    period: (from, to) => `الفترة: من ${from} إلى ${to}`,
    days: (count) => (count === 1 ? "اليوم آخر أيامها." : `الأيام المتبقية مع اليوم: ${count}`),
    ended: "انتهت هذه الفترة.",
    largest: "أكبر المصروفات:",
    ledger: "الدفتر",
    open: "فتح",
    alert: "التنبيه",
  },
};

/** The rest of the email. */
interface BudgetMailContext {
  language: MailLanguage;
  ledgerName?: string | undefined;
  linkTo: LinkTo;
}

/**
 * The email of a budget's alert. It contains little of what users wrote, and nothing that an email program turns into a
 * link.
 */
export function budgetMail(
  alert: BudgetAlert,
  { language, ledgerName, linkTo }: BudgetMailContext,
): { subject: string; text: string } {
  const words = WORDS[language];
  const { spent, available, currency, threshold } = alert;
  const write = moneyIn(language, currency);
  const money = (minor: number) => write(formatAmount(minor, currency));
  const day = (one: string) => dayInWords(language, one);
  const text = [
    spent > available ? words.over : spent === available ? words.usedUp : words.reached(threshold),
    "",
    `${words.budget}: ${plain(alert.name, MAX_BUDGET_NAME_LENGTH)}`,
    words.spent(money(spent), money(available)),
    `${words.left}: ${money(available - spent)}`,
    words.period(day(alert.from), day(alert.to)),
    alert.daysLeft === 0 ? words.ended : words.days(alert.daysLeft),
    ...(ledgerName === undefined ? [] : [`${words.ledger}: ${plain(ledgerName, MAX_LEDGER_NAME_LENGTH)}`]),
    ...(alert.largest.length === 0 ? [] : ["", words.largest]),
    ...alert.largest.map(
      (one) => `- ${day(one.date)}: ${money(one.amount)}, ${plain(one.description, MAX_DESCRIPTION)}`,
    ),
    "",
    `${words.open}: ${linkTo("budgets")}`,
    `${words.alert}: ${alert.id}`,
  ].join("\n");
  return { subject: words.subject(threshold), text };
}
