import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";

type Item = Record<string, unknown>;

/** The conditions that writers of versioned items set. */
const CONDITIONS: Readonly<Record<string, (stored: Item | undefined, values: Item) => boolean>> = {
  "attribute_not_exists(sk)": (stored) => stored === undefined,
  "attribute_not_exists(expenseId)": (stored) => stored === undefined,
  "version = :before": (stored, values) => stored?.version === values[":before"],
  "version = :previous": (stored, values) => stored?.version === values[":previous"],
  "version = :previous AND ledgerId = :ledger": (stored, values) =>
    stored?.version === values[":previous"] && stored?.ledgerId === values[":ledger"],
};

const keyOf = ({ expenseId, ledgerId, sk }: Item) =>
  JSON.stringify(sk === undefined ? [expenseId] : [ledgerId, sk]);

/** The tables `Ledgers` and `Expenses` in memory, as far as recurring expenses need them: thousands of runs take seconds. */
export class MemoryTables {
  private readonly stored = new Map<string, Item>();

  /** All items of both tables. */
  get items(): Item[] {
    return [...this.stored.values()];
  }

  /** @param turn Resolves when a call of this client may take effect. */
  client(turn: () => Promise<unknown> = async () => undefined): DynamoDBDocumentClient {
    const client = Object.create(DynamoDBDocumentClient.prototype) as DynamoDBDocumentClient;
    client.send = (async (command: unknown) => {
      await turn();
      return structuredClone(this.answer(command));
    }) as DynamoDBDocumentClient["send"];
    return client;
  }

  private answer(command: unknown): object {
    if (command instanceof GetCommand) return { Item: this.stored.get(keyOf(command.input.Key ?? {})) };
    if (command instanceof BatchGetCommand) {
      const [[table, { Keys = [] }] = expectOne()] = Object.entries(command.input.RequestItems ?? {});
      return { Responses: { [table]: Keys.flatMap((key) => this.stored.get(keyOf(key)) ?? []) } };
    }
    if (command instanceof QueryCommand) {
      const { ":ledger": ledgerId, ":rule": prefix } = command.input.ExpressionAttributeValues ?? {};
      const isIn = ({ ledgerId: own, sk = "" }: Item) => own === ledgerId && String(sk).startsWith(prefix);
      return { Items: this.items.filter(isIn) };
    }
    if (command instanceof PutCommand) return this.put(command.input);
    throw new Error("These tables take no such command.");
  }

  private put({
    Item = {},
    ConditionExpression,
    ExpressionAttributeValues = {},
  }: PutCommand["input"]): object {
    const condition = ConditionExpression === undefined ? () => true : CONDITIONS[ConditionExpression];
    if (condition === undefined)
      throw new Error(`These tables do not know the condition ${ConditionExpression}.`);
    if (!condition(this.stored.get(keyOf(Item)), ExpressionAttributeValues)) {
      throw new ConditionalCheckFailedException({ message: "No.", $metadata: {} });
    }
    // Without what is undefined, as the client writes it.
    this.stored.set(keyOf(Item), JSON.parse(JSON.stringify(Item)));
    return {};
  }
}

const expectOne = (): never => {
  throw new Error("A read names one table.");
};
