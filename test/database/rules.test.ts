import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { BackupTables } from "../../domain/backup/backupTables";
import { compareRules, copyRules, restoreRules } from "../../domain/backup/ruleBackup";
import { AccessReader } from "../../domain/ledgers/accessReader";
import { DynamoLedgerSource } from "../../domain/ledgers/ledgerSource";
import type { Rule } from "../../domain/recurring/model";
import { RuleRepository } from "../../domain/recurring/ruleRepository";
import { changedRule, deletedRule, restoredRule } from "../../domain/recurring/rules";
import { DAY_MS } from "../../domain/values/duration";
import { useDatabase } from "../helpers/database";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";
import { authorOn, ruleOn } from "../helpers/rules";

const NOW = new Date("2026-11-26T08:00:00.000Z");
const IN_A_YEAR = new Date(NOW.getTime() + 365 * DAY_MS);
const AUTHOR = authorOn("2026-11-26");
const rule = (id: string) => ruleOn({ every: 1, unit: "months", start: "2026-11-30", day: "last" }, { id });

describe("backups of recurring expenses", function () {
  this.timeout(120_000);
  const database = useDatabase();
  let table: LocalTable;
  let rules: RuleRepository;
  let source: DynamoLedgerSource;
  let backup: BackupTables;
  before(async () => {
    table = await startLedgersTable();
    rules = new RuleRepository(table.db, "Ledgers");
    source = new DynamoLedgerSource(table.db, "Ledgers");
    backup = await BackupTables.open(database().address);
  });
  after(async () => {
    backup?.close();
    await table?.close();
  });
  beforeEach(async () => {
    await database().select("TRUNCATE ledger_items");
    for (const id of ["ONE", "TWO"]) await lose(id);
    for (const id of ["ONE", "TWO"]) await rules.create(rule(id), "UTC");
  });

  const lose = (id: string) =>
    table.db.send(new DeleteCommand({ TableName: "Ledgers", Key: { ledgerId: "home", sk: `rule#${id}` } }));
  const copy = (removeOthers = false, now = NOW) => copyRules(source, backup.ledgers, { removeOthers, now });
  const compare = (now = NOW) => compareRules(source, backup.ledgers, now);
  const restore = (onlyMissing = true, now = NOW) =>
    restoreRules(backup.ledgers, {
      ...{ db: table.db, table: "Ledgers", onlyMissing, now },
      access: new AccessReader(table.db, "Ledgers"),
    });
  const pause = async (id: string): Promise<Rule> =>
    rules.change("home", id, "UTC", (one) => changedRule(one, { paused: true }, AUTHOR));
  const stored = async () =>
    (await rules.list("home")).map(({ id, version, pausedAt }) => [id, version, pausedAt !== undefined]);

  it("hold each rule, and give back what was lost, ready to be due again", async () => {
    await pause("TWO");
    const before = await rules.list("home");
    await copy();
    expect(await compare()).to.deep.equal({ behind: 0, differences: [] });
    await lose("ONE");
    await lose("TWO");
    expect(await restore()).to.equal(2);
    expect(await rules.list("home")).to.deep.equal(before);
    expect(await compare()).to.deep.equal({ behind: 0, differences: [] });
    expect(await restore()).to.equal(0);
  });

  it("do not bring back what was deleted, and forget it when it has ended", async () => {
    await copy();
    await rules.change("home", "ONE", "UTC", (one) => deletedRule(one, AUTHOR));
    await copy();
    expect(await restore(false)).to.equal(0);
    await lose("ONE");
    expect(await restore(true, IN_A_YEAR)).to.equal(0);
    expect((await compare(IN_A_YEAR)).differences).to.deep.equal([]);
    await copy(false, IN_A_YEAR);
    const rows = await database().select("SELECT kind FROM ledger_items");
    expect(rows.map(({ kind }) => kind)).to.deep.equal(["rule#TWO"]);
  });

  it("give back what was deleted lately, so that it can still be restored", async () => {
    await rules.change("home", "ONE", "UTC", (one) => deletedRule(one, AUTHOR));
    await copy();
    await lose("ONE");
    expect(await restore()).to.equal(1);
    expect((await stored()).map(([id]) => id)).to.deep.equal(["TWO"]);
    await rules.changeDeleted("home", "ONE", "UTC", (one) => restoredRule(one, AUTHOR));
    expect((await stored()).map(([id]) => id)).to.deep.equal(["ONE", "TWO"]);
  });

  it("tell and repair what is behind, missing, different or has no rule", async () => {
    await copy();
    await pause("ONE");
    expect(await compare()).to.deep.equal({ behind: 1, differences: [] });
    await database().select("UPDATE ledger_items SET item = '{}' WHERE kind = 'rule#TWO'");
    expect((await compare()).differences).to.deep.equal([{ what: "rule#TWO of home", kind: "different" }]);
    await lose("TWO");
    expect((await compare()).differences).to.deep.equal([{ what: "rule#TWO of home", kind: "extra" }]);
    await copy(true);
    expect(await compare()).to.deep.equal({ behind: 0, differences: [] });
  });

  it("overwrite older versions if they are asked to, and nothing of closed accounts", async () => {
    await copy();
    await pause("ONE");
    expect(await restore(false)).to.equal(0);
    expect(await stored()).to.deep.equal([
      ["ONE", 2, true],
      ["TWO", 1, false],
    ]);
    await copy();
    await lose("ONE");
    await rules.create(rule("ONE"), "UTC");
    expect(await restore()).to.equal(0);
    expect(await restore(false)).to.equal(1);
    await lose("TWO");
    const closed = { ledgerId: "home", sk: "user", closed: NOW.toISOString() };
    await table.db.send(new PutCommand({ TableName: "Ledgers", Item: closed }));
    expect(await restore()).to.equal(0);
    expect((await compare()).differences).to.deep.equal([]);
    await table.db.send(new DeleteCommand({ TableName: "Ledgers", Key: { ledgerId: "home", sk: "user" } }));
    expect(await stored()).to.deep.equal([["ONE", 2, true]]);
  });
});
