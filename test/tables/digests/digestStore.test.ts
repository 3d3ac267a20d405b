import { randomBytes } from "node:crypto";
import { GetCommand, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { DigestStore } from "../../../domain/digests/digestStore";
import type { Digest } from "../../../domain/digests/model";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

const NOW = new Date("2026-11-20T08:00:00.000Z");

/** A digest whose content takes so many random bytes. */
const digestOf = (until: string, bytes = 10): Digest => {
  const merchant = { currency: "USD", sum: "1", count: 1, name: randomBytes(bytes).toString("base64") };
  const days = { "2026-11-01": { spending: [], tags: [], merchants: [merchant], charges: [] } };
  return { until, days, settled: { "2026-11-01": { id: until } }, due: ["2026-11-02"] };
};

describe("stored digests", () => {
  let table: LocalTable;
  let store: DigestStore;
  before(async () => {
    table = await startLedgersTable();
    store = new DigestStore(table.db, "Ledgers", "Expenses");
  });
  after(() => table?.close());

  const read = async (ledgerId: string, of = store) => (await of.read(ledgerId, ["2026-11"])).get("2026-11");
  const itemsOf = async (ledgerId: string) => {
    const found: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client: table.db }, { TableName: "Ledgers" })) {
      found.push(...Items.filter((item) => item.ledgerId === ledgerId));
    }
    return found;
  };

  it("are read as they were written, in items of 300 KB that end after 30 days", async () => {
    const digest = digestOf("2026-11-20T07:50:00.000Z", 700_000);
    await store.write("large", "2026-11", digest, NOW);
    expect(await read("large")).to.deep.equal(digest);
    const items = await itemsOf("large");
    expect(items.map(({ sk }) => sk)).to.have.members([
      "month#2026-11#0",
      "month#2026-11#1",
      "month#2026-11#2",
    ]);
    for (const { expiresAt } of items) expect(expiresAt).to.equal(NOW.getTime() / 1000 + 30 * 24 * 3600);
    await store.forget("large");
    expect(await itemsOf("large")).to.deep.equal([]);
  });

  it("give way to those that were made later, and to others if they are from the future", async () => {
    const later = digestOf("2026-11-20T07:50:00.000Z");
    await store.write("ledger", "2026-11", later, NOW);
    await store.write("ledger", "2026-11", digestOf("2026-11-20T07:49:59.999Z"), NOW);
    expect(await read("ledger")).to.deep.equal(later);
    const past = new Date("2026-11-20T07:00:00.000Z");
    const right = digestOf("2026-11-20T06:50:00.000Z");
    await store.write("ledger", "2026-11", right, past);
    expect(await read("ledger")).to.deep.equal(right);
  });

  it("are none of another table, of another format, or of items that two have written", async () => {
    await store.write("mixed", "2026-11", digestOf("2026-11-20T07:50:00.000Z", 400_000), NOW);
    const restored = new DigestStore(table.db, "Ledgers", "Expenses-restored");
    expect(await read("mixed", restored)).to.equal(undefined);
    const Key = { ledgerId: "mixed", sk: "month#2026-11#1" };
    const { Item } = await table.db.send(new GetCommand({ TableName: "Ledgers", Key }));
    await table.db.send(new PutCommand({ TableName: "Ledgers", Item: { ...Item, stamp: "another" } }));
    expect(await read("mixed")).to.equal(undefined);

    const digest = digestOf("2026-11-20T07:00:00.000Z");
    await restored.write("mixed", "2026-11", digest, NOW);
    expect(await read("mixed", restored)).to.deep.equal(digest);
    const head = { ledgerId: "mixed", sk: "month#2026-11#0" };
    const stored = await table.db.send(new GetCommand({ TableName: "Ledgers", Key: head }));
    await table.db.send(new PutCommand({ TableName: "Ledgers", Item: { ...stored.Item, format: 0 } }));
    expect(await read("mixed", restored)).to.equal(undefined);
  });
});
