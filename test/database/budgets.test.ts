import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { BackupTables } from "../../domain/backup/backupTables";
import { compareLedgers } from "../../domain/backup/ledgerBackup";
import { restoreLedgers } from "../../domain/backup/ledgerRestore";
import { withBudget } from "../../domain/budgets/budgetBook";
import { BudgetStore } from "../../domain/budgets/budgetStore";
import { DynamoLedgerSource } from "../../domain/ledgers/ledgerSource";
import { useDatabase } from "../helpers/database";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";

const NOW = new Date("2026-11-26T08:00:00.000Z");
const FOOD = {
  ...{ name: "Food", amount: 40_000, currency: "EUR", unit: "month" as const, startsOn: 1 },
  ...{ rollover: "rest" as const, thresholds: [80, 100] },
};

describe("backups of budgets", function () {
  this.timeout(120_000);
  const database = useDatabase();
  let table: LocalTable;
  let budgets: BudgetStore;
  let source: DynamoLedgerSource;
  let backup: BackupTables;
  before(async () => {
    table = await startLedgersTable();
    budgets = new BudgetStore(table.db, "Ledgers");
    source = new DynamoLedgerSource(table.db, "Ledgers");
    backup = await BackupTables.open(database().address);
  });
  after(async () => {
    backup?.close();
    await table?.close();
  });

  const compare = () => compareLedgers(source, backup.ledgers);
  const save = (version: number, name: string) => {
    const change = { id: "food", version, by: "anna", now: NOW, today: "2026-11-26" };
    return budgets.change("home", (book) => withBudget(book, { ...FOOD, name }, change));
  };

  it("hold them as they are, tell what is behind, damaged or lost, and give it back", async () => {
    const agree = { behind: 0, differences: [] };
    await save(0, "Food");
    // The verification updates rows that lag behind.
    expect([await compare(), await compare()]).to.deep.equal([{ ...agree, behind: 1 }, agree]);
    const changed = await save(1, "Groceries");
    expect([await compare(), await compare()]).to.deep.equal([{ ...agree, behind: 1 }, agree]);
    await database().select("UPDATE ledger_items SET item = '{}' WHERE kind = 'budgets'");
    expect((await compare()).differences).to.deep.equal([{ what: "budgets of home", kind: "different" }]);
    expect(await compare()).to.deep.equal(agree);

    const before = await budgets.read("home");
    expect(before).to.deep.equal(changed);
    await table.db.send(
      new DeleteCommand({ TableName: "Ledgers", Key: { ledgerId: "home", sk: "budgets" } }),
    );
    expect((await compare()).differences).to.deep.equal([{ what: "home", kind: "extra" }]);
    const restore = () =>
      restoreLedgers(backup.ledgers, { db: table.db, table: "Ledgers", onlyMissing: true });
    expect([await restore(), await budgets.read("home"), await restore()]).to.deep.equal([1, before, 0]);
    expect(await compare()).to.deep.equal(agree);
  });
});
