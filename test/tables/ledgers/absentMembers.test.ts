import { expect } from "chai";
import { UserRecords } from "../../../domain/accounts/userRecords";
import type { ApiError } from "../../../domain/http/apiError";
import { AccessReader } from "../../../domain/ledgers/accessReader";
import { CalendarFeeds } from "../../../domain/ledgers/calendarFeeds";
import { LedgerHints } from "../../../domain/ledgers/ledgerHints";
import { LedgerRepository } from "../../../domain/ledgers/ledgerRepository";
import type { Members } from "../../../domain/ledgers/model";
import type { Principal } from "../../../domain/ledgers/principal";
import type { LedgerRole } from "../../../domain/ledgers/roles";
import { SharedLedgers } from "../../../domain/ledgers/sharedLedgers";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

const NOW = new Date("2026-11-20T08:00:00.000Z");

describe("members whose accounts are disabled", function () {
  this.timeout(10_000);
  let table: LocalTable;
  let ledgers: LedgerRepository;
  let hints: LedgerHints;
  let shared: SharedLedgers;
  before(async () => {
    table = await startLedgersTable();
    ledgers = new LedgerRepository(table.db, "Ledgers");
    hints = new LedgerHints(table.db, "Ledgers");
    const access = new AccessReader(table.db, "Ledgers");
    shared = new SharedLedgers(ledgers, hints, new CalendarFeeds(table.db, "Ledgers"), access);
    const records = new UserRecords(table.db, "Ledgers");
    await records.deny("disabling", "enabled");
    await records.settleForNewSessions("disabled", "enabled");
    await records.close("closed", NOW);
  });
  after(() => table.close());

  /** Creates a ledger. @returns one of its owners. */
  async function household(id: string, others: Record<string, LedgerRole>): Promise<Principal> {
    const roles: Record<string, LedgerRole> = { ada: "owner", ...others };
    const members: Members = Object.fromEntries(
      Object.entries(roles).map(([name, role]) => [name, { role, since: NOW.toISOString(), email: name }]),
    );
    await hints.add("ada", id, NOW);
    const ledger = await ledgers.create(id, { name: id, members }, NOW);
    return { user: { id: "ada", name: "ada", email: "ada" }, role: "owner", ledger, isAdmin: false };
  }

  const refusalOf = (work: Promise<unknown>) => work.then(String, ({ code }: ApiError) => code);
  const rolesIn = async (id: string) => {
    const [ledger] = await ledgers.readAll([id]);
    return Object.fromEntries(Object.entries(ledger?.members ?? {}).map(([name, { role }]) => [name, role]));
  };

  it("do not keep a ledger as its only owners: the last other owner can neither leave nor give the role up", async () => {
    for (const state of ["disabling", "disabled", "closed"]) {
      const ada = await household(`with ${state}`, { [state]: "owner", ben: "editor" });
      expect(await refusalOf(shared.remove(ada, "ada", NOW)), state).to.equal("ledger.lastOwner");
      expect(await refusalOf(shared.changeRole(ada, "ada", "editor", NOW)), state).to.equal(
        "ledger.lastOwner",
      );
      expect(await refusalOf(shared.requireSuccessors("ada", NOW)), state).to.equal("ledger.needsOwner");
      expect(await rolesIn(`with ${state}`)).to.deep.equal({ ada: "owner", [state]: "owner", ben: "editor" });
      // They can be removed themselves, and others can be made owners, who can then keep it.
      const handedOver = { ...ada, ledger: await shared.changeRole(ada, "ben", "owner", NOW) };
      await shared.remove(handedOver, state, NOW);
      await shared.remove(handedOver, "ada", NOW);
      expect(await rolesIn(`with ${state}`)).to.deep.equal({ ben: "owner" });
    }
  });

  it("leave the ledger of an erased owner to somebody who can sign in, and get it if there is nobody else", async () => {
    await household("with others", { disabled: "owner", disabling: "editor", ben: "viewer" });
    await household("without", { disabled: "owner", disabling: "viewer" });
    await shared.leaveAll("ada", { mayJoin: false }, NOW);
    expect(await rolesIn("with others")).to.deep.equal({
      ...{ disabled: "owner", disabling: "editor", ben: "owner" },
    });
    expect(await rolesIn("without")).to.deep.equal({ disabled: "owner", disabling: "viewer" });
  });
});
