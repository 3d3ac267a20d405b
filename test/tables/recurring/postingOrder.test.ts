import { expect } from "chai";
import type { Recurrence } from "../../../domain/recurring/model";
import { occurrencesBetween } from "../../../domain/recurring/occurrences";
import { type PostingOptions, type PostingResult, postDue } from "../../../domain/recurring/posting";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { startExpensesTable } from "../../helpers/expensesTable";
import { itemsIn, type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { postingOn } from "../../helpers/posting";
import { ruleOn } from "../../helpers/rules";

const [START, TODAY] = ["2026-11-01", "2026-12-20"];
const DAILY: Recurrence = { every: 1, unit: "days", start: START };
const PAST = [...occurrencesBetween(DAILY, START, TODAY)];

describe("the order in which recurring expenses are posted", () => {
  let ledgers: LocalTable;
  let expenses: LocalTable;
  beforeEach(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
  });
  afterEach(() => Promise.all([ledgers?.close(), expenses?.close()]));

  const store = (id: string, schedule: Recurrence, today: string) =>
    new RuleRepository(ledgers.db, "Ledgers").create(ruleOn(schedule, { id }, today), "UTC");
  const days = async () => (await itemsIn(expenses, "Expenses")).map(({ date }) => String(date)).sort();

  /** Runs as the state machine does. */
  async function runAll(options: PostingOptions): Promise<number[]> {
    const results: PostingResult[] = [];
    do results.push(await postDue(options));
    while (results.at(-1)?.next !== undefined);
    return results.map(({ posted }) => posted);
  }

  it("is 400 occurrences a run, 40 of a rule, whose rest comes after the others", async () => {
    const ids = Array.from({ length: 11 }, (_, index) => `R${index}`);
    await Promise.all(ids.map((id) => store(id, DAILY, START)));
    expect(await runAll(postingOn(TODAY, ledgers, expenses))).to.deep.equal([400, 140, 10]);
    expect(await days()).to.deep.equal(PAST.flatMap((day) => ids.map(() => day)));
  });

  it("is that of their days, and of the time at which one is added that starts in the past", async () => {
    await store("RENT", { every: 1, unit: "months", start: TODAY }, "2026-12-01");
    await Promise.all(["PAST1", "PAST2"].map((id) => store(id, DAILY, TODAY)));
    const options = { ...postingOn(TODAY, ledgers, expenses), max: 41 };
    expect(await postDue(options)).to.deep.include({ posted: 41, next: {} });
    expect((await days()).at(-1)).to.equal(TODAY);
    await runAll(options);
    expect(await days()).to.have.length(1 + 2 * PAST.length);
  });
});
