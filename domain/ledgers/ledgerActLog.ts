import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Ledger, LedgerAct } from "./model";

/** Begins the sort keys of filed acts, which go on with their time. */
const ACT = "act#";

const PAGE_SIZE = 500;

/** Sorts after every time. */
const LATEST = "~";

/** The acts on ledgers, as items of their own in the `Ledgers` table: they are added and never changed. */
export class LedgerActLog {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Files the last act of a ledger, before another takes its place in the profile. Once more changes nothing. */
  async file({ id: ledgerId, lastAct }: Pick<Ledger, "id" | "lastAct">): Promise<void> {
    if (lastAct === undefined) return;
    const Item = { ledgerId, sk: ACT + lastAct.at, ...lastAct };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
  }

  /**
   * Adds an act on something of a ledger that is an item of its own. Once more changes nothing.
   * @param subject ID of the item, which tells its acts from others of the same time.
   */
  async add(ledgerId: string, subject: string, act: LedgerAct): Promise<void> {
    const Item = { ledgerId, sk: `${ACT}${act.at}#${subject}`, ...act };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
  }

  /** All acts of a ledger in pages, newest first. */
  async *all(ledger: Ledger): AsyncGenerator<LedgerAct[]> {
    let before: string | undefined;
    do {
      const page = await this.latest(ledger, PAGE_SIZE, before);
      yield page;
      before = page.length < PAGE_SIZE ? undefined : page.at(-1)?.at;
    } while (before !== undefined);
  }

  /** Up to so many acts of a ledger, newest first, of those before an instant. */
  async latest({ id, lastAct }: Ledger, limit: number, before?: string): Promise<LedgerAct[]> {
    const isBefore = (at: string) => before === undefined || at < before;
    const last = lastAct !== undefined && isBefore(lastAct.at) ? [lastAct] : [];
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: "ledgerId = :ledger AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues: {
          ":ledger": id,
          ":first": ACT,
          ":last": ACT + (before ?? LATEST),
        },
        ScanIndexForward: false,
        Limit: limit + 1,
        ConsistentRead: true,
      }),
    );
    const filed = Items.map(({ at, by, changes }) => ({ at, by, changes })) as LedgerAct[];
    // The last one may have been filed since the profile was read, and others after it.
    const acts = [...last, ...filed.filter(({ at }) => isBefore(at) && at !== lastAct?.at)];
    return acts.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
  }
}
