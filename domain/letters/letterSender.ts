import type { AlertMail, AlertMailer } from "../alerts/alertMailer";
import type { AlertRecipientReader } from "../alerts/alertRecipients";
import { budgetInsights } from "../budgets/budgetForecast";
import type { InsightReader } from "../budgets/insightReader";
import { insightsOf } from "../insights/findings";
import { letterFactsOf } from "../insights/letterFacts";
import type { Finding, Insights } from "../insights/model";
import { quietOn } from "../insights/quietKeys";
import type { AccessReader } from "../ledgers/accessReader";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import { linksInto } from "../ledgers/ledgerLink";
import { isMember } from "../ledgers/principal";
import type { UserSettings } from "../ledgers/settings";
import { dayIn } from "../values/day";
import { isUnanswered } from "../values/failures";
import { letterMail, MAX_TOLD } from "./letterMail";
import type { LetterMark, LetterMarks } from "./letterMarks";
import type { LetterWriter } from "./letterWriter";

/** A user who wants the letter of a ledger each month. */
export interface LetterReader {
  userId: string;
  ledgerId: string;
  settings: UserSettings;
}

export interface LetterSenderOptions {
  access: Pick<AccessReader, "read">;
  recipients: Pick<AlertRecipientReader, "of">;
  reader: Pick<InsightReader, "read">;
  marks: Pick<LetterMarks, "read" | "replace">;
  mailer: Pick<AlertMailer, "mail">;
  writer: Pick<LetterWriter, "write">;
  /** Address of the site. */
  siteUrl: string;
  /** Time zone of ledgers without one of their own. */
  timezone: string;
}

/**
 * Emails the letter of the last month. It is marked right before the email, so that two runs do not email it twice; the
 * mark is reverted if the email is refused. If the function dies between the two, or SNS does not answer, that month's
 * letter may be lost as an email, but stays on the page.
 */
export class LetterSender {
  constructor(private readonly options: LetterSenderOptions) {}

  /**
   * @returns true if it was emailed; false if the user may no longer read the ledger or has turned emails off, if there
   *   is no month to write about, or if it was emailed before.
   * @throws ApiError 503 if there is not enough time. The next call continues.
   */
  async send(
    { userId, ledgerId, settings }: LetterReader,
    now: Date,
    hasTime: () => boolean,
  ): Promise<boolean> {
    const { access, recipients, reader, marks, writer, siteUrl, timezone } = this.options;
    const { record, ledger } = await access.read(userId, ledgerId);
    if (record.closed !== undefined || record.enabled === false || !isMember(ledger, userId)) return false;
    const [recipient] = (await recipients.of(userId)).recipients;
    if (recipient === undefined) return false;
    const today = dayIn(defaultsOf(ledger, { timezone }).timezone, now);
    const { histories, budgets } = await reader.read(ledger, today, { now, hasTime });
    const [history] = histories;
    const facts = history && letterFactsOf(history);
    if (history === undefined || facts === undefined) return false;
    const { month, currency } = facts;
    const before = await marks.read(userId);
    if (before.month !== undefined && before.month >= month) return false;
    const { language } = recipient;
    const others = budgetInsights(budgets, currency).findings;
    const isQuiet = quietOn(settings, today, ledgerId);
    const { findings, told } = newsOf(before, (wasTold) =>
      insightsOf(history, (key) => isQuiet(key, currency) || wasTold(key), others),
    );
    const text = await writer.write(facts, language, settings);
    const context = { language, ledgerName: ledger.name, linkTo: linksInto(siteUrl, ledgerId) };
    return this.mail(userId, letterMail({ facts, text, findings }, context), before, { month, told });
  }

  /** @returns false if another run emailed it in the meantime, or if the user's quota is used up. */
  private async mail(
    userId: string,
    mail: Pick<AlertMail, "subject" | "text">,
    before: LetterMark,
    after: LetterMark,
  ): Promise<boolean> {
    const { marks, mailer } = this.options;
    if (!(await marks.replace(userId, before, after))) return false;
    let isRefused = true;
    try {
      const mailed = await mailer.mail(`letter.${after.month}`, [
        { to: userId, ...mail, attributes: { ledgerId: userId } },
      ]);
      isRefused = !mailed.has(userId);
    } catch (error) {
      isRefused = !isUnanswered(error);
      throw error;
    } finally {
      // The next run tries again.
      if (isRefused) await marks.replace(userId, after, before);
    }
    return !isRefused;
  }
}

/** The findings of a letter, none of which an earlier one told, and the keys to remember. */
function newsOf(
  { told: former = [] }: LetterMark,
  find: (wasTold: (key: string) => boolean) => Pick<Insights, "findings" | "dismissed">,
): { findings: Finding[]; told: string[] } {
  const known = new Set(former);
  const { findings, dismissed } = find((key) => known.has(key));
  const news = findings.slice(0, MAX_TOLD);
  const told = [...dismissed.filter(({ key }) => known.has(key)), ...news].map(({ key }) => key);
  return { findings: news, told };
}
