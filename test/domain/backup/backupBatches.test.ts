import { expect } from "chai";
import { storeBatches } from "../../../domain/backup/backupBatches";
import type { Batch } from "../../../domain/backup/model";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { expenseItem } from "../../helpers/expenseItem";

/** MySQL cannot hold them: their descriptions are too long. */
const refused = (count: number, others: Partial<ExpenseItem> = {}) =>
  Array.from({ length: count }, (_, index) =>
    expenseItem({ expenseId: idOf(index), description: "x".repeat(20_000), ...others }),
  );
const idOf = (index: number) => `01ARZ3NDEKTSV4RRFFQ69G${String(index).padStart(4, "0")}`;

/** The batches of a call whose time is up from the start. */
async function stored(items: ExpenseItem[]) {
  const batches: Batch[] = [];
  async function* pages() {
    yield items;
  }
  const options = { hasTime: () => false, batchRows: 3 };
  const isFinished = await storeBatches(pages(), options, async (batch) => void batches.push(batch));
  return { isFinished, counts: batches.map(({ refused: rows }) => rows.length), last: batches.at(-1)?.last };
}

describe("Batches of expenses that MySQL cannot hold", () => {
  it("leave a place to continue from, so that the next call does not meet them again", async () => {
    const { isFinished, counts, last } = await stored(refused(7));
    expect([isFinished, counts, last?.expenseId]).to.deep.equal([false, [3], idOf(2)]);
  });

  it("do not end a call where MySQL cannot hold their places either", async () => {
    const good = expenseItem({ expenseId: idOf(9000) });
    const all = [...refused(4, { updatedAt: "yesterday" }), good, ...refused(9)];
    const { isFinished, counts, last } = await stored(all);
    expect([isFinished, counts, last?.expenseId]).to.deep.equal([false, [3, 2], idOf(0)]);
    expect(await stored(refused(7, { updatedAt: "yesterday" }))).to.deep.equal({
      isFinished: true,
      counts: [3, 3, 1],
      last: undefined,
    });
  });
});
