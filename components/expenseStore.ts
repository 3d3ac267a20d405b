import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  CHANGE_INDEX,
  LEDGER_KIND_INDEX,
  LIST_INDEX,
  PENDING_ALERT_INDEX,
} from "../domain/expenses/expenseKeys";

export interface ExpenseStoreArgs {
  /** Whether the tables refuse to be deleted. */
  protectData: boolean;
}

/**
 * The DynamoDB tables: `Expenses` and `Ledgers`. On demand, encrypted, recoverable to any second of the last 35 days; the
 * indexes and their keys are those of `domain/expenses/expenseKeys.ts`.
 */
export class ExpenseStore extends pulumi.ComponentResource {
  readonly expenses: aws.dynamodb.Table;
  readonly ledgers: aws.dynamodb.Table;

  constructor(name: string, args: ExpenseStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ExpenseStore", name, {}, opts);

    this.expenses = this.expensesTable(args);
    this.ledgers = this.ledgersTable(args);

    this.registerOutputs({ expenses: this.expenses.name, ledgers: this.ledgers.name });
  }

  /** ARN of an index of the `Expenses` table, for IAM statements. */
  indexArn(index: string): pulumi.Output<string> {
    return pulumi.interpolate`${this.expenses.arn}/index/${index}`;
  }

  // The children are named for the tables that a person looks for in the AWS console.
  private expensesTable(args: ExpenseStoreArgs): aws.dynamodb.Table {
    return new aws.dynamodb.Table(
      "Expenses",
      {
        hashKey: "expenseId",
        attributes: [
          "expenseId",
          "listId",
          "listKey",
          "changeShard",
          "updatedAt",
          "alertState",
          "alertAt",
        ].map((attribute) => ({ name: attribute, type: "S" })),
        globalSecondaryIndexes: [
          index(LIST_INDEX, "listId", "listKey"),
          index(CHANGE_INDEX, "changeShard", "updatedAt"),
          index(PENDING_ALERT_INDEX, "alertState", "alertAt"),
        ],
        ttl: { attributeName: "expiresAt", enabled: true },
        ...protection(args),
      },
      { parent: this },
    );
  }

  private ledgersTable(args: ExpenseStoreArgs): aws.dynamodb.Table {
    return new aws.dynamodb.Table(
      "Ledgers",
      {
        hashKey: "ledgerId",
        rangeKey: "sk",
        attributes: ["ledgerId", "sk"].map((attribute) => ({ name: attribute, type: "S" })),
        globalSecondaryIndexes: [index(LEDGER_KIND_INDEX, "sk", "ledgerId")],
        ...protection(args),
      },
      { parent: this },
    );
  }
}

function index(name: string, hashKey: string, rangeKey: string) {
  return { name, hashKey, rangeKey, projectionType: "ALL" };
}

function protection({ protectData }: ExpenseStoreArgs) {
  return {
    billingMode: "PAY_PER_REQUEST",
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    deletionProtectionEnabled: protectData,
  };
}
