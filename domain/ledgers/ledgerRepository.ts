import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { contend, OVERTAKEN } from "../http/contend";
import { inBatches } from "../values/batches";
import { makeDueAnew } from "./dueAnew";
import { itemsOfKind } from "./kindItems";
import { LedgerActLog } from "./ledgerActLog";
import { actBetween } from "./ledgerActs";
import { isHint } from "./ledgerHints";
import { ALERT_SUBSCRIPTION, BUDGETS, PROFILE, USER } from "./ledgerKeys";
import type { ProfileChanges } from "./memberRules";
import type { Ledger, LedgerProfile } from "./model";
import type { Settings } from "./settings";
import { ledgerOf } from "./storedLedger";

const CONCURRENT_DELETES = 25;

const isActive = ({ archivedAt, erasesAt }: Ledger) => archivedAt === undefined && erasesAt === undefined;

/** A ledger as {@link LedgerRepository.profiles} lists it. */
interface ListedProfile extends Pick<LedgerProfile, "erasesAt" | "handedOnAt"> {
  id: string;
}

/** The `Ledgers` table: what is known of a ledger besides its expenses, one item per kind (`sk`). */
export class LedgerRepository {
  private readonly acts: LedgerActLog;

  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {
    this.acts = new LedgerActLog(db, table);
  }

  /**
   * Creates the missing profile of a ledger, before its first expense or report. A profile that somebody else has
   * written meanwhile stays.
   */
  async make({ id, settings, version }: Ledger, now: Date): Promise<void> {
    await this.db.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { ledgerId: id, sk: PROFILE },
        UpdateExpression:
          "SET createdAt = if_not_exists(createdAt, :now), settings = if_not_exists(settings, :settings), " +
          "version = if_not_exists(version, :version)",
        ExpressionAttributeValues: { ":now": now.toISOString(), ":settings": settings, ":version": version },
      }),
    );
  }

  /**
   * Replaces a version of a ledger by its next, with the act in `lastAct`. With another zone, or once it is no longer deleted,
   * what waits for a day to begin is due anew, and so are the budgets of one that is no longer archived: while it was, they
   * were let wait unevaluated.
   * @param changes Attributes that are set; `undefined` removes an attribute.
   * @param by ID of the user who changes it.
   * @returns the ledger afterwards; undefined if another version is stored by now.
   */
  async replace(
    ledger: Ledger,
    changes: ProfileChanges & { settings?: Settings },
    by: string,
    now: Date,
  ): Promise<Ledger | undefined> {
    const after = ledgerOf(ledger.id, { ...ledger, ...changes, version: ledger.version + 1 });
    const lastAct = actBetween(ledger, after, by, now);
    if (lastAct !== undefined) await this.acts.file(ledger);
    const makeDue = async () => {
      const isMoved = after.settings.timezone !== ledger.settings.timezone;
      const isRestored = ledger.erasesAt !== undefined && after.erasesAt === undefined;
      if (isMoved || isRestored) await makeDueAnew(this.db, this.table, ledger.id, now);
      else if (!isActive(ledger) && isActive(after))
        await makeDueAnew(this.db, this.table, ledger.id, now, [BUDGETS]);
    };
    // Before, because a function that dies after the write is not repeated: by then nothing changes.
    await makeDue();
    if (!(await this.write(ledger, { ...changes, ...(lastAct && { lastAct }) }, now))) return undefined;
    // And afterwards, because a job may have let it wait by the former state meanwhile.
    await makeDue();
    return { ...after, ...(lastAct && { lastAct }) };
  }

  /** @returns false if another version is stored by now. */
  private async write(
    { id, exists, version, settings }: Ledger,
    changes: ProfileChanges & { settings?: Settings },
    now: Date,
  ): Promise<boolean> {
    const values = { settings, ...changes, createdAt: undefined, version: version + 1 };
    const set = Object.entries(values).filter(([, value]) => value !== undefined);
    const removed = Object.entries(changes).filter(([, value]) => value === undefined);
    const names = [...set, ...removed].map(([name]) => name);
    const remove = removed.map(([name]) => `#${name}`).join(", ");
    return this.updateIf({
      TableName: this.table,
      Key: { ledgerId: id, sk: PROFILE },
      UpdateExpression: [
        `SET createdAt = if_not_exists(createdAt, :now), ${set.map(([name]) => `#${name} = :${name}`).join(", ")}`,
        ...(remove === "" ? [] : [`REMOVE ${remove}`]),
      ].join(" "),
      ConditionExpression: exists ? "#version = :previous" : "attribute_not_exists(#version)",
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ":now": now.toISOString(),
        ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
        ...(exists && { ":previous": version }),
      },
    });
  }

  /**
   * Changes whatever version is stored; retries if somebody else was faster.
   * @param rule Returns the changes, or undefined to leave the ledger unchanged. It sees the version that is changed,
   *   and refuses by throwing.
   * @param by ID of the user who changes it.
   * @param ledger The ledger, if it has already been read.
   * @returns the ledger afterwards.
   * @throws ApiError 409 if others keep changing it for too long.
   */
  async change(
    id: string,
    rule: (ledger: Ledger) => ProfileChanges | undefined,
    by: string,
    now: Date,
    ledger?: Ledger,
  ): Promise<Ledger> {
    let known = ledger;
    return contend("ledger.contended", async () => {
      const current = known ?? (await this.read(id));
      known = undefined;
      const changes = rule(current);
      if (changes === undefined) return current;
      return (await this.replace(current, changes, by, now)) ?? OVERTAKEN;
    });
  }

  /** Stores a ledger that nobody has written to yet. */
  async create(id: string, profile: LedgerProfile, now: Date): Promise<Ledger> {
    const createdAt = now.toISOString();
    const item = { ledgerId: id, sk: PROFILE, settings: {}, version: 1, createdAt, ...profile };
    await this.db.send(new PutCommand({ TableName: this.table, Item: item }));
    return ledgerOf(id, item);
  }

  /** Returns the ledgers with these IDs, in order; without profiles for those that do not exist. */
  async readAll(ids: readonly string[]): Promise<Ledger[]> {
    const keys = ids.map((ledgerId) => ({ ledgerId, sk: PROFILE }));
    const items = await batchGet(this.db, this.table, keys);
    const profiles = new Map(items.map((item) => [item.ledgerId, item]));
    return ids.map((id) => ledgerOf(id, profiles.get(id)));
  }

  private async read(id: string): Promise<Ledger> {
    const [ledger = ledgerOf(id)] = await this.readAll([id]);
    return ledger;
  }

  /** @returns false if the condition does not hold. */
  private async updateIf(update: UpdateCommandInput): Promise<boolean> {
    return written(this.db.send(new UpdateCommand(update)));
  }

  /** Returns true if the ledger has a profile. */
  async exists(ledgerId: string): Promise<boolean> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { ledgerId, sk: PROFILE }, ConsistentRead: true }),
    );
    return Item !== undefined;
  }

  /** The ids of all ledgers that have a profile, in pages and in order; from the one after `after`. */
  async *all(after?: string): AsyncGenerator<string[]> {
    for await (const page of this.profiles(after)) yield page.map(({ id }) => id);
  }

  /** All ledgers that have a profile, with what jobs need to know of each, in pages and in order. */
  async *profiles(after?: string): AsyncGenerator<ListedProfile[]> {
    const query = {
      ProjectionExpression: "ledgerId, erasesAt, handedOnAt",
      ExclusiveStartKey: after === undefined ? undefined : { ledgerId: after, sk: PROFILE },
    };
    for await (const items of itemsOfKind(this.db, this.table, PROFILE, query)) {
      yield items.map(({ ledgerId, ...profile }) => ({ ...profile, id: String(ledgerId) }));
    }
  }

  /**
   * Deletes the items of a ledger. The user's own item stays, because it refuses their tokens, and so do hints at ledgers
   * that they may still be a member of, which leaving the ledgers removes.
   * @param keepSubscription Leaves the alert subscription as well.
   * @returns The number of deleted items.
   */
  async erase(ledgerId: string, { keepSubscription }: { keepSubscription: boolean }): Promise<number> {
    const kept: unknown[] = keepSubscription ? [USER, ALERT_SUBSCRIPTION] : [USER];
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger",
      ExpressionAttributeValues: { ":ledger": ledgerId },
      ProjectionExpression: "sk",
      ConsistentRead: true,
    };
    let deleted = 0;
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      const due = Items.filter(({ sk }) => !kept.includes(sk) && !isHint(sk));
      for (const batch of inBatches(due, CONCURRENT_DELETES)) {
        await Promise.all(batch.map(({ sk }) => this.delete(ledgerId, sk)));
      }
      deleted += due.length;
    }
    return deleted;
  }

  private async delete(ledgerId: string, sk: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: { ledgerId, sk } }));
  }
}
