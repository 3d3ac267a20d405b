import type { AlertMailer } from "../alerts/alertMailer";
import type { AlertRecipientReader } from "../alerts/alertRecipients";
import { budgetInsights } from "../budgets/budgetForecast";
import type { InsightReader } from "../budgets/insightReader";
import { insightsOf } from "../insights/findings";
import { letterFactsOf } from "../insights/letterFacts";
import { quietOn } from "../insights/quietKeys";
import type { AccessReader } from "../ledgers/accessReader";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import { isMember } from "../ledgers/principal";
import type { UserSettings } from "../ledgers/settings";
import { dayIn } from "../values/day";
import { letterMail } from "./letterMail";
import type { LetterMarks } from "./letterMarks";
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
  marks: Pick<LetterMarks, "claim" | "release">;
  mailer: Pick<AlertMailer, "mail">;
  writer: Pick<LetterWriter, "write">;
  /** Address of the site. */
  siteUrl: string;
  /** Time zone of ledgers without one of their own. */
  timezone: string;
}

/**
 * Emails the letter of the last month. It is marked before SNS accepts it, so that two runs do not email it twice; the
 * mark is reverted if SNS refuses. If the function dies between the two, that month's letter is lost as an email, but
 * stays on the page.
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
    const { access, recipients, reader, marks, mailer, writer, siteUrl, timezone } = this.options;
    const { record, ledger } = await access.read(userId, ledgerId);
    if (record.closed !== undefined || record.enabled === false || !isMember(ledger, userId)) return false;
    const [recipient] = (await recipients.of(userId)).recipients;
    if (recipient === undefined) return false;
    const today = dayIn(defaultsOf(ledger, { timezone }).timezone, now);
    const { histories, budgets } = await reader.read(ledger, today, { now, hasTime });
    const [history] = histories;
    const facts = history && letterFactsOf(history);
    if (history === undefined || facts === undefined) return false;
    if (!(await marks.claim(userId, facts.month))) return false;
    const { language } = recipient;
    const others = budgetInsights(budgets, facts.currency).findings;
    const { findings } = insightsOf(history, quietOn(settings, today), others);
    const text = await writer.write(facts, language, settings);
    const mail = letterMail({ facts, text, findings }, { language, ledgerName: ledger.name, siteUrl });
    const mailed = await mailer
      .mail(`letter.${facts.month}`, [{ to: userId, ...mail, attributes: { ledgerId: userId } }])
      .catch(async (error: unknown) => {
        // The next run tries again.
        await marks.release(userId, facts.month);
        throw error;
      });
    return mailed.has(userId);
  }
}
