import type { S3Client } from "@aws-sdk/client-s3";
import type { AlertLog } from "../alerts/alertLog";
import type { AlertSubscriptions } from "../alerts/alertSubscriptions";
import { readAhead } from "../aws/readAhead";
import { upload } from "../aws/s3";
import { exportedBudgets } from "../budgets/budgetAnswers";
import type { BudgetStore } from "../budgets/budgetStore";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { WholeLists } from "../expenses/wholeLists";
import type { AccessReader } from "../ledgers/accessReader";
import type { CalendarFeeds } from "../ledgers/calendarFeeds";
import { distinctCategories } from "../ledgers/distinctCategories";
import type { LedgerActLog } from "../ledgers/ledgerActLog";
import { summaryOf } from "../ledgers/ledgerAnswers";
import { defaultsOf } from "../ledgers/ledgerDefaults";
import { endsWithAccount } from "../ledgers/memberRules";
import type { Ledger, UserRecord } from "../ledgers/model";
import type { OpenLedgers } from "../ledgers/openLedgers";
import { ledgerPart } from "../ledgers/settingsParts";
import type { SharedLedgers } from "../ledgers/sharedLedgers";
import type { UserSettingsRepository } from "../ledgers/userSettings";
import { toReceipt } from "../receipts/receiptAnswers";
import type { ReceiptFiles } from "../receipts/receiptFiles";
import type { ReceiptStore } from "../receipts/receiptStore";
import { shownRule } from "../recurring/ruleAnswers";
import type { RuleRepository } from "../recurring/ruleRepository";
import { mergeReports } from "../reports/reportAnswers";
import { csvPages } from "../reports/reportCsv";
import type { ReportLog } from "../reports/reportLog";
import type { ReportShelf } from "../reports/reportShelf";
import { dayIn } from "../values/day";
import { exportedExpenses } from "./exportedExpenses";
import { ExportedPictures, pictureName } from "./exportedPictures";
import { type ExportedFiles, type ExportFormat, exportKey } from "./exportSchemas";
import { zipped } from "./zipped";

/** The stores that an export reads. */
interface ExportSources {
  expenses: Pick<ExpenseRepository, "histories">;
  lists: Pick<WholeLists, "all" | "both">;
  access: AccessReader;
  alerts: AlertLog;
  acts: Pick<LedgerActLog, "all">;
  budgets: Pick<BudgetStore, "read">;
  calendars: Pick<CalendarFeeds, "of">;
  subscriptions: Pick<AlertSubscriptions, "look">;
  shelf: ReportShelf;
  reports: ReportLog;
  shared: Pick<SharedLedgers, "of">;
  receipts: Pick<ReceiptStore, "list" | "get">;
  receiptFiles: Pick<ReceiptFiles, "read">;
  rules: Pick<RuleRepository, "list">;
  /** IANA zone of ledgers without one of their own. */
  timezone: string;
  userSettings: Pick<UserSettingsRepository, "read">;
  /** The sign-in as Cognito has it. */
  account(userId: string): Promise<object | undefined>;
}

/**
 * Writes everything that is stored of a user and their ledger into files. They are streamed: of
 * each expense only the ID stays in memory.
 */
export class ExportMaker {
  constructor(
    private readonly sources: ExportSources,
    private readonly open: Pick<OpenLedgers, "guard">,
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /**
   * Creates the files of an export; receipts, if there are any, get a file of their own.
   * @param hasTime False while there is just enough time to complete a file.
   * @throws LedgerClosedError if the ledger is closed by the time a file is complete, Error if time ran out.
   */
  async make(ledgerId: string, exportId: string, now: Date, hasTime: () => boolean): Promise<ExportedFiles> {
    const { lists, receipts, receiptFiles } = this.sources;
    const ending = await this.ending(ledgerId, now);
    const ids = [ledgerId, ...ending.map(({ id }) => id)];
    const pictures = (await Promise.all(ids.map((id) => receipts.list(id))))
      .flat()
      .filter(({ objectVersion }) => objectVersion);
    const exported = new ExportedPictures(pictures, receiptFiles, hasTime);
    const contents: [ExportFormat, contentType: string, AsyncIterable<string | Uint8Array>][] = [
      ["json", "application/json", inTime(this.json(ledgerId, ending, now), hasTime)],
      ["csv", "text/csv; charset=utf-8", inTime(csvPages(lists.all(ledgerId)), hasTime)],
    ];
    if (pictures.length > 0) contents.push(["zip", "application/zip", zipped(exported.files())]);
    for (const [format, contentType, chunks] of contents) {
      await upload(this.s3, {
        bucket: this.bucket,
        key: exportKey(ledgerId, exportId, format),
        contentType,
        chunks: this.open.guard(ledgerId, chunks),
      });
    }
    return { formats: contents.map(([format]) => format), missingReceipts: exported.left };
  }

  /** The ledgers with members that are deleted with the account, for the export of the user's own ledger. */
  private async ending(userId: string, now: Date): Promise<Ledger[]> {
    const { access, shared } = this.sources;
    const { ledger } = await access.read(userId, userId);
    if (ledger.members !== undefined) return [];
    return (await shared.of(userId, now)).filter((one) => endsWithAccount(one, userId));
  }

  /** The export of a user's own ledger also has that of each ledger which ends with the account. */
  private async *json(ledgerId: string, ending: readonly Ledger[], now: Date): AsyncGenerator<string> {
    const { record, ledger } = await this.sources.access.read(ledgerId, ledgerId);
    yield "{";
    yield* this.contents(ledger, record, now);
    if (ledger.members === undefined) {
      yield `,\n"endingLedgers":[`;
      for (const [index, one] of ending.entries()) {
        yield index === 0 ? "\n{" : ",\n{";
        yield* this.contents(one, {}, now);
        yield "}";
      }
      yield "]";
    }
    yield "}\n";
  }

  /** The properties of a ledger's export. Expenses are as the API shows them, each with its history, if it has any. */
  private async *contents(ledger: Ledger, record: UserRecord, now: Date): AsyncGenerator<string> {
    const { expenses, lists, alerts } = this.sources;
    const { id: ledgerId } = ledger;
    const facts = Object.entries(await this.facts(ledger, record, now)).map(
      ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`,
    );
    yield `${facts.join(",\n")},\n"alerts":[`;
    yield* jsonItems(alerts.all(ledgerId, ledger.members === undefined ? ledgerId : undefined));
    yield `],\n"activity":[`;
    yield* jsonItems(this.sources.acts.all(ledger));
    yield `],\n"receipts":[`;
    yield* jsonItems(this.receipts(ledgerId, now));
    // The trash first: an expense that is deleted meanwhile stays one.
    const both = lists.both(ledgerId);
    yield `],\n"trash":[`;
    yield* jsonItems(exportedExpenses(expenses, both.trash));
    yield `],\n"expenses":[`;
    yield* jsonItems(exportedExpenses(expenses, both.expenses));
    yield "]";
  }

  /** Each with its draft and the name of its file in the archive, if it has them. */
  private async *receipts(ledgerId: string, now: Date) {
    const { receipts } = this.sources;
    const listed = await receipts.list(ledgerId);
    const found = readAhead(listed, ({ receiptId }) => receipts.get(ledgerId, receiptId));
    for await (const receipt of found) {
      if (receipt === undefined) continue;
      const { draft, objectVersion } = receipt;
      const file = objectVersion && pictureName(receipt);
      yield [{ ...toReceipt(receipt, now), ...(file && { file }), ...(draft && { draft }) }];
    }
  }

  private async facts(ledger: Ledger, record: UserRecord, now: Date) {
    const { shelf, reports, budgets, rules, timezone } = this.sources;
    const { id, name, colour, createdAt, version } = ledger;
    const today = dayIn(defaultsOf(ledger, { timezone }).timezone, now);
    const [owners, shelved, requested, book, recurring] = await Promise.all([
      ledger.members === undefined ? this.accountFacts(ledger, record, now) : sharedFacts(ledger),
      shelf.list(id),
      reports.entries(id, now),
      budgets.read(id),
      rules.list(id),
    ]);
    return {
      exportedAt: now,
      ledger: { id, name, colour, createdAt, settingsVersion: version },
      settings: distinctCategories(ledgerPart(ledger.settings)),
      budgets: exportedBudgets(book),
      reports: mergeReports(shelved, requested),
      recurring: recurring.map((rule) => shownRule(rule, today)),
      ...owners,
    };
  }

  /** Everything that belongs to a user and to no ledger; part of the export of their own ledger. */
  private async accountFacts(own: Ledger, record: UserRecord, now: Date) {
    const { account, userSettings, subscriptions, shared } = this.sources;
    const { id: userId } = own;
    const { validAfter } = record;
    const [signIn, calendarFeed, { settings }, subscription, ledgers] = await Promise.all([
      account(userId),
      this.calendarFeed(own, userId, record),
      userSettings.read(own),
      subscriptions.look(userId),
      shared.of(userId, now),
    ]);
    return {
      account: { ...signIn, ...(validAfter && { sessionsEndedAt: new Date(validAfter * 1000) }) },
      userSettings: settings,
      calendarFeed,
      subscription,
      ledgers: await Promise.all(
        ledgers.map(async (one) => ({
          ...summaryOf(one, userId),
          calendarFeed: await this.calendarFeed(one, userId, record),
        })),
      ),
    };
  }

  /** The user's own feed of a ledger, without its key, which is the hash of its secret. */
  private async calendarFeed(ledger: Ledger, userId: string, record: UserRecord) {
    const feed = await this.sources.calendars.of(ledger, userId, record);
    return feed && { createdAt: feed.createdAt, amounts: feed.amounts };
  }
}

/** The members of a ledger. Their accounts are not included. */
function sharedFacts({ members = {}, archivedAt }: Ledger) {
  return { members: Object.entries(members).map(([id, member]) => ({ id, ...member })), archivedAt };
}

/** A file that ends with an error in time: its user is told so at once, and not after an hour. */
async function* inTime<Chunk>(chunks: AsyncIterable<Chunk>, hasTime: () => boolean): AsyncGenerator<Chunk> {
  for await (const chunk of chunks) {
    if (!hasTime()) throw new Error("There was not enough time for all data.");
    yield chunk;
  }
}

/** The elements of a JSON array, a page at a time. `JSON.stringify` would need them all in memory. */
async function* jsonItems(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let separator = "\n";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((item) => JSON.stringify(item)).join(",\n");
    separator = ",\n";
  }
}
