import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { newExpense } from "../../domain/expenses/expense";
import { receiptExpenseId } from "../../domain/expenses/expenseKeys";
import { itemOf } from "../../domain/expenses/expenseRecord";
import { ExpenseRepository } from "../../domain/expenses/expenseRepository";
import { createItem } from "../../domain/expenses/expenseRules";
import { DynamoExpenseSource } from "../../domain/expenses/expenseSource";
import { deletion, nextVersion } from "../../domain/expenses/expenseVersions";
import type { ExpenseItem } from "../../domain/expenses/model";
import { storedExpenses } from "../../domain/expenses/storedExpenses";
import { Watermarks } from "../../domain/jobs/watermarks";
import { AccessReader } from "../../domain/ledgers/accessReader";
import { DueItems } from "../../domain/ledgers/dueItems";
import { LedgerRepository } from "../../domain/ledgers/ledgerRepository";
import type { Principal } from "../../domain/ledgers/principal";
import { ledgerOf } from "../../domain/ledgers/storedLedger";
import { QUOTAS } from "../../domain/quotas/quotaKinds";
import { Quotas } from "../../domain/quotas/quotas";
import { announce } from "../../domain/receipts/announcing";
import { attach, confirmNew } from "../../domain/receipts/confirming";
import { detach } from "../../domain/receipts/detaching";
import { inspect } from "../../domain/receipts/inspection";
import type { ReceiptNotice } from "../../domain/receipts/notices";
import { ReceiptReading } from "../../domain/receipts/reading";
import type { ReceiptFile } from "../../domain/receipts/receiptFiles";
import { type ReceiptPlace, receiptKey } from "../../domain/receipts/receiptKeys";
import type { NewReceipt } from "../../domain/receipts/receiptSchemas";
import { ReceiptStore } from "../../domain/receipts/receiptStore";
import { removeReceipt } from "../../domain/receipts/removing";
import { toBeReadAgain } from "../../domain/receipts/rereading";
import type { StoredReceipt } from "../../domain/receipts/storedReceipt";
import { type SweepResult, sweepReceipts } from "../../domain/receipts/sweeping";
import { Life, mortal } from "./life";
import { EMPTY_DRAFT } from "./receipts";

const NOW = new Date("2026-11-27T10:00:00.000Z");
const ME = { id: "home", name: "me", email: "me@example.com" };

/** The owner of the ledger `home`. */
export const OWNER: Principal = {
  ...{ user: ME, role: "owner", isAdmin: false },
  ledger: ledgerOf("home", { settings: {}, version: 1 }),
};

/** The server side of receipts over two tables, a bucket, a queue and a reader, whose functions can be killed at any call. */
export class ReceiptWorld {
  /** Versions of files by key. */
  readonly files = new Map<string, Map<string, ReceiptFile>>();
  /** Notices that are not handled yet. */
  queue: ReceiptNotice[] = [];
  /** Notices that were given up. */
  deadLetters: ReceiptNotice[] = [];
  readings = 0;
  /** Pages that the reader finds in a file of several, and what is on them. */
  pagesRead = 0;
  found = {};
  now = NOW;
  private versions = 0;

  constructor(
    private readonly ledgers: DynamoDBDocumentClient,
    private readonly expenses: DynamoDBDocumentClient,
  ) {}

  async announce(announced: NewReceipt, life = new Life()): Promise<StoredReceipt> {
    const stores = this.stores(life);
    return announce(announced, OWNER, this.now, { ...stores, ledgers: stores.profiles });
  }

  /** Stores a file as a form does; the bucket reports it. */
  upload(place: ReceiptPlace, content: Buffer): void {
    this.put(place, { content, isBare: false });
  }

  /** Handles one notice; one that fails comes again once its run is certain to be over. */
  async handle(life = new Life()): Promise<boolean> {
    const notice = this.queue.shift();
    if (notice === undefined) return false;
    try {
      await this.reading(life).handle(notice);
    } catch {
      this.queue.push(notice);
      this.now = new Date(this.now.getTime() + 120_000);
    }
    return true;
  }

  async handleAll(): Promise<void> {
    while (await this.handle());
  }

  /** Confirms as a new expense. */
  async confirm(place: ReceiptPlace, amount: string, life = new Life()) {
    const defaults = { currency: "USD", timezone: "UTC", thresholds: {} };
    const creation = { userId: ME.id, ledgerId: "home", now: this.now, source: "receipt" as const };
    const item = createItem(newExpense.parse({ description: "Food", amount }), creation, defaults);
    const sent = { ...item, expenseId: receiptExpenseId("home", place.receiptId), sourceId: place.receiptId };
    return confirmNew(sent, place, OWNER, this.now, this.stores(life));
  }

  async attach(place: ReceiptPlace, expenseId: string, life = new Life()): Promise<ExpenseItem> {
    return attach(expenseId, place, OWNER, this.authorship, this.stores(life));
  }

  async detach(place: ReceiptPlace, life = new Life()): Promise<StoredReceipt> {
    const stores = this.stores(life);
    const receipt = await stores.receipts.require("home", place.receiptId);
    return detach(receipt, OWNER, this.authorship, stores);
  }

  /** Requests another reading. */
  async reread(place: ReceiptPlace): Promise<void> {
    const { receipts } = this.stores(new Life());
    await receipts.change("home", place.receiptId, this.now, (current) => toBeReadAgain(current, this.now));
    this.queue.push({ ledgerId: "home", receiptId: place.receiptId, kind: "again" });
  }

  /** Gives up the next notice, as after three failures. */
  giveUp(): void {
    this.deadLetters.push(...this.queue.splice(0, 1));
  }

  async remove(place: ReceiptPlace, life = new Life()): Promise<void> {
    const stores = { ...this.stores(life), files: this.bucket(life) };
    const receipt = await stores.receipts.require("home", place.receiptId);
    await removeReceipt(receipt, OWNER, this.authorship, stores);
  }

  /** Runs the job that removes the receipts of expenses that are gone. */
  async sweep(life = new Life()): Promise<SweepResult> {
    const { expenses, profiles, ...stores } = this.stores(life);
    const db = mortal(this.expenses, life);
    return sweepReceipts({
      ...stores,
      ...{ ledgers: profiles, files: this.bucket(life), source: new DynamoExpenseSource(db, "Expenses") },
      stored: (ids) => storedExpenses(db, "Expenses", ids),
      now: () => this.now,
    });
  }

  /** Lets time pass, during which the job has run every hour and found nothing. */
  async pass(ms: number): Promise<void> {
    this.now = new Date(this.now.getTime() + ms);
    await this.stores(new Life()).watermarks.write("receipts", this.now.toISOString());
  }

  receipt({ receiptId }: Pick<ReceiptPlace, "receiptId">): Promise<StoredReceipt | undefined> {
    return this.stores(new Life()).receipts.get("home", receiptId);
  }

  contents(place: ReceiptPlace): Buffer[] {
    return [...(this.files.get(receiptKey(place))?.values() ?? [])].map(({ content }) => content);
  }

  /** Adds an expense without a receipt. */
  async addExpense(): Promise<ExpenseItem> {
    const defaults = { currency: "USD", timezone: "UTC", thresholds: {} };
    const creation = { userId: ME.id, ledgerId: "home", now: this.now };
    const item = createItem(newExpense.parse({ description: "Other", amount: 1 }), creation, defaults);
    return (await this.stores(new Life()).expenses.create(item)).item;
  }

  async trash(expenseId: string, life = new Life()): Promise<void> {
    await this.changeExpense(expenseId, life, (current, at) => nextVersion(current, deletion(at), at));
  }

  /** Changes an expense by a request that knows nothing of receipts. */
  async changeExpense(
    expenseId: string,
    life: Life,
    decide: (current: ExpenseItem, at: Date) => ExpenseItem,
  ): Promise<void> {
    await this.stores(life).expenses.change("home", expenseId, decide);
  }

  /** The expenses of the ledger that name a receipt, but for those in the trash. */
  async expensesOf({ receiptId }: ReceiptPlace): Promise<ExpenseItem[]> {
    const query = {
      ...{ TableName: "Expenses", IndexName: "ledgerLists", KeyConditionExpression: "listId = :home" },
      ExpressionAttributeValues: { ":home": "home" },
    };
    const { Items = [] } = await this.expenses.send(new QueryCommand(query));
    return Items.map(itemOf).filter((item) => item.receiptId === receiptId);
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    for (const [db, TableName, keys] of [
      [this.ledgers, "Ledgers", ["ledgerId", "sk"]],
      [this.expenses, "Expenses", ["expenseId"]],
    ] as const) {
      const { Items = [] } = await db.send(new ScanCommand({ TableName }));
      for (const item of Items) {
        const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
        await db.send(new DeleteCommand({ TableName, Key }));
      }
    }
    this.files.clear();
    Object.assign(this, { queue: [], deadLetters: [], readings: 0, pagesRead: 0, found: {}, now: NOW });
  }

  /** Marks the account as closed, and nothing else: nothing of it is swept. */
  async closeAccount(): Promise<void> {
    await this.keep({ sk: "user", closed: this.now.toISOString() });
  }

  /** Uses up the quota of the user but for so many pages. */
  async leave(pages: number): Promise<void> {
    await this.keep({ sk: "quota#receiptPages#2026-11", taken: QUOTAS.receiptPages.perUser - pages });
  }

  /** Uses up the quota of the user but for so many files. */
  async leaveFiles(files: number): Promise<void> {
    await this.keep({ sk: "quota#receiptFiles#2026-11-27", taken: QUOTAS.receiptFiles.perUser - files });
  }

  private async keep(item: object): Promise<void> {
    await this.ledgers.send(new PutCommand({ TableName: "Ledgers", Item: { ledgerId: "home", ...item } }));
  }

  /** The pages of the month that the user has used. */
  async pagesTaken(): Promise<number> {
    const Key = { ledgerId: "home", sk: "quota#receiptPages#2026-11" };
    const { Item } = await this.ledgers.send(new GetCommand({ TableName: "Ledgers", Key }));
    return Item?.taken ?? 0;
  }

  private get authorship() {
    return { now: this.now, author: { by: ME.id, via: "page" as const } };
  }

  private stores(life: Life) {
    const ledgers = mortal(this.ledgers, life);
    const expenses = mortal(this.expenses, life);
    return {
      receipts: new ReceiptStore(ledgers, "Ledgers"),
      expenses: new ExpenseRepository(expenses, "Expenses"),
      quotas: new Quotas(ledgers, "Ledgers", QUOTAS),
      profiles: new LedgerRepository(ledgers, "Ledgers"),
      access: new AccessReader(ledgers, "Ledgers"),
      due: new DueItems(ledgers, "Ledgers"),
      watermarks: new Watermarks(ledgers, "Ledgers"),
    };
  }

  private put(place: ReceiptPlace, file: ReceiptFile): string {
    this.versions += 1;
    const objectVersion = `v${this.versions}`;
    const key = receiptKey(place);
    this.files.set(key, (this.files.get(key) ?? new Map()).set(objectVersion, file));
    const { ledgerId, receiptId } = place;
    this.queue.push({ ledgerId, receiptId, kind: "stored", objectVersion });
    return objectVersion;
  }

  private bucket(life: Life) {
    const of = (place: ReceiptPlace) => this.files.get(receiptKey(place));
    return {
      read: (place: ReceiptPlace, version: string) => life.call(async () => of(place)?.get(version)),
      versions: (place: ReceiptPlace) => life.call(async () => [...(of(place)?.keys() ?? [])].reverse()),
      writeBare: (receipt: StoredReceipt, content: Buffer) =>
        life.call(async () => this.put(receipt, { content, isBare: true })),
      deleteVersion: (place: ReceiptPlace, version: string) =>
        life.call(async () => void of(place)?.delete(version)),
      delete: (place: ReceiptPlace) => life.call(async () => void this.files.delete(receiptKey(place))),
      location: (receipt: StoredReceipt, Version: string) => ({
        Bucket: "b",
        Name: receiptKey(receipt),
        Version,
      }),
    };
  }

  private reading(life: Life): ReceiptReading {
    const { receipts, quotas, access } = this.stores(life);
    const count = async () => {
      this.readings += 1;
      return [];
    };
    const begin = async ({ Name = "" }: { Name?: string }, token: string) => {
      const [ledgerId = "", receiptId = ""] = Name.split("/");
      this.queue.push({ ledgerId, receiptId, kind: "analysed", jobId: token, isDone: true });
      return token;
    };
    return new ReceiptReading({
      ...{ receipts, quotas, access, inspect, files: this.bucket(life) },
      draftOf: () => ({ ...EMPTY_DRAFT, ...this.found }),
      reader: {
        read: () => life.call(count),
        begin: (location, token) => life.call(() => begin(location, token)),
        result: () =>
          life.call(async () => ({ pages: this.pagesRead, isWhole: true, documents: await count() })),
      },
      defaults: { currency: "USD", timezone: "UTC" },
      now: () => this.now,
    });
  }
}
