import { expect } from "chai";
import { indexKeys } from "../../../domain/expenses/expenseKeys";
import { itemOf, recordOf } from "../../../domain/expenses/expenseRecord";
import { expenseItem } from "../../helpers/expenseItem";

describe("expenses as items of the table", () => {
  it("have their optional fields in one map, as the projections of indexes name few attributes", () => {
    const item = expenseItem({ kind: "refund" });
    const { kind, ...others } = item;
    expect(recordOf(item)).to.deep.equal({ ...others, ...indexKeys(item), details: { kind } });
    expect(itemOf(recordOf(item))).to.deep.equal({ ...item, ...indexKeys(item) });
  });

  it("are those of the release before if they have none", () => {
    const item = expenseItem();
    const stored = { ...item, ...indexKeys(item) };
    expect(recordOf({ ...item, kind: undefined })).to.deep.equal(stored);
    expect(itemOf(stored)).to.deep.equal(stored);
  });
});
