import { expect } from "chai";
import { DUE_INDEX } from "../../../domain/ledgers/ledgerKeys";
import type { Recurrence } from "../../../domain/recurring/model";
import { type PostingResult, postDue } from "../../../domain/recurring/posting";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { deletedRule } from "../../../domain/recurring/rules";
import { type ExpensesTable, startExpensesTable } from "../../helpers/expensesTable";
import { lagIndex } from "../../helpers/laggingIndex";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { authorOn, ruleOn } from "../../helpers/rules";

const DAILY: Recurrence = { every: 1, unit: "days", start: "2026-11-01" };
const THREE_DAYS = ["2026-11-01", "2026-11-02", "2026-11-03"];
const NOTHING: PostingResult = { rules: 0, posted: 0, proposed: 0, failed: 0 };

describe("the job that posts recurring expenses, when the index of what is due lags", function () {
  this.timeout(30_000);
  let ledgers: LocalTable;
  let expenses: ExpensesTable;
  let rules: RuleRepository;
  beforeEach(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    rules = new RuleRepository(ledgers.db, "Ledgers");
  });
  afterEach(() => Promise.all([ledgers?.close(), expenses?.close()]));

  const lag = () => lagIndex(ledgers, ledgers.proxy, "Ledgers", DUE_INDEX);
  const days = async () => (await itemsIn(expenses, "Expenses")).map(({ date }) => String(date)).sort();
  const run = (day: string, max?: number) =>
    postDue({
      ...postingOn(day, ledgers, expenses),
      ...(max !== undefined && { max }),
    });

  it("posts the days of a rule that it does not show yet once it does, each once", async () => {
    const catchUp = await lag();
    await rules.create(ruleOn(DAILY), "UTC");
    expect(await run("2026-11-03")).to.deep.equal(NOTHING);
    await catchUp();
    expect(await run("2026-11-03")).to.deep.equal({ ...NOTHING, rules: 1, posted: 3 });
    expect(await run("2026-11-03")).to.deep.equal(NOTHING);
    expect(await days()).to.deep.equal(THREE_DAYS);
  });

  it("takes nothing again of rules that it still shows as due, and goes on with one that is", async () => {
    await rules.create(ruleOn(DAILY), "UTC");
    const { id } = await rules.create(ruleOn(DAILY, { id: "PROPOSES", mode: "propose" }), "UTC");
    const catchUp = await lag();
    const { next, ...first } = await run("2026-11-03", 4);
    expect(next).to.deep.equal({});
    expect(first).to.deep.include({ rules: 2, failed: 0 });
    expect(first.posted + first.proposed).to.equal(4);
    expect(await run("2026-11-03")).to.deep.include({ rules: 1, failed: 0 });
    const { version } = await rules.require("home", id, "UTC");
    expect(await run("2026-11-03")).to.deep.equal(NOTHING);
    expect(await rules.require("home", id, "UTC")).to.deep.include({ proposals: THREE_DAYS, version });
    await catchUp();
    expect(await run("2026-11-03")).to.deep.equal(NOTHING);
    expect(await days()).to.deep.equal(THREE_DAYS);
  });

  it("posts nothing of a rule that it still shows and that was deleted", async () => {
    const { id } = await rules.create(ruleOn(DAILY), "UTC");
    const catchUp = await lag();
    await rules.change("home", id, "UTC", (rule) => deletedRule(rule, authorOn("2026-11-01")));
    expect(await run("2026-11-03")).to.deep.equal(NOTHING);
    await catchUp();
    expect(await run("2026-11-03")).to.deep.equal(NOTHING);
    expect(await days()).to.deep.equal([]);
  });
});
