import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { AccessReader } from "../../../domain/ledgers/accessReader";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

describe("what a request reads with the rights of its user", function () {
  this.timeout(60_000);
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
    const items = [
      { ledgerId: "ann", sk: "user", enabled: true },
      { ledgerId: "ann", sk: "userSettings", version: 3, settings: { language: "de" } },
      { ledgerId: "ann", sk: "budgets", version: 1, budgets: {} },
      { ledgerId: "home", sk: "profile", version: 2, settings: {}, members: {} },
      { ledgerId: "home", sk: "budgets", version: 7, budgets: {} },
    ];
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    await table.db.send(new BatchWriteCommand({ RequestItems: { Ledgers: puts } }));
  });
  after(() => table?.close());

  it("are its own items, and those of the ledger that it names, in one request", async () => {
    const requests: string[] = [];
    table.db.middlewareStack.add(
      (next, { commandName }) =>
        (input) => {
          requests.push(String(commandName));
          return next(input);
        },
      { step: "initialize", name: "counting" },
    );
    const reader = new AccessReader(table.db, "Ledgers");
    const further = { user: ["userSettings"], ledger: ["budgets", "ruleSeats"] };
    const { access, items } = await reader.readWith("ann", "home", further);
    table.db.middlewareStack.remove("counting");
    expect(requests).to.have.length(1);
    expect([access.record.enabled, access.ledger?.version]).to.deep.equal([true, 2]);
    expect([items.get("userSettings")?.version, items.get("budgets")?.version]).to.deep.equal([3, 7]);
    expect(items.get("ruleSeats")).to.equal(undefined);
  });
});
