import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { newExpenseId } from "../../../domain/expenses/expenseKeys";
import { NEVER } from "../../../domain/ledgers/dueItems";
import { BUDGETS, PROFILE, RULE } from "../../../domain/ledgers/ledgerKeys";
import { LedgerRepository } from "../../../domain/ledgers/ledgerRepository";
import type { Ledger } from "../../../domain/ledgers/model";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { type Death, mortalClient } from "../../helpers/mortalClient";

const NOW = new Date("2026-11-20T08:00:00.000Z");
const OVERDUE = "2026-11-20T07:00:00.000Z";
/** The beginning of a day in the former zone. */
const LATER = "2026-11-21T00:00:00.000Z";
const ZONE = "Pacific/Auckland";
const RENT = `${RULE}rent`;

describe("what waits in a ledger for a day to begin, when the zone changes", () => {
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
  });
  after(() => table?.close());

  const put = (ledgerId: string, sk: string, attributes: object) =>
    table.db.send(new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk, ...attributes } }));
  const read = async (ledgerId: string, sk: string) =>
    (await table.db.send(new GetCommand({ TableName: "Ledgers", Key: { ledgerId, sk } }))).Item ?? {};
  const dueOf = (id: string) =>
    Promise.all(
      [RENT, `${RULE}overdue`, `${RULE}paused`, BUDGETS].map(async (sk) => (await read(id, sk)).dueAt),
    );

  async function started(): Promise<Ledger> {
    const id = newExpenseId(new Date());
    const ledger = await new LedgerRepository(table.db, "Ledgers").create(id, { name: "Home" }, NOW);
    await put(id, RENT, { dueQueue: "rules", dueAt: LATER });
    await put(id, `${RULE}overdue`, { dueQueue: "rules", dueAt: OVERDUE });
    await put(id, `${RULE}paused`, { dueQueue: "rules", dueAt: NEVER });
    await put(id, BUDGETS, { dueQueue: "budgets", dueAt: LATER });
    return ledger;
  }
  const move = (db: DynamoDBDocumentClient, ledger: Ledger) =>
    new LedgerRepository(db, "Ledgers").replace(ledger, { settings: { timezone: ZONE } }, "anna", NOW);

  const ANEW = [NOW.toISOString(), OVERDUE, NEVER, NOW.toISOString()];

  it("is due at once, wherever the function dies after it stored the zone", async () => {
    const counted = mortalClient(table.db);
    const first = await started();
    await move(counted.client, first);
    expect(await dueOf(first.id)).to.deep.equal(ANEW);
    let stored = 0;
    for (let call = 1; call <= counted.calls; call += 1) {
      for (const when of ["before", "after"] satisfies Death["when"][]) {
        const ledger = await started();
        await move(mortalClient(table.db, { call, when }).client, ledger).catch(() => undefined);
        const { settings } = await read(ledger.id, PROFILE);
        if (settings.timezone !== ZONE) continue;
        stored += 1;
        expect(await dueOf(ledger.id), `${when} call ${call}`).to.deep.equal(ANEW);
      }
    }
    expect(stored).to.be.above(0);
  });

  it("is due at once, also if a job reads the former zone right before that changes", async () => {
    const ledger = await started();
    const db = Object.create(table.db) as DynamoDBDocumentClient;
    db.send = (async (command: { input: { Key?: { sk: string } } }) => {
      if (command.input.Key?.sk === PROFILE) await put(ledger.id, RENT, { dueQueue: "rules", dueAt: LATER });
      return table.db.send(command as never);
    }) as DynamoDBDocumentClient["send"];
    await move(db, ledger);
    expect(await dueOf(ledger.id)).to.deep.equal(ANEW);
  });

  it("is due at once also when a deleted ledger is restored", async () => {
    const ledger = await started();
    const repository = new LedgerRepository(table.db, "Ledgers");
    const gone = await repository.replace(ledger, { erasesAt: LATER }, "anna", NOW);
    expect(await dueOf(ledger.id)).to.deep.equal([LATER, OVERDUE, NEVER, LATER]);
    await repository.replace(gone ?? expect.fail(), { erasesAt: undefined }, "anna", NOW);
    expect(await dueOf(ledger.id)).to.deep.equal(ANEW);
  });

  it("stays as it is if it is due within minutes: a run may be mailing what it claimed", async () => {
    const claim = "2026-11-20T08:03:30.000Z";
    const ledger = await started();
    await put(ledger.id, BUDGETS, { dueQueue: "budgets", dueAt: claim });
    await move(table.db, ledger);
    expect(await dueOf(ledger.id)).to.deep.equal([...ANEW.slice(0, 3), claim]);
  });

  it("is due at once if it is a budget of a ledger that is no longer archived", async () => {
    const repository = new LedgerRepository(table.db, "Ledgers");
    const archived = await repository.replace(await started(), { archivedAt: OVERDUE }, "anna", NOW);
    expect(await dueOf(archived?.id ?? "")).to.deep.equal([LATER, OVERDUE, NEVER, LATER]);
    await repository.replace(archived ?? expect.fail(), { archivedAt: undefined }, "anna", NOW);
    expect(await dueOf(archived?.id ?? "")).to.deep.equal([LATER, OVERDUE, NEVER, NOW.toISOString()]);
  });

  it("stays as it is with the same zone", async () => {
    const ledger = await started();
    await new LedgerRepository(table.db, "Ledgers").replace(ledger, { name: "Flat" }, "anna", NOW);
    expect(await dueOf(ledger.id)).to.deep.equal([LATER, OVERDUE, NEVER, LATER]);
  });
});
