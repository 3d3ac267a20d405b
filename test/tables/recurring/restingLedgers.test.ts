import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { AccessReader } from "../../../domain/ledgers/accessReader";
import { LedgerActLog } from "../../../domain/ledgers/ledgerActLog";
import { LedgerRepository } from "../../../domain/ledgers/ledgerRepository";
import type { LedgerProfile } from "../../../domain/ledgers/model";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { splitRule } from "../../../domain/recurring/dividedRule";
import type { Recurrence } from "../../../domain/recurring/model";
import { type PostingOptions, postDue } from "../../../domain/recurring/posting";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { type ExpensesTable, startExpensesTable } from "../../helpers/expensesTable";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { authorOn, ruleOn } from "../../helpers/rules";

const MONTHLY: Recurrence = { every: 1, unit: "months", start: "2026-11-01" };
const ERASES_AT = "2026-12-28T00:00:00.000Z";
const at = (day: string) => new Date(`${day}T08:00:00.000Z`);

describe("the job that posts recurring expenses, in a ledger that is deleted or archived", () => {
  let ledgers: LocalTable;
  let expenses: ExpensesTable;
  let rules: RuleRepository;
  beforeEach(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    rules = new RuleRepository(ledgers.db, "Ledgers");
  });
  afterEach(() => Promise.all([ledgers?.close(), expenses?.close()]));

  const optionsOn = (day: string): PostingOptions => postingOn(day, ledgers, expenses);
  const run = (day: string) => postDue(optionsOn(day));
  const days = async () => (await itemsIn(expenses, "Expenses")).map(({ date }) => String(date)).sort();
  const profile = { version: 1, settings: {} };
  const put = (attributes: Partial<LedgerProfile>) =>
    ledgers.db.send(
      new PutCommand({
        TableName: "Ledgers",
        Item: { ledgerId: "home", sk: "profile", ...profile, ...attributes },
      }),
    );
  const restore = (day: string) =>
    new LedgerRepository(ledgers.db, "Ledgers").replace(
      ledgerOf("home", { ...profile, erasesAt: ERASES_AT }),
      { erasesAt: undefined },
      "somebody",
      at(day),
    );
  const acts = async () => {
    const found = await new LedgerActLog(ledgers.db, "Ledgers").latest(ledgerOf("home"), 10);
    return found.map(({ by, changes: [change] }) => ({ by, ...change }));
  };
  const add = () => rules.create(ruleOn(MONTHLY, {}, "2026-10-28"), "UTC");

  it("posts what was due while it was deleted once it is restored, and leaves the rules as they are", async () => {
    const rule = await add();
    await put({ erasesAt: ERASES_AT });
    expect(await run("2026-11-01")).to.deep.include({ rules: 1, posted: 0, failed: 0 });
    expect(await run("2026-11-01")).to.deep.include({ rules: 0 });
    expect(await rules.require("home", rule.id, "UTC")).to.include({ version: 1, nextOn: rule.nextOn });
    await restore("2026-11-01");
    expect(await run("2026-11-01")).to.deep.include({ rules: 1, posted: 1 });
    expect(await days()).to.deep.equal(["2026-11-01"]);
  });

  it("posts it within a day also if it read the ledger right before it was restored", async () => {
    await add();
    await put({ erasesAt: ERASES_AT });
    const options = optionsOn("2026-11-01");
    const { read } = AccessReader.prototype;
    options.access = Object.assign(new AccessReader(ledgers.db, "Ledgers"), {
      async read(this: AccessReader, userId: string, ledgerId: string) {
        const found = await read.call(this, userId, ledgerId);
        await restore("2026-11-01");
        return found;
      },
    }) as AccessReader;
    await postDue(options);
    expect(await days()).to.deep.equal([]);
    await run("2026-11-02");
    expect(await days()).to.deep.equal(["2026-11-01"]);
  });

  it("leaves a rule to the next attempt that is changed meanwhile", async () => {
    const rule = await add();
    await rules.change("home", rule.id, "UTC", (one) => ({ ...one, version: 2, mode: "propose" }));
    expect(await rules.postpone(rule, at("2026-11-02"))).to.equal(false);
    await put({ erasesAt: ERASES_AT });
    expect(await run("2026-11-01")).to.deep.include({ rules: 1, failed: 0 });
    expect(await rules.require("home", rule.id, "UTC")).to.include({ version: 2, mode: "propose" });
  });

  it("pauses its rules if it is archived, in the name of whoever archived it", async () => {
    const rule = await add();
    await put({ archivedAt: "2026-10-30T00:00:00.000Z", archivedBy: "anna" });
    expect(await run("2026-11-01")).to.deep.include({ rules: 1, posted: 0, failed: 0 });
    expect((await rules.require("home", rule.id, "UTC")).pausedAt).to.equal(at("2026-11-01").toISOString());
    expect((await acts())[0]).to.deep.equal({ by: "anna", type: "rulePaused", before: "Rent" });
    expect(await days()).to.deep.equal([]);
  });

  it("pauses them once, also one that another is still to go on from", async () => {
    const rule = await add();
    const split = splitRule(rule, "2026-12-01", { mode: "propose" }, "SUCCESSOR", authorOn("2026-10-31"));
    await rules.replace(split, "UTC");
    await put({ archivedAt: "2026-10-30T00:00:00.000Z" });
    await run("2026-12-01");
    await run("2026-12-01");
    expect(await run("2026-12-01")).to.deep.include({ rules: 0, failed: 0 });
    expect((await rules.require("home", "SUCCESSOR", "UTC")).pausedAt).to.equal(
      at("2026-12-01").toISOString(),
    );
    const paused = (await acts()).filter(({ type }) => type === "rulePaused");
    expect(paused.map(({ by }) => by)).to.deep.equal([rule.createdBy, rule.createdBy]);
  });
});
