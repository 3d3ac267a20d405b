import { expect } from "chai";
import { NO_LEDGERS } from "../../bench/expenses";
import { BackupTables } from "../../domain/backup/backupTables";
import { type RestoreOptions, restore, restoreRequest } from "../../domain/backup/restore";
import type { LedgerItem, LedgerSource } from "../../domain/ledgers/ledgerSource";
import { DAY_MS } from "../../domain/values/duration";
import { useBackup } from "./fixture";

const IDS = Array.from({ length: 20 }, (_, index) => `E${index}`);

/** Ledgers of which some are open and some closed. */
const ledgersOf = (open: readonly string[], closed: readonly string[] = []): LedgerSource => ({
  ...NO_LEDGERS,
  async *items(kind, after = ""): AsyncGenerator<LedgerItem[]> {
    yield open.filter((id) => id > after).map((ledgerId) => ({ ledgerId, sk: kind, version: 1 }));
  },
  async *closed() {
    yield [...closed];
  },
});

describe("a full backup of a table that lost what its backup holds", function () {
  this.timeout(120_000);
  const backup = useBackup();
  beforeEach(() => backup().database.select("TRUNCATE ledger_items"));

  /** A backup of forty days ago. */
  async function fill(ledgers: LedgerSource = NO_LEDGERS): Promise<void> {
    for (const expenseId of IDS) backup().book.write({ expenseId });
    backup().book.now += DAY_MS;
    await backup().run({}, { ledgers });
    backup().book.now += 40 * DAY_MS;
  }

  function lose(ids: readonly string[]): void {
    for (const id of ids) backup().book.remove(id);
  }
  const count = async (table: string) =>
    Number((await backup().database.select(`SELECT COUNT(*) AS count FROM ${table}`))[0]?.count);
  const refusalOfRun = (...args: Parameters<ReturnType<typeof backup>["run"]>) =>
    backup()
      .run(...args)
      .then(
        () => expect.fail("The run succeeded."),
        (error) => error,
      );

  /** A restore that has only to look at the end of the backup. */
  async function restoreRest(): Promise<void> {
    const database = await BackupTables.open(backup().database.address);
    try {
      const notes = { note: async () => {}, noted: async () => [] };
      const now = () => new Date(backup().book.now);
      const budgets = { readAll: async () => [] };
      const options = { database, notes, budgets, now, hasTime: () => true } as unknown as RestoreOptions;
      await restore(restoreRequest.parse({ after: "~", ledgers: 0 }), options);
    } finally {
      database.close();
    }
  }

  it("removes nothing and fails, as the daily backup of an old snapshot beside an empty table", async () => {
    await fill(ledgersOf(["A", "B"]));
    lose(IDS);
    const plan = await backup().run({ mode: "plan", request: {} });
    expect(plan).to.include({ mode: "full" });
    for (const segment of (await backup().planFull()).segments) await backup().run(segment);
    for (const event of [{}, { mode: "remove", run: 3 }]) {
      const error = await refusalOfRun(event, { ledgers: ledgersOf([]) });
      expect(error.name).to.equal("RemovalRefusedError");
      expect(error.message).to.contain(
        "The table has 0 of the 20 expenses in the backup, so nothing is removed.",
      );
    }
    expect(await count("expenses")).to.equal(20);
    expect(await count("ledger_items WHERE kind = 'profile'")).to.equal(2);
    expect(backup().succeeded).to.have.length(1);
  });

  it("does the same with less than a tenth of the expenses, and not with a tenth", async () => {
    await fill();
    lose(IDS.slice(1));
    expect((await refusalOfRun()).message).to.contain("has 1 of the 20 expenses");
    backup().book.write({ expenseId: "E1" });
    backup().book.now += DAY_MS;
    expect(await backup().run()).to.include({ finished: true, removed: 18 });
  });

  it("removes no settings and profiles of a table without ledgers", async () => {
    await fill(ledgersOf(["A", "B"]));
    const error = await refusalOfRun({ mode: "full" }, { ledgers: ledgersOf([]) });
    expect(error.message).to.contain("has 0 of the 2 ledgers");
    expect(await count("ledger_items WHERE kind = 'profile'")).to.equal(2);
  });

  it("removes what all accounts erased: their rows are over, their ledgers closed", async () => {
    await fill(ledgersOf(["A", "B"]));
    await backup().database.select("UPDATE expenses SET expires_at = ?", [backup().book.seconds() - 1]);
    lose(IDS);
    const summary = await backup().run({ mode: "full" }, { ledgers: ledgersOf([], ["A", "B"]) });
    expect(summary).to.include({ finished: true, removed: 20 });
    expect(await count("ledger_items")).to.equal(0);
  });

  it("removes everything once an operator has confirmed it", async () => {
    await fill();
    lose(IDS);
    const request = { mode: "full", removesMost: true };
    const plan: unknown = await backup().run({ mode: "plan", request });
    const { segments, next } = plan as Awaited<ReturnType<ReturnType<typeof backup>["planFull"]>>;
    for (const segment of segments) await backup().run(segment);
    expect(await backup().run(next)).to.include({ finished: true, removed: 20 });
  });

  it("removes nothing when a restore wrote after it began, and not while one writes", async () => {
    await fill();
    lose(IDS.slice(15));
    const { segments, next } = await backup().planFull();
    for (const segment of segments) await backup().run(segment);
    await restoreRest();
    const error = await refusalOfRun(next);
    expect(error.name).to.equal("RemovalRefusedError");
    expect(error.message).to.contain("A restore has written to the table since run 2 began");
    expect(await count("expenses")).to.equal(20);
    const step = { mode: "ledgers", run: 2, kind: "profile", after: "" };
    expect((await refusalOfRun(step)).name).to.equal("RemovalRefusedError");

    const other = await BackupTables.open(backup().database.address);
    await other.lock("restore");
    for (const work of [{ mode: "full" }, { mode: "plan", request: { mode: "full" } }])
      expect((await refusalOfRun(work)).name).to.equal("BusyError");
    expect((await restoreRest().catch((reason) => reason)).name).to.equal("BusyError");
    other.close();
    expect(await backup().run({ mode: "full" })).to.include({ finished: true, removed: 5 });
  });
});
