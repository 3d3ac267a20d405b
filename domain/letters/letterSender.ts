import { hash, randomUUID } from "node:crypto";
import type { AlertMail, AlertMailer } from "../alerts/alertMailer";
import type { AlertRecipientReader } from "../alerts/alertRecipients";
import { budgetInsights } from "../budgets/budgetForecast";
import type { InsightReader } from "../budgets/insightReader";
import { insightsOf } from "../insights/findings";
import { type LetterFacts, letterFactsOf, letterMonth } from "../insights/letterFacts";
import type { SpendingHistory } from "../insights/model";
import { quietOn } from "../insights/quietKeys";
import type { AccessReader } from "../ledgers/accessReader";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import { linksInto } from "../ledgers/ledgerLink";
import { isMember } from "../ledgers/principal";
import type { UserSettings } from "../ledgers/settings";
import { dayIn } from "../values/day";
import { isUnanswered } from "../values/failures";
import type { MailLanguage } from "../values/mailLanguage";
import { sortedJson } from "../values/sortedJson";
import { letterMail } from "./letterMail";
import type { LetterDraft, LetterMark, LetterMarks } from "./letterMarks";
import type { LetterWriter } from "./letterWriter";
import { newsOf } from "./toldFindings";

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
 * mark is reverted if the email was not handed over, or is refused. If the function dies between the two, or SNS does not
 * answer, that month's letter may be lost as an email, but stays on the page.
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
    const { access, recipients, reader, marks, siteUrl, timezone } = this.options;
    const { record, ledger } = await access.read(userId, ledgerId);
    if (record.closed !== undefined || record.enabled === false || !isMember(ledger, userId)) return false;
    const today = dayIn(defaultsOf(ledger, { timezone }).timezone, now);
    const month = letterMonth(today);
    // A run that goes on where another stopped has no time to draw again what was mailed.
    const before = await marks.read(userId);
    if (before.month !== undefined && before.month >= month) return false;
    const [recipient] = (await recipients.of(userId)).recipients;
    if (recipient === undefined) return false;
    const { histories, budgets } = await reader.read(ledger, today, { now, hasTime });
    const subject = subjectOf(histories);
    if (subject === undefined) return false;
    const { history, facts } = subject;
    const { currency } = facts;
    const { language } = recipient;
    const others = budgetInsights(budgets, currency).findings;
    const isQuiet = quietOn(settings, today, ledgerId);
    const { findings, told } = newsOf(before.told ?? [], { ledgerId, currency }, (wasTold) =>
      insightsOf(history, (key) => isQuiet(key, currency) || wasTold(key), others),
    );
    const draft = await this.draftOf(facts, language, settings, before.draft);
    const context = { language, ledgerName: ledger.name, linkTo: linksInto(siteUrl, ledgerId) };
    const mail = letterMail({ facts, text: draft.text, findings }, context);
    return this.mail({ userId, ledgerId }, mail, { ...before, draft }, { month, told, claim: randomUUID() });
  }

  /** The text of a letter. It is not written again, which may cost something, if only its email was refused. */
  private async draftOf(
    facts: LetterFacts,
    language: MailLanguage,
    settings: UserSettings,
    former: LetterDraft | undefined,
  ): Promise<LetterDraft> {
    const { phrasedLetters = false, phrasedBy } = settings;
    const of = hash("sha256", sortedJson({ facts, language, phrasedLetters, phrasedBy }), "base64url");
    if (former?.of === of) return former;
    return { of, text: await this.options.writer.write(facts, language, settings) };
  }

  /**
   * @param before The mark that the next run finds if this one does not email it.
   * @returns false if another run emailed it in the meantime, or if the user's quota is used up.
   */
  private async mail(
    { userId, ledgerId }: Pick<LetterReader, "userId" | "ledgerId">,
    mail: Pick<AlertMail, "subject" | "text">,
    before: LetterMark,
    after: LetterMark,
  ): Promise<boolean> {
    const { marks, mailer } = this.options;
    let [isMarked, isHandedOver, isRefused] = [true, false, true];
    try {
      isMarked = await marks.replace(userId, before, after);
      if (!isMarked) return false;
      const mails = [{ to: userId, ...mail, attributes: { ledgerId: userId } }];
      const occasion = { alertId: `letter.${after.month}`, kind: "letters", ledgerId } as const;
      const mailed = await mailer.mail(occasion, mails, () => {
        isHandedOver = true;
      });
      isRefused = !mailed.has(userId);
    } catch (error) {
      isRefused = !(isHandedOver && isUnanswered(error));
      throw error;
    } finally {
      // The next run tries again. The mark may be there even if its own write failed.
      if (isMarked && isRefused) await marks.replace(userId, after, before);
    }
    return !isRefused;
  }
}

/** The currency that a letter is about: the most used one of those that are known for the whole month. */
function subjectOf(histories: readonly SpendingHistory[]) {
  for (const history of histories) {
    const facts = letterFactsOf(history);
    if (facts !== undefined) return { history, facts };
  }
  return undefined;
}
