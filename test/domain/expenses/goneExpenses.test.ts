import { mock } from "node:test";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { documentClient } from "../../../domain/aws/clients";
import { erased } from "../../../domain/expenses/erasedExpense";
import { trashId } from "../../../domain/expenses/expenseKeys";
import { recordOf } from "../../../domain/expenses/expenseRecord";
import { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { deletion, nextVersion } from "../../../domain/expenses/expenseVersions";
import { addDays } from "../../../domain/values/day";
import { TRASH_DAYS } from "../../../domain/values/limits";
import { expenseItem } from "../../helpers/expenseItem";

describe("An expense that is gone while DynamoDB still stores it", () => {
  afterEach(() => mock.restoreAll());

  it("is in no list that is read to its end, as exports read the trash", async () => {
    const now = new Date();
    const deletedOn = (name: string, daysAgo: number) => {
      const at = new Date(addDays(now.toISOString().slice(0, 10), -daysAgo));
      return nextVersion(expenseItem({ expenseId: name }), deletion(at), at);
    };
    const stored = [
      deletedOn("expired", TRASH_DAYS + 1),
      erased(expenseItem({ expenseId: "erased" }), now),
      deletedOn("restorable", TRASH_DAYS - 2),
    ];
    mock.method(DynamoDBDocumentClient.prototype, "send", async () => ({ Items: stored.map(recordOf) }));
    const found: string[] = [];
    const pages = new ExpenseRepository(documentClient(), "Expenses").pages({ listId: trashId("ledger") });
    for await (const page of pages) found.push(...page.map(({ expenseId }) => expenseId));
    expect(found).to.deep.equal(["restorable"]);
  });
});
