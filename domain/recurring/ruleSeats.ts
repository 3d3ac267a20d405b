import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { ApiError } from "../http/apiError";
import { contend, OVERTAKEN } from "../http/contend";
import { RULE_SEATS } from "../ledgers/ledgerKeys";
import { epochSeconds } from "../values/day";
import { FORGOTTEN_DAYS, MAX_FUNCTION_SECONDS, MAX_RULES, MAX_STORED_RULES } from "../values/limits";
import type { Rule } from "./model";
import { isActive, type RuleRepository } from "./ruleRepository";

/** Seats of rules that may not be stored yet: by ID, since when, in UTC. */
type Seats = Readonly<Record<string, string>>;

/**
 * Enforces the limit of a ledger's rules, even if several are added at once. Each rule is an item of its own, and no
 * condition can count items: a request first takes a seat, in one item of the ledger, and counts the seats of others as
 * their rules.
 */
export class RuleSeats {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly rules: Pick<RuleRepository, "listWithDeleted">,
  ) {}

  /**
   * Takes a seat for a rule that is stored next. It ends once the rule is stored, or when its request can no longer store it.
   * @throws ApiError 409 if the ledger has no room, also for what is left of those that are added and deleted again and
   *   again, or if others add rules for too long.
   */
  async take(ledgerId: string, id: string, now: Date): Promise<void> {
    await contend("ledger.contended", async () => {
      // Before the rules: one that is stored between the two readings is counted once, never missed.
      const [before] = await batchGet(this.db, this.table, [{ ledgerId, sk: RULE_SEATS }]);
      const stored = await this.rules.listWithDeleted(ledgerId);
      const waiting = waitingSeats(before?.taken as Seats | undefined, stored, now);
      const others = new Set([...idsOf(stored.filter(isActive)), ...Object.keys(waiting)]);
      others.delete(id);
      if (others.size >= MAX_RULES) throw new ApiError("rules.tooMany", { values: { max: MAX_RULES } });
      const isKnown = stored.some((rule) => rule.id === id);
      if (!isKnown && stored.length + Object.keys(waiting).length >= MAX_STORED_RULES) throw tooManyDeleted();
      const taken = { ...waiting, [id]: now.toISOString() };
      const isTaken = await this.write(ledgerId, Number(before?.version ?? 0), taken, now);
      return isTaken ? undefined : OVERTAKEN;
    });
  }

  /** @returns false if somebody else took a seat meanwhile. */
  private write(ledgerId: string, version: number, taken: Seats, now: Date): Promise<boolean> {
    return written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: {
            ledgerId,
            sk: RULE_SEATS,
            version: version + 1,
            taken,
            expiresAt: epochSeconds(now) + MAX_FUNCTION_SECONDS,
          },
          ConditionExpression: version === 0 ? "attribute_not_exists(sk)" : "version = :before",
          ...(version > 0 && { ExpressionAttributeValues: { ":before": version } }),
        }),
      ),
    );
  }
}

const tooManyDeleted = () =>
  new ApiError("rules.tooManyDeleted", { values: { max: MAX_STORED_RULES, days: FORGOTTEN_DAYS } });

/** The seats whose rules may still come: one that is stored, or was deleted since, needs none. */
function waitingSeats(taken: Seats = {}, stored: readonly Rule[], now: Date): Seats {
  const byId = new Map(stored.map((rule) => [rule.id, rule]));
  const oldest = new Date(now.getTime() - MAX_FUNCTION_SECONDS * 1000).toISOString();
  const isAwaited = (rule: Rule | undefined, since: string) =>
    rule === undefined || (rule.deletedAt !== undefined && rule.deletedAt < since);
  const awaited = Object.entries(taken).filter(
    ([id, since]) => since > oldest && isAwaited(byId.get(id), since),
  );
  return Object.fromEntries(awaited);
}

/** The IDs of rules and of those that go on after them. */
const idsOf = (rules: readonly Rule[]) =>
  rules.flatMap(({ id, successor }) => (successor === undefined ? [id] : [id, successor.id]));
