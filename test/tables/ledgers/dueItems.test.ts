import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { DueItems, type DueKey, NEVER } from "../../../domain/ledgers/dueItems";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

const NOW = new Date("2026-11-20T08:00:00.000Z");

describe("items that are due", () => {
  let table: LocalTable;
  let items: DueItems;
  before(async () => {
    table = await startLedgersTable();
    items = new DueItems(table.db, "Ledgers");
    for (const { dueQueue, ...key } of [
      due("rules", "b", "2026-11-20T08:00:00.000Z"),
      due("rules", "c", "2026-11-20T08:00:00.001Z"),
      due("rules", "a", "2026-11-20T07:59:59.999Z"),
      due("rules", "d", "2024-01-01T00:00:00.000Z"),
      due("rules", "paused", NEVER),
      due("budgets", "e", "2026-11-01T00:00:00.000Z"),
    ]) {
      await put({ ...key, dueQueue, content: "not projected" });
    }
    await put({ ledgerId: "ledger", sk: "profile" });
  });
  after(() => table?.close());

  const due = (dueQueue: string, sk: string, dueAt: string) => ({ dueQueue, ledgerId: "ledger", sk, dueAt });
  const put = (Item: Record<string, unknown>) =>
    table.db.send(new PutCommand({ TableName: "Ledgers", Item }));
  const pagesOf = async (pages: AsyncIterable<DueKey[]>) => {
    const found: string[][] = [];
    for await (const page of pages) found.push(page.map(({ sk }) => sk));
    return found;
  };

  it("come longest due first, up to the instant itself, each queue for itself", async () => {
    expect(await pagesOf(items.due("rules", NOW, 100))).to.deep.equal([["d", "a", "b"]]);
    expect(await pagesOf(items.due("budgets", NOW, 100))).to.deep.equal([["e"]]);
  });

  it("come in pages of keys", async () => {
    expect(await pagesOf(items.due("rules", NOW, 2))).to.deep.equal([["d", "a"], ["b"]]);
    for await (const [first] of items.due("rules", NOW, 1)) {
      const { dueQueue: _queue, ...key } = due("rules", "d", "2024-01-01T00:00:00.000Z");
      expect(first).to.deep.equal(key);
      break;
    }
  });

  it("are all listed, also those that are never due", async () => {
    expect(await pagesOf(items.all("rules"))).to.deep.equal([["d", "a", "b", "c", "paused"]]);
  });

  it("are due in no queue without these attributes", async () => {
    expect(await pagesOf(items.due("budgets", new Date("2999-01-01"), 100))).to.deep.equal([["e"]]);
  });
});
