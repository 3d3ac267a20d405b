import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { BUDGETS, LEDGER_KIND_INDEX, PROFILE, USER, USER_SETTINGS } from "./ledgerKeys";

/**
 * Kinds of items that backups copy: what users entered and nothing else tells. Left out are what Cognito and SNS hold themselves
 * (rights, subscriptions), what is created again on request (exports, reports), and what ends by itself (quotas, leases, jobs).
 */
export const BACKED_UP_KINDS = [PROFILE, USER_SETTINGS, BUDGETS] as const;

/** An item of the `Ledgers` table with all its attributes. */
export type LedgerItem = Record<string, unknown> & { ledgerId: string; version?: number };

/** Where backups read ledgers from. */
export interface LedgerSource {
  /** The items of a kind, in the order of ledgers. */
  items(kind: string): AsyncIterable<LedgerItem[]>;
  /** The ids of ledgers whose account was closed lately. */
  closed(): AsyncIterable<string[]>;
}

/** The `Ledgers` table as the source of backups. Its index may lag behind by moments, which the next run makes up for. */
export class DynamoLedgerSource implements LedgerSource {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async *items(kind: string): AsyncGenerator<LedgerItem[]> {
    for await (const { Items = [] } of this.pages(kind)) yield Items as LedgerItem[];
  }

  async *closed(): AsyncGenerator<string[]> {
    for await (const { Items = [] } of this.pages(USER, "ledgerId, closed")) {
      yield Items.filter(({ closed }) => closed !== undefined).map(({ ledgerId }) => String(ledgerId));
    }
  }

  private pages(kind: string, attributes?: string) {
    return paginateQuery(
      { client: this.db },
      {
        TableName: this.table,
        IndexName: LEDGER_KIND_INDEX,
        KeyConditionExpression: "sk = :kind",
        ExpressionAttributeValues: { ":kind": kind },
        ProjectionExpression: attributes,
      },
    );
  }
}
