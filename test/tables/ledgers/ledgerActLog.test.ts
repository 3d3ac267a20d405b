import { expect } from "chai";
import fc from "fast-check";
import { BudgetStore } from "../../../domain/budgets/budgetStore";
import { LedgerActLog } from "../../../domain/ledgers/ledgerActLog";
import type { Ledger, LedgerAct } from "../../../domain/ledgers/model";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { runs } from "../../helpers/runs";

const NOON = Date.parse("2026-11-26T12:00:00.000Z");
const actAt = (minute: number, by = "ada"): LedgerAct => ({
  ...{ at: new Date(NOON + minute * 60_000).toISOString(), by },
  changes: [{ type: "renamed", after: `${minute}` }],
});

describe("the acts on a ledger", () => {
  let table: LocalTable;
  let log: LedgerActLog;
  before(async () => {
    table = await startLedgersTable();
    log = new LedgerActLog(table.db, "Ledgers");
  });
  after(() => table?.close());

  let ledgers = 0;
  const newLedger = (lastAct?: LedgerAct): Ledger => ({
    ...{ id: `ledger-${ledgers++}`, exists: true, settings: {}, version: 1 },
    ...(lastAct && { lastAct }),
  });

  async function allOf(ledger: Ledger): Promise<LedgerAct[]> {
    const acts: LedgerAct[] = [];
    for await (const page of log.all(ledger)) acts.push(...page);
    return acts;
  }

  async function pagesOf(ledger: Ledger, size: number): Promise<LedgerAct[]> {
    const acts: LedgerAct[] = [];
    let before: string | undefined;
    for (;;) {
      const page = await log.latest(ledger, size, before);
      expect(page.length).to.be.at.most(size);
      acts.push(...page.map(({ place: _, ...act }) => act));
      if (page.length === 0) return acts;
      before = page.at(-1)?.place;
    }
  }

  it("come newest first and whole, each once, however many are of one instant", async () => {
    const minute = fc.nat({ max: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(minute, { maxLength: 4 }),
        fc.uniqueArray(fc.tuple(minute, fc.nat({ max: 3 })), { maxLength: 12, selector: String }),
        fc.option(minute, { nil: undefined }),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        async (own, ofRules, lastMinute, isFiled, size) => {
          const ledger = newLedger(lastMinute === undefined ? undefined : actAt(lastMinute));
          const filed = own.filter((one) => one !== lastMinute).map((one) => actAt(one));
          const rules = ofRules.map(([one, rule]) => ({
            subject: `rule-${rule}`,
            act: actAt(one, `${rule}`),
          }));
          if (isFiled) await log.file(ledger);
          for (const lastAct of filed) await log.file({ id: ledger.id, lastAct });
          for (const { subject, act } of rules) await log.add(ledger.id, subject, act);
          const expected = [
            ...filed,
            ...(ledger.lastAct ? [ledger.lastAct] : []),
            ...rules.map(({ act }) => act),
          ];

          const found = await allOf(ledger);
          expect(found).to.have.deep.members(expected);
          const times = found.map(({ at }) => at);
          expect(times).to.deep.equal(times.toSorted().reverse());
          expect(await pagesOf(ledger, size)).to.deep.equal(found);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it("do not take the place of one on the budgets at the same time", async () => {
    const ledger = newLedger(actAt(1));
    const budgets = new BudgetStore(table.db, "Ledgers");
    await log.file(ledger);
    await budgets.fileAct(ledger.id, { version: 1, budgets: {}, lastAct: actAt(1, "bob") });
    expect((await allOf(ledger)).map(({ by }) => by)).to.have.members(["ada", "bob"]);
  });

  it("are all read, although DynamoDB ends a page at one megabyte", async () => {
    const ledger = newLedger(actAt(9));
    const large = Array.from({ length: 5 }, (_, minute) => actAt(minute, "x".repeat(350_000)));
    for (const lastAct of large) await log.file({ id: ledger.id, lastAct });
    expect(await allOf(ledger)).to.deep.equal([actAt(9), ...large.toReversed()]);
    expect(await log.latest(ledger, 6)).to.have.length(6);
  });
});
