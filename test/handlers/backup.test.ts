import { randomUUID } from "node:crypto";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { itemOf } from "../../domain/expenses/expenseRecord";
import type { ExpenseItem } from "../../domain/expenses/model";
import { epochSeconds } from "../../domain/values/day";
import { signUpUser } from "../helpers/api";
import { databaseOf, itemsOf, type TestCloud } from "../helpers/cloud";
import { turnClock } from "../helpers/functionClocks";
import { type JobOutcome, loseItems, mysqlOf, putItems, runFunction, runMachine } from "../helpers/jobs";
import { randomExpenses } from "../helpers/randomExpenses";
import { useCloud, WITH_BACKUP } from "../helpers/useCloud";
import { DAMAGES } from "./damages";

const HOUR_MS = 60 * 60 * 1000;
/** `npm run test:soak` asks for the numbers that are promised. */
const LEDGERS = process.env.FULL ? 50 : 5;

describe("backup of a deployed program", function () {
  this.timeout(process.env.FULL ? 600_000 : 120_000);
  // Its own, for a backup is of everybody's expenses.
  const cloud = useCloud({ ...WITH_BACKUP, reportArchiveAfterDays: "92" });
  let mysql: Awaited<ReturnType<typeof mysqlOf>>;

  before(async () => {
    mysql = await mysqlOf(cloud());
  });
  after(() => mysql?.close());

  async function emptyAll(): Promise<void> {
    await mysql.query("TRUNCATE expenses; TRUNCATE backup_runs; TRUNCATE backup_segments");
    const items = await allItems(cloud());
    await loseItems(
      cloud(),
      items.map(({ expenseId }) => expenseId),
    );
  }

  /** Backs up as the schedule does. */
  const backUp = async () => {
    const { status } = await runMachine(cloud(), "backupMachineArn");
    expect(status).to.equal("SUCCEEDED");
  };

  it("holds what is logged while the clock goes back a day, and forth again", async () => {
    await emptyAll();
    const user = await signUpUser(cloud());
    const day = 24 * HOUR_MS;
    const logged: string[] = [];
    try {
      for (const ahead of [day, 0, day]) {
        for (const name of ["logExpense", "backupToRds"]) await turnClock(cloud(), name, ahead);
        const body = { description: `${ahead} ms ahead`, amount: 1 };
        logged.push((await user.api<{ expenseId: string }>("POST", "/expenses", { body })).body.expenseId);
        await backUp();
        const rows = await mysql.query("SELECT expense_id FROM expenses WHERE ledger_id = ?", [
          user.ledgerId,
        ]);
        expect(rows.map((row) => row.expense_id)).to.have.members(logged);
      }
    } finally {
      for (const name of ["logExpense", "backupToRds"]) await turnClock(cloud(), name, 0);
    }
  });

  it("holds what users log, marks what they delete, and gives the table back as it was", async () => {
    await emptyAll();
    const user = await signUpUser(cloud());
    const ids: string[] = [];
    for (const [amount, description] of [
      [12.5, "Taxi"],
      [600, "Desk 🪑"],
      [3, "Coffee"],
    ]) {
      const { body } = await user.api<{ expenseId: string }>("POST", "/expenses", {
        body: { amount, description },
      });
      ids.push(body.expenseId);
    }
    await backUp();
    await user.api("DELETE", `/expenses/${ids[2]}`);
    await backUp();
    const rows = await mysql.query(
      "SELECT expense_id, amount, currency, description, deleted_at IS NOT NULL AS deleted FROM expenses ORDER BY created_at",
    );
    expect(rows).to.deep.equal([
      { expense_id: ids[0], amount: "12.5000", currency: "USD", description: "Taxi", deleted: 0 },
      { expense_id: ids[1], amount: "600.0000", currency: "USD", description: "Desk 🪑", deleted: 0 },
      { expense_id: ids[2], amount: "3.0000", currency: "USD", description: "Coffee", deleted: 1 },
    ]);

    const before = await itemsOf(cloud(), "Expenses", user.ledgerId);
    await loseItems(cloud(), ids);
    const restored = await runMachine(cloud(), "restoreMachineArn");
    expect(restored.output).to.deep.equal({
      finished: true,
      read: 3,
      written: 3,
      ledgers: 0,
      refused: { count: 0, examples: [] },
    });
    expect(byId(await itemsOf(cloud(), "Expenses", user.ledgerId))).to.deep.equal(byId(before));
  });

  it(`restores ${LEDGERS} random ledgers to the last row`, async () => {
    await emptyAll();
    const ledgers = Array.from({ length: LEDGERS }, () => randomUUID());
    const items = randomExpenses(40 * LEDGERS, new Date()).map((item, index) => ({
      ...item,
      ledgerId: ledgers[index % LEDGERS] ?? "",
    }));
    await putItems(cloud(), items);
    await backUp();
    const before = await allItems(cloud());
    const verified = await runFunction(cloud(), "verifyBackup");
    expect(verified.result).to.include({ finished: true, differences: 0, pending: 0 });
    expect(verified.result?.backup).to.deep.equal(verified.result?.expenses);
    expect(verified.result?.expenses).to.have.property("count", items.length);

    await loseItems(
      cloud(),
      items.map(({ expenseId }) => expenseId),
    );
    const { result } = await runFunction(cloud(), "restoreFromRds");
    expect(result).to.include({ finished: true, read: items.length, written: items.length });
    expect(byId(await allItems(cloud()))).to.deep.equal(byId(before));
    // Nothing is missing now.
    expect((await runFunction(cloud(), "restoreFromRds")).result).to.include({ written: 0 });
  });

  it("never puts an old version over a newer one", async () => {
    await emptyAll();
    const items = randomExpenses(3, new Date()).map((item) => ({ ...item, version: 5 }));
    await putItems(cloud(), items);
    await backUp();
    const [older, newer, same] = items.map((item, index) => ({
      ...item,
      version: [4, 6, 5][index] ?? 0,
      updatedAt: new Date(Date.parse(item.updatedAt) + ([-1, 1, 0][index] ?? 0)).toISOString(),
      description: "changed since",
    }));
    if (!older || !newer || !same) throw new Error("There are three.");
    await putItems(cloud(), [older, newer, same]);
    expect((await runFunction(cloud(), "restoreFromRds")).result).to.include({ read: 3, written: 0 });
    const all = await runFunction(cloud(), "restoreFromRds", { onlyMissing: false });
    expect(all.result).to.include({ read: 3, written: 1 });
    const found = new Map((await allItems(cloud())).map((item) => [item.expenseId, item.description]));
    expect(found.get(older.expenseId)).to.equal(items[0]?.description);
    expect(found.get(newer.expenseId)).to.equal("changed since");
    expect(found.get(same.expenseId)).to.equal("changed since");
  });

  it("leaves out what was deleted over 30 days ago", async () => {
    await emptyAll();
    const now = new Date();
    const [gone, kept] = randomExpenses(2, now);
    if (!gone || !kept) throw new Error("There are two.");
    const deletedAt = new Date(now.getTime() - 31 * 24 * HOUR_MS).toISOString();
    const expired = { ...gone, deletedAt, expiresAt: epochSeconds(now) - 60 };
    await putItems(cloud(), [expired, kept]);
    await backUp();
    expect((await runFunction(cloud(), "verifyBackup")).result).to.deep.include({ differences: 0 });
    await loseItems(cloud(), [gone.expenseId, kept.expenseId]);
    expect((await runFunction(cloud(), "restoreFromRds")).result).to.include({ read: 1, written: 1 });
    expect(await allItems(cloud())).to.have.length(1);
  });

  it("counts and names rows that are no expenses, and restores the rest", async () => {
    await emptyAll();
    const items = randomExpenses(4, new Date()).map((item) => ({ ...item, currency: "EUR" }));
    await putItems(cloud(), items);
    await backUp();
    const [first, second] = items;
    await mysql.query("UPDATE expenses SET currency = 'XYZ' WHERE expense_id = ?", [first?.expenseId]);
    await mysql.query("UPDATE expenses SET amount = 99999999999 WHERE expense_id = ?", [second?.expenseId]);
    await loseItems(
      cloud(),
      items.map(({ expenseId }) => expenseId),
    );
    const { result } = await runFunction(cloud(), "restoreFromRds");
    const { refused, ...counts } = result as { refused: { count: number; examples: unknown[] } };
    expect(counts).to.deep.equal({ finished: true, read: 4, written: 2, ledgers: 0 });
    expect(refused.count).to.equal(2);
    expect(refused.examples).to.have.deep.members([
      { expenseId: first?.expenseId, reason: "currency is unknown" },
      { expenseId: second?.expenseId, reason: "amount: The amount must be at most 99999999.99." },
    ]);
  });

  it("rejects unknown events and writes nothing", async () => {
    await emptyAll();
    const refusals: [string, unknown, string][] = [
      ["backupToRds", { mode: "half" }, '`mode`: must be "changes", "full", "remove", "ledgers" or "plan"'],
      ["backupToRds", { full: true }, "there is no `full` here"],
      ["backupToRds", "full", "it must be a JSON object"],
      ["restoreFromRds", { onlyMissing: "no" }, "`onlyMissing`: must be true or false"],
      ["restoreFromRds", { ledgerId: "x" }, "there is no `ledgerId` here"],
      ["verifyBackup", { phase: "all" }, '`phase`: must be "compare" or "extras"'],
      ["verifyBackup", { deep: true }, "there is no `deep` here"],
      ["applySchema", {}, "`password`: "],
    ];
    for (const [name, event, message] of refusals) {
      const { error } = await runFunction(cloud(), name, event);
      expect(error?.errorType, `${name} ${JSON.stringify(event)}`).to.equal("InputError");
      expect(error?.errorMessage).to.include(message);
    }
    expect(await mysql.query("SELECT * FROM backup_runs")).to.deep.equal([]);
    const { error } = await runFunction(cloud(), "verifyBackup");
    expect(error?.errorMessage).to.equal(
      "There is no backup to verify: none has finished yet. Run the backup first.",
    );
  });

  describe("damage", () => {
    let items: ExpenseItem[];

    beforeEach(async () => {
      await emptyAll();
      items = randomExpenses(6, new Date()).map((item, index) => ({
        ...item,
        ledgerId: "ledger",
        currency: "EUR",
        amount: 1000 + index,
        description: "Łódź",
        category: `C${index}`,
        requestHash: "h",
        deletedAt: undefined,
        expiresAt: undefined,
      }));
      await putItems(
        cloud(),
        items.map((item) => JSON.parse(JSON.stringify(item))),
      );
      await backUp();
    });

    for (const [name, sql] of DAMAGES) {
      it(`is found: ${name}`, async () => {
        expect((await runFunction(cloud(), "verifyBackup")).result).to.include({ differences: 0 });
        await mysql.query(sql, [items[0]?.expenseId]);
        const outcome: JobOutcome = await runFunction(cloud(), "verifyBackup");
        expect(outcome.error?.errorType).to.equal("BackupDiffersError");
        expect(outcome.error?.errorMessage).to.match(/^The backup differs from the table in \d+ places?: /);
      });
    }
  });
});

async function allItems(cloud: TestCloud): Promise<ExpenseItem[]> {
  const items: ExpenseItem[] = [];
  for await (const page of paginateScan({ client: databaseOf(cloud) }, { TableName: "Expenses" })) {
    items.push(...(page.Items ?? []).map(itemOf));
  }
  return items;
}

function byId<T extends { expenseId?: unknown }>(items: readonly T[]): Map<unknown, T> {
  return new Map(items.map((item) => [item.expenseId, item]));
}
