import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { Ledger, LedgerAct } from "./model";

/** Prefix of the sort keys of filed acts, followed by their position. */
const ACT = "act#";

const PAGE_SIZE = 500;

/**
 * An act with its position among those of its ledger: its time, and the subject if it is on an item of its own. Acts on
 * different subjects may have the same time, but no two have the same position.
 */
export interface PlacedAct extends LedgerAct {
  place: string;
}

/** The acts on ledgers, as items of their own in the `Ledgers` table: they are added and never changed. */
export class LedgerActLog {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Files the last act of a ledger, before another replaces it in the profile. Repeating it changes nothing. */
  async file({ id: ledgerId, lastAct }: Pick<Ledger, "id" | "lastAct">): Promise<void> {
    if (lastAct === undefined) return;
    const Item = { ledgerId, sk: ACT + lastAct.at, ...lastAct };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
  }

  /**
   * Adds an act on a part of a ledger that is an item of its own. Repeating it changes nothing.
   * @param subject ID of the item, which distinguishes its acts from others with the same time.
   */
  async add(ledgerId: string, subject: string, act: LedgerAct): Promise<void> {
    const Item = { ledgerId, sk: `${ACT}${act.at}#${subject}`, ...act };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
  }

  /** All acts of a ledger in pages, newest first. */
  async *all(ledger: Ledger): AsyncGenerator<LedgerAct[]> {
    for await (const acts of this.pages(ledger, PAGE_SIZE)) yield acts.map(({ place: _, ...act }) => act);
  }

  /** Returns up to the given number of acts of a ledger, newest first, of those before a position. */
  async latest(ledger: Ledger, limit: number, before?: string): Promise<PlacedAct[]> {
    const found: PlacedAct[] = [];
    for await (const acts of this.pages(ledger, limit, before)) {
      found.push(...acts);
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  /** Merges the last act from the profile into the filed acts. */
  private async *pages(
    { id, lastAct }: Ledger,
    pageSize: number,
    before?: string,
  ): AsyncGenerator<PlacedAct[]> {
    let last = lastAct && { ...lastAct, place: lastAct.at };
    if (last && before !== undefined && last.place >= before) last = undefined;
    for await (const filed of this.filed(id, pageSize, before)) {
      yield last ? withAct(filed, last) : filed;
      const oldest = filed.at(-1);
      if (last && oldest && oldest.place <= last.place) last = undefined;
    }
    if (last) yield [last];
  }

  private async *filed(ledgerId: string, pageSize: number, before?: string): AsyncGenerator<PlacedAct[]> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :act)",
      ExpressionAttributeValues: { ":ledger": ledgerId, ":act": ACT },
      ScanIndexForward: false,
      ConsistentRead: true,
      ...(before !== undefined && { ExclusiveStartKey: { ledgerId, sk: ACT + before } }),
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db, pageSize }, query)) {
      yield Items.map(({ sk, at, by, changes }) => ({ place: sk.slice(ACT.length), at, by, changes }));
    }
  }
}

/** Merges another act into acts by its position: others may have been filed since it was read, and it as well. */
function withAct(acts: readonly PlacedAct[], act: PlacedAct): PlacedAct[] {
  const at = acts.findIndex(({ place }) => place <= act.place);
  return at < 0 || acts[at]?.place === act.place ? [...acts] : acts.toSpliced(at, 0, act);
}
