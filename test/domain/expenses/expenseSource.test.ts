import type { DynamoDBDocumentClient, QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { CHANGE_INDEX, expenseIdFor, indexKeys } from "../../../domain/expenses/expenseKeys";
import { DynamoExpenseSource } from "../../../domain/expenses/expenseSource";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { answeringDatabase } from "../../helpers/answeringDatabase";
import { expenseItem } from "../../helpers/expenseItem";

/** The change index in memory, in pages of a few items. */
function changeIndex(items: readonly ExpenseItem[], pageSize: number) {
  const queries: string[] = [];
  const send = async ({ input }: { input: QueryCommandInput }) => {
    expect(input.IndexName).to.equal(CHANGE_INDEX);
    const { ":shard": shard, ":from": from } = input.ExpressionAttributeValues ?? {};
    queries.push(String(shard));
    const found = items
      .filter((item) => indexKeys(item).changeShard === shard && item.updatedAt >= from)
      .sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
    const start = Number(input.ExclusiveStartKey?.place ?? 0);
    const end = start + pageSize;
    return {
      Items: found.slice(start, end),
      LastEvaluatedKey: end < found.length ? { place: end } : undefined,
    };
  };
  return { db: answeringDatabase(send), queries };
}

async function changes(db: DynamoDBDocumentClient, from: string, until: string): Promise<ExpenseItem[]> {
  const found: ExpenseItem[] = [];
  for await (const page of new DynamoExpenseSource(db, "Expenses").changes(from, until)) found.push(...page);
  return found;
}

const START = Date.parse("2026-11-19T22:00:00.000Z");

describe("changes as backups read them", () => {
  it("come once each and in order, for any shards, days and pages", async () => {
    const offsets = fc.array(fc.integer({ min: 0, max: 4 * 3600 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        offsets,
        fc.integer({ min: 1, max: 5 }),
        fc.nat(4 * 3600),
        async (seconds, pageSize, first) => {
          const items = seconds.map((offset, index) =>
            expenseItem({
              expenseId: expenseIdFor("ledger", String(index)),
              updatedAt: new Date(START + offset * 1000).toISOString(),
            }),
          );
          const from = new Date(START + first * 1000).toISOString();
          const found = await changes(changeIndex(items, pageSize).db, from, "2026-11-20T03:00:00.000Z");
          expect(found.map(({ updatedAt }) => updatedAt)).to.deep.equal(
            found.map(({ updatedAt }) => updatedAt).sort(),
          );
          const ids = (list: ExpenseItem[]) => list.map(({ expenseId }) => expenseId).sort();
          expect(ids(found)).to.deep.equal(ids(items.filter(({ updatedAt }) => updatedAt >= from)));
        },
      ),
    );
  });

  it("are queried from every shard of every day, including the last, and from no other", async () => {
    const { db, queries } = changeIndex([], 5);
    await changes(db, "2026-02-27T23:00:00.000Z", "2026-03-01T00:05:00.000Z");
    const shards = [0, 1, 2, 3, 4, 5, 6, 7];
    const days = ["2026-02-27", "2026-02-28", "2026-03-01"];
    expect(queries).to.deep.equal(days.flatMap((day) => shards.map((shard) => `${day}#${shard}`)));
  });
});
