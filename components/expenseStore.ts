import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  CHANGE_INDEX,
  FORMER_LIST_INDEX,
  LEDGER_CHANGE_INDEX,
  LIST_INDEX,
  LISTED_ATTRIBUTES,
  PENDING_ALERT_INDEX,
} from "../domain/expenses/expenseKeys";
import { DUE_INDEX, LEDGER_KIND_INDEX } from "../domain/ledgers/ledgerKeys";
import { childNames } from "./linking/childNames";
import type { Links } from "./linking/links";
import { keepsIndexes } from "./parts/keptIndexes";

/** The remedy of an upgrade from a release whose functions read another index. */
const KEEP_FORMER =
  "Keep it for one update: `npx pulumi config set formerListIndex true`, `npx pulumi up`, and then `npx pulumi config rm formerListIndex` and `npx pulumi up`.";

export interface ExpenseStoreArgs {
  /** Refuses deletion and replacement of the tables, by AWS and by Pulumi's preview. */
  protectData: boolean;
  /** Keeps the list index of the previous release, which functions read until they are updated. */
  formerListIndex: boolean;
}

/**
 * The DynamoDB tables: `Expenses` and `Ledgers`. On demand, encrypted, recoverable to any second of the last 35 days; the
 * indexes and their keys are those of `domain/expenses/expenseKeys.ts` and `domain/ledgers/ledgerKeys.ts`.
 */
export class ExpenseStore extends pulumi.ComponentResource {
  readonly expenses: aws.dynamodb.Table;
  readonly ledgers: aws.dynamodb.Table;
  /** The tables and their indexes as functions use them. */
  readonly links: Links;

  constructor(name: string, args: ExpenseStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ExpenseStore", name, {}, opts);

    const childName = childNames(name, "store");
    this.expenses = this.expensesTable(childName("Expenses"), args);
    this.ledgers = this.ledgersTable(childName("Ledgers"), args);
    this.links = linksOf(this.expenses, this.ledgers);

    this.registerOutputs({ expenses: this.expenses.name, ledgers: this.ledgers.name });
  }

  // The children have the names of the tables that users look for in the AWS console.
  private expensesTable(name: string, args: ExpenseStoreArgs): aws.dynamodb.Table {
    return new aws.dynamodb.Table(
      name,
      {
        hashKey: "expenseId",
        attributes: [
          "expenseId",
          "listId",
          "listKey",
          "changeShard",
          "updatedAt",
          "ledgerId",
          "alertState",
          "alertAt",
        ].map((attribute) => ({ name: attribute, type: "S" })),
        globalSecondaryIndexes: [
          {
            ...index(LIST_INDEX, "listId", "listKey", "INCLUDE"),
            nonKeyAttributes: [...LISTED_ATTRIBUTES],
          },
          ...(args.formerListIndex ? [index(FORMER_LIST_INDEX, "listId", "listKey")] : []),
          index(CHANGE_INDEX, "changeShard", "updatedAt"),
          index(PENDING_ALERT_INDEX, "alertState", "alertAt"),
          index(LEDGER_CHANGE_INDEX, "ledgerId", "updatedAt", "KEYS_ONLY"),
        ],
        ttl: { attributeName: "expiresAt", enabled: true },
        ...tableDefaults(args),
      },
      { parent: this, protect: args.protectData, hooks: keepsIndexes(name, KEEP_FORMER) },
    );
  }

  private ledgersTable(name: string, args: ExpenseStoreArgs): aws.dynamodb.Table {
    return new aws.dynamodb.Table(
      name,
      {
        hashKey: "ledgerId",
        rangeKey: "sk",
        attributes: ["ledgerId", "sk", "dueQueue", "dueAt"].map((attribute) => ({
          name: attribute,
          type: "S",
        })),
        globalSecondaryIndexes: [
          index(LEDGER_KIND_INDEX, "sk", "ledgerId"),
          index(DUE_INDEX, "dueQueue", "dueAt", "KEYS_ONLY"),
        ],
        ttl: { attributeName: "expiresAt", enabled: true },
        ...tableDefaults(args),
      },
      { parent: this, protect: args.protectData },
    );
  }
}

function linksOf(expenses: aws.dynamodb.Table, ledgers: aws.dynamodb.Table): Links {
  const index = ({ arn }: aws.dynamodb.Table, name: string) => ({
    arns: [pulumi.interpolate`${arn}/index/${name}`],
  });
  return {
    expenses: { value: expenses.name, arns: [expenses.arn] },
    "expenses.list": index(expenses, LIST_INDEX),
    "expenses.changes": index(expenses, CHANGE_INDEX),
    "expenses.ledgerChanges": index(expenses, LEDGER_CHANGE_INDEX),
    "expenses.pendingAlerts": index(expenses, PENDING_ALERT_INDEX),
    ledgers: { value: ledgers.name, arns: [ledgers.arn] },
    "ledgers.byKind": index(ledgers, LEDGER_KIND_INDEX),
    "ledgers.due": index(ledgers, DUE_INDEX),
  };
}

/** A projection is never changed in place: DynamoDB would drop the index and build it again. */
function index(name: string, hashKey: string, rangeKey: string, projectionType = "ALL") {
  return { name, hashKey, rangeKey, projectionType };
}

function tableDefaults({ protectData }: Pick<ExpenseStoreArgs, "protectData">) {
  return {
    billingMode: "PAY_PER_REQUEST",
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    deletionProtectionEnabled: protectData,
  };
}
