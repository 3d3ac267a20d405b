import { expect } from "chai";
import { indexKeys } from "../../../domain/expenses/expenseKeys";
import { itemOf, recordOf } from "../../../domain/expenses/expenseRecord";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { expenseItem } from "../../helpers/expenseItem";

describe("expenses as items of the table", () => {
  it("have their optional fields in one map, as the projections of indexes name few attributes", () => {
    const details: Partial<ExpenseItem> = {
      kind: "refund",
      merchant: "Maple",
      notes: "a\nb",
      tags: ["work"],
      parts: [{ category: "Food", amount: 1250 }],
    };
    const item = expenseItem(details);
    expect(recordOf(item)).to.deep.equal({ ...expenseItem(), ...indexKeys(item), details });
    expect(itemOf(recordOf(item))).to.deep.equal({ ...item, ...indexKeys(item) });
  });

  it("are those of the release before if they have none", () => {
    const item = expenseItem();
    const stored = { ...item, ...indexKeys(item) };
    expect(recordOf({ ...item, kind: undefined })).to.deep.equal(stored);
    expect(itemOf(stored)).to.deep.equal(stored);
  });
});
