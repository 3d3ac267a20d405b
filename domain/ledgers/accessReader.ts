import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { FORMER_SETTINGS, PROFILE, USER } from "./ledgerKeys";
import type { Ledger, StoredSettings, UserRecord } from "./model";
import { isShutOut } from "./shutOut";
import { ledgerOf } from "./storedLedger";

/** The user and the ledger of a request. */
export interface Access {
  record: UserRecord;
  /** Absent if the request names none that could exist. */
  ledger: Ledger | undefined;
}

/** Sort keys of further items of the user and of the ledger that an operation needs with each request. */
export interface FurtherKeys {
  user?: readonly string[];
  ledger?: readonly string[];
}

/** Further items that exist, by sort key. */
export type FurtherItems = ReadonlyMap<string, Record<string, unknown>>;

/**
 * Reads the two items that every request checks. Nothing is kept for the next request, which must see what changed
 * since.
 */
export class AccessReader {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Reads the restrictions of users, by ID. */
  async records(userIds: Iterable<string>): Promise<Map<string, UserRecord>> {
    const keys = [...new Set(userIds)].map((ledgerId) => ({ ledgerId, sk: USER }));
    const items = await batchGet(this.db, this.table, keys);
    return new Map(items.map(({ ledgerId, ...record }) => [String(ledgerId), record]));
  }

  /** Reads a user and a ledger in one consistent request. */
  async read(userId: string, ledgerId: string): Promise<Access & { ledger: Ledger }>;
  async read(userId: string, ledgerId: string | undefined): Promise<Access>;
  async read(userId: string, ledgerId: string | undefined): Promise<Access> {
    return (await this.readWith(userId, ledgerId, {})).access;
  }

  /** Returns those of some users who cannot sign in: their accounts are closed, or an admin has disabled them. */
  async shutOut(userIds: readonly string[]): Promise<Set<string>> {
    const records = await this.records(userIds);
    return new Set([...records].filter(([, record]) => isShutOut(record)).map(([id]) => id));
  }

  /** Reads further items in the same request, before it is known whether the user may read them. */
  async readWith(
    userId: string,
    ledgerId: string | undefined,
    { user = [], ledger: ofLedger = [] }: FurtherKeys,
  ): Promise<{ access: Access; items: FurtherItems }> {
    const keysOf = (id: string, kinds: readonly string[]) => kinds.map((sk) => ({ ledgerId: id, sk }));
    const found = await batchGet(this.db, this.table, [
      ...keysOf(userId, [USER, ...user]),
      ...(ledgerId === undefined ? [] : keysOf(ledgerId, [PROFILE, ...ofLedger])),
    ]);
    const items = new Map(found.map((item) => [String(item.sk), item]));
    const record: UserRecord = items.get(USER) ?? {};
    if (ledgerId === undefined) return { access: { record, ledger: undefined }, items };
    const ledger = ledgerOf(ledgerId, items.get(PROFILE));
    // Only users' own ledgers are that old.
    if (ledger.exists || ledgerId !== userId) return { access: { record, ledger }, items };
    const former = await this.formerSettings(ledgerId);
    return { access: { record, ledger: { ...ledger, ...former } }, items };
  }

  private async formerSettings(ledgerId: string): Promise<Partial<StoredSettings>> {
    const [item] = await batchGet(this.db, this.table, [{ ledgerId, sk: FORMER_SETTINGS }]);
    const { settings, version }: Partial<StoredSettings> = item ?? {};
    return { ...(settings && { settings }), ...(version !== undefined && { version }) };
  }
}
