import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { storedExpenses } from "../expenses/storedExpenses";
import { withAllRestored } from "../recurring/restoredOccurrences";
import { RuleRepository } from "../recurring/ruleRepository";
import type { RulePlan } from "./model";
import { plannedOf, postedIdsOf } from "./plannedCharges";

/** Reads the plans of a ledger: its rules, and the few expenses that were posted before their day. */
export class PlanReader {
  private readonly rules: RuleRepository;

  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly tables: { expenses: string; ledgers: string },
  ) {
    this.rules = new RuleRepository(db, tables.ledgers);
  }

  /** @param today In the zone of the ledger. */
  async read(ledgerId: string, today: string): Promise<RulePlan[]> {
    const listed = await this.rules.list(ledgerId);
    const rules = await withAllRestored(listed, this.db, this.tables.expenses);
    const posted = await storedExpenses(this.db, this.tables.expenses, postedIdsOf(rules));
    return plannedOf(rules, posted, today);
  }
}
