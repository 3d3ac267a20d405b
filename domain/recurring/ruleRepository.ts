import { type DynamoDBDocumentClient, PutCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { ApiError } from "../http/apiError";
import { contend, OVERTAKEN } from "../http/contend";
import type { DueAttributes, DueKey } from "../ledgers/dueItems";
import { LedgerActLog } from "../ledgers/ledgerActLog";
import { RULE } from "../ledgers/ledgerKeys";
import { epochSeconds } from "../values/day";
import { DAY_SECONDS } from "../values/duration";
import { FORGOTTEN_DAYS } from "../values/limits";
import { successorOf, withoutSuccessor } from "./dividedRule";
import type { Rule } from "./model";
import { dueAtOf } from "./rules";

/**
 * The recurring expenses of ledgers, in the `Ledgers` table. Each change is one conditional write of one item, which
 * also holds when the rule is next due. The act is filed separately: if that fails, the next change of the rule makes
 * up for it.
 */
export class RuleRepository {
  private readonly acts: LedgerActLog;

  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {
    this.acts = new LedgerActLog(db, table);
  }

  /** The rules of a ledger, in the order of their keys. */
  async list(ledgerId: string): Promise<Rule[]> {
    return (await this.listWithDeleted(ledgerId)).filter(isActive);
  }

  /** The rules of a ledger, with those that were deleted lately. */
  async listWithDeleted(ledgerId: string): Promise<Rule[]> {
    const rules: Rule[] = [];
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :rule)",
      ExpressionAttributeValues: { ":ledger": ledgerId, ":rule": RULE },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      rules.push(...Items.flatMap((item) => ruleOf(item) ?? []));
    }
    return rules;
  }

  /** Returns the rule if it is in this ledger and was not deleted. */
  async get(ledgerId: string, id: string): Promise<Rule | undefined> {
    const rule = await this.find(ledgerId, id);
    return rule && isActive(rule) ? rule : undefined;
  }

  /** Returns the rule of a key of the queue, if its own item is due: the index may lag behind. */
  async due({ ledgerId, sk }: DueKey, now: Date): Promise<Rule | undefined> {
    const [item] = await batchGet(this.db, this.table, [{ ledgerId, sk }]);
    const rule = item && ruleOf(item);
    return rule && isActive(rule) && String(item.dueAt) <= now.toISOString() ? rule : undefined;
  }

  /**
   * Stores a new rule, unless its ID is taken: then returns the existing one.
   * @param timezone The zone of the ledger.
   * @throws ApiError 404 if the one under its ID was deleted.
   */
  async create(rule: Rule, timezone: string): Promise<Rule> {
    const stored = await this.putNew(rule, timezone);
    if (stored) await this.file(rule);
    return stored ? rule : this.require(rule.ledgerId, rule.id, timezone);
  }

  /** @returns false if the stored version is no longer the one before `next`. */
  async replace(next: Rule, timezone: string): Promise<boolean> {
    return this.put(itemOf(next, timezone), {
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": next.version - 1 },
    });
  }

  /**
   * Lets the job look at a rule again at another time. The rule stays the same.
   * @returns false if another version of the rule is stored by now.
   */
  async postpone({ ledgerId, id, version }: Rule, until: Date): Promise<boolean> {
    return written(
      this.db.send(
        new UpdateCommand({
          TableName: this.table,
          Key: keyOf({ ledgerId, id }),
          UpdateExpression: "SET dueAt = :until",
          ConditionExpression: "version = :version",
          ExpressionAttributeValues: { ":until": until.toISOString(), ":version": version },
        }),
      ),
    );
  }

  /**
   * Replaces a version of a rule by its next, which a user made.
   * @returns the rule afterwards; undefined if another version is stored by now.
   */
  async store(before: Rule, next: Rule, timezone: string): Promise<Rule | undefined> {
    await this.file(before);
    if (!(await this.replace(next, timezone))) return undefined;
    await this.file(next);
    return this.settle(next, timezone, new Date(next.updatedAt));
  }

  /**
   * Changes whatever version of a rule is stored; retries if somebody else was faster.
   * @param decide Returns the next version, or the rule unchanged.
   * @returns the rule afterwards.
   * @throws ApiError 404 if there is no such rule, 409 if others keep changing it for too long.
   */
  change(ledgerId: string, id: string, timezone: string, decide: (rule: Rule) => Rule): Promise<Rule> {
    return this.contend(() => this.require(ledgerId, id, timezone), timezone, decide);
  }

  /** Like `change`, also of a rule that was deleted lately. */
  changeDeleted(ledgerId: string, id: string, timezone: string, decide: (rule: Rule) => Rule): Promise<Rule> {
    return this.contend(() => this.requireStored(ledgerId, id, timezone), timezone, decide);
  }

  /**
   * Stores the successor of a rule as a rule of its own. Repeated by any reader that finds a pending one: it may have been
   * stored, and even deleted, before its mark was cleared.
   */
  async settle(rule: Rule, timezone: string, now: Date): Promise<Rule> {
    const successor = successorOf(rule);
    if (successor === undefined) return rule;
    await this.putNew(successor, timezone);
    const settled = withoutSuccessor(rule, { now });
    return (await this.replace(settled, timezone)) ? settled : rule;
  }

  /**
   * Returns the rule, with its successor stored.
   * @throws ApiError 404 if there is no such rule.
   */
  async require(ledgerId: string, id: string, timezone: string): Promise<Rule> {
    const rule = await this.requireStored(ledgerId, id, timezone);
    if (!isActive(rule)) throw new ApiError("rule.notFound");
    return rule;
  }

  /** Like `require`, also a rule that was deleted lately. */
  async requireStored(ledgerId: string, id: string, timezone: string): Promise<Rule> {
    const rule = await this.find(ledgerId, id);
    if (rule === undefined) throw new ApiError("rule.notFound");
    return this.settle(rule, timezone, new Date());
  }

  /** Returns the rule if it is in this ledger, also if it was deleted lately. */
  private async find(ledgerId: string, id: string): Promise<Rule | undefined> {
    const [item] = await batchGet(this.db, this.table, [{ ledgerId, sk: RULE + id }]);
    return item && ruleOf(item);
  }

  private contend(read: () => Promise<Rule>, timezone: string, decide: (rule: Rule) => Rule): Promise<Rule> {
    return contend("ledger.contended", async () => {
      const rule = await read();
      const next = decide(rule);
      return next === rule ? rule : ((await this.store(rule, next, timezone)) ?? OVERTAKEN);
    });
  }

  private async file({ ledgerId, id, lastAct }: Rule): Promise<void> {
    if (lastAct !== undefined) await this.acts.add(ledgerId, id, lastAct);
  }

  /** @returns false if there is an item under its ID: the rule itself, or what is left of a deleted one. */
  private putNew(rule: Rule, timezone: string): Promise<boolean> {
    return this.put(itemOf(rule, timezone), { ConditionExpression: "attribute_not_exists(sk)" });
  }

  /** @returns false if the condition does not hold. */
  private async put(Item: object, condition: object): Promise<boolean> {
    return written(this.db.send(new PutCommand({ TableName: this.table, Item: { ...Item }, ...condition })));
  }
}

const keyOf = ({ ledgerId, id }: Pick<Rule, "ledgerId" | "id">) => ({ ledgerId, sk: RULE + id });

const queued = (dueAt: string): DueAttributes => ({ dueQueue: "rules", dueAt });

/** A deleted rule stays until backups know of it. */
const itemOf = (rule: Rule, timezone: string) => ({
  ...rule,
  ...keyOf(rule),
  ...queued(dueAtOf(rule, timezone)),
  ...(rule.deletedAt && {
    expiresAt: epochSeconds(new Date(rule.deletedAt)) + FORGOTTEN_DAYS * DAY_SECONDS,
  }),
});

/** Returns true if a rule was not deleted. */
export const isActive = ({ deletedAt }: Rule) => deletedAt === undefined;

/** Returns the rule of an item; undefined if it was deleted by a release that kept nothing else of it. */
function ruleOf({
  sk: _sk,
  dueQueue: _queue,
  dueAt: _dueAt,
  expiresAt: _expiresAt,
  ...rule
}: Record<string, unknown>): Rule | undefined {
  return rule.content === undefined ? undefined : (rule as unknown as Rule);
}
