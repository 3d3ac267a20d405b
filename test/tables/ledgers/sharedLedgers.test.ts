import { expect } from "chai";
import { UserRecords } from "../../../domain/accounts/userRecords";
import { ApiError } from "../../../domain/http/apiError";
import { AccessReader } from "../../../domain/ledgers/accessReader";
import { CalendarFeeds } from "../../../domain/ledgers/calendarFeeds";
import { LedgerHints } from "../../../domain/ledgers/ledgerHints";
import { LedgerRepository } from "../../../domain/ledgers/ledgerRepository";
import * as rules from "../../../domain/ledgers/memberRules";
import type { Ledger } from "../../../domain/ledgers/model";
import type { Principal } from "../../../domain/ledgers/principal";
import { SharedLedgers } from "../../../domain/ledgers/sharedLedgers";
import type { Quotas } from "../../../domain/quotas/quotas";
import { MAX_INVITATIONS, MAX_LEDGERS } from "../../../domain/values/limits";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

const NOW = new Date("2026-11-20T08:00:00.000Z");
const UNLIMITED = { spend: (_kind, _subject, _now, work) => work() } as Pick<Quotas, "spend"> as Quotas;

describe("shared ledgers", () => {
  let table: LocalTable;
  let ledgers: LedgerRepository;
  let shared: SharedLedgers;
  before(async () => {
    table = await startLedgersTable();
    ledgers = new LedgerRepository(table.db, "Ledgers");
    shared = new SharedLedgers(
      ledgers,
      new LedgerHints(table.db, "Ledgers"),
      new CalendarFeeds(table.db, "Ledgers"),
      new AccessReader(table.db, "Ledgers"),
    );
  });
  after(() => table.close());
  afterEach(() => table.proxy.reset());

  /** Writes of owners, which one of two owners makes. */
  const WRITES: Record<string, (ada: Principal) => Promise<unknown>> = {
    invites: (ada) => shared.invite(ada, "editor", UNLIMITED, NOW),
    revokes: (ada) => shared.change(ada, "owner", (now) => rules.withoutInvitation(now, "open"), NOW),
    renames: (ada) =>
      shared.change(ada, "owner", (now) => rules.described(now, { name: "Mine" }, ada.user.id, NOW), NOW),
    promotes: (ada) => shared.change(ada, "owner", (now) => rules.withRole(now, "cleo", "owner"), NOW),
    removes: (ada) => shared.remove(ada, "cleo", NOW),
    deletes: (ada) => shared.change(ada, "owner", (now) => rules.deleted(now, NOW), NOW),
  };
  /** Ways in which the other owner takes the role away, each with the refusal of the work that was under way. */
  const LOSSES = {
    demoted: [(ledger: Ledger) => rules.withRole(ledger, "ada", "editor"), "role.tooLow"],
    removed: [(ledger: Ledger) => rules.withoutMember(ledger, "ada", "bob"), "ledger.notFound"],
  } as const;

  async function household(id: string): Promise<Principal> {
    const member = (role: "owner" | "viewer") => ({ role, since: NOW.toISOString(), email: "a@example.com" });
    const open = { hash: "#", role: "viewer", by: "bob", createdAt: "", expiresAt: "2099" } as const;
    const profile = {
      name: "Home",
      members: { ada: member("owner"), bob: member("owner"), cleo: member("viewer") },
      invitations: { open },
    };
    const ledger = await ledgers.create(id, profile, NOW);
    const user = { id: "ada", name: "ada", email: "a@example.com" };
    return { user, role: "owner", ledger, isAdmin: false };
  }

  for (const [what, write] of Object.entries(WRITES)) {
    for (const [loss, [rule, refusal]] of Object.entries(LOSSES)) {
      it(`refuse a writer who loses the role meanwhile, and store nothing: an owner ${what} and is ${loss}`, async () => {
        const id = `${what}-${loss}`;
        const ada = await household(id);
        // After the role was looked at: as the write itself arrives.
        let after: Ledger | undefined;
        let isFirst = true;
        table.proxy.rule = async ({ operation, input }) => {
          const { ledgerId } = Object(input.Key);
          if (!isFirst || operation !== "UpdateItem" || ledgerId?.S !== id) return undefined;
          isFirst = false;
          after = await ledgers.change(id, rule, "bob", NOW);
          return undefined;
        };
        const outcome = await write(ada).catch((error: unknown) => error);
        expect(outcome).to.be.instanceOf(ApiError).and.to.include({ code: refusal });
        const [stored] = await ledgers.readAll([id]);
        expect(after?.version).to.equal(2);
        expect(stored).to.deep.equal(after);
      });
    }
  }

  it("are no more than a user may have, however many are created, joined and restored at once", async () => {
    const dora = { id: "dora", name: "dora", email: "d@example.com" };
    const [ledger = expect.fail()] = await ledgers.readAll([dora.id]);
    const inOwn = { user: dora, ledger };
    const hints = new LedgerHints(table.db, "Ledgers");
    const owned = {
      members: { dora: { role: "owner", since: NOW.toISOString(), email: dora.email } },
    } as const;
    const add = async (id: string, profile: Partial<Ledger> = {}) => {
      await hints.add(dora.id, id, NOW);
      await ledgers.create(id, { name: id, ...owned, ...profile }, NOW);
    };
    for (let count = 0; count < MAX_LEDGERS - 2; count++) await add(`hers-${count}`);
    await add("deleted", { erasesAt: "2099" });
    const { secret } = await shared.invite(await household("inviting"), "viewer", UNLIMITED, NOW);
    const openNow = async () =>
      (await shared.of(dora.id, NOW)).filter(({ erasesAt }) => erasesAt === undefined).length;
    const at = (now: Date) => [
      () => shared.create(inOwn, { name: "One" }, UNLIMITED, now),
      () => shared.create(inOwn, { name: "Two" }, UNLIMITED, now),
      () => shared.join(inOwn, "inviting", secret, now),
      () => shared.restore(dora, "deleted", now),
    ];
    const tries = await Promise.allSettled(at(NOW).map((get) => get()));
    expect(await openNow()).to.be.at.most(MAX_LEDGERS);
    // None is left uncounted, and none counts that was refused.
    const later = new Date(NOW.getTime() + 60_000);
    for (const [index, get] of at(later).entries()) {
      if (tries[index]?.status === "fulfilled") continue;
      const isFull = (await openNow()) === MAX_LEDGERS;
      const outcome = await get().catch(({ code }: ApiError) => code);
      if (isFull) expect(outcome).to.equal("ledger.tooMany");
      else expect(outcome).to.have.property("id");
    }
    expect(await openNow()).to.equal(MAX_LEDGERS);
  });

  it("admit nobody by an invitation of an owner who is disabled, was signed out everywhere, or has closed the account since", async () => {
    const records = new UserRecords(table.db, "Ledgers");
    const now = new Date();
    const dora = { id: "newcomer", name: "newcomer", email: "d@example.com" };
    const [own = expect.fail()] = await ledgers.readAll([dora.id]);
    const uses = (id: string, secret: string) => [
      () => shared.admit(dora.email, { ledgerId: id, secret }, UNLIMITED, now),
      () => shared.lookUp(dora, id, secret, now),
      () => shared.join({ user: dora, ledger: own }, id, secret, now),
    ];
    const ends: Record<string, (ada: string) => Promise<unknown>> = {
      disabling: (ada) => records.deny(ada, "enabled"),
      disabled: (ada) => records.settleForNewSessions(ada, "enabled"),
      "signed out": (ada) => records.endSessions(ada),
      closed: (ada) => records.close(ada, now),
    };
    for (const [way, end] of Object.entries(ends)) {
      const { ledger, user, ...principal } = await household(`invites and is ${way}`);
      const ada = { ...principal, user: { ...user, id: `ada ${way}` } };
      const members = { ...ledger.members, [ada.user.id]: { role: "owner", since: "", email: "" } } as const;
      const open = await ledgers.change(ledger.id, () => ({ members }), "bob", NOW);
      const { secret } = await shared.invite({ ...ada, ledger: open }, "editor", UNLIMITED, now);
      expect(await uses(ledger.id, secret)[1]?.()).to.have.property("invitation");
      await end(ada.user.id);
      for (const use of uses(ledger.id, secret)) {
        expect(await use().catch(({ code }: ApiError) => code), way).to.equal("invitation.notFound");
      }
    }
  });

  it("neither show nor count the invitations that ended with the sessions of their owner", async () => {
    const ada = await household("full");
    const now = new Date();
    const read = async () => (await ledgers.readAll(["full"]))[0] ?? expect.fail();
    const invite = async () => shared.invite({ ...ada, ledger: await read() }, "editor", UNLIMITED, now);
    // One is bob's.
    for (let count = 1; count < MAX_INVITATIONS; count += 1) await invite();
    expect(await invite().catch(({ code }: ApiError) => code)).to.equal("invitations.tooMany");
    const settle = await new UserRecords(table.db, "Ledgers").endSessions("ada");
    expect(Object.keys(await shared.invitations(await read(), now))).to.deep.equal(["open"]);
    await settle();
    const { id } = await shared.invite({ ...ada, ledger: await read() }, "editor", UNLIMITED, new Date());
    const left = Object.keys(await shared.invitations(await read(), new Date()));
    expect(left).to.have.members(["open", id]);
    expect(Object.keys((await read()).invitations ?? {})).to.have.members(left);
  });

  it("forget the calendar feed of a user's own ledger when it is handed on", async () => {
    const feeds = new CalendarFeeds(table.db, "Ledgers");
    await ledgers.make((await ledgers.readAll(["lost"]))[0] ?? expect.fail(), NOW);
    const secret = await feeds.create("lost", { by: "lost", createdAt: NOW.toISOString(), amounts: true });
    await shared.handOn("lost", { id: "found", email: "f@example.com" }, NOW);
    expect(await feeds.of({ id: "lost" }, "lost", {})).to.equal(undefined);
    const again = await feeds.create("lost", { by: "lost", createdAt: NOW.toISOString(), amounts: true });
    const access = new AccessReader(table.db, "Ledgers");
    for (const one of [secret, again]) {
      const outcome = feeds.open({ ledgerId: "lost", secret: one }, access);
      expect(await outcome.catch(({ code }: ApiError) => code)).to.equal("calendar.notFound");
    }
  });

  it("forget the calendar feed of somebody who leaves, is removed or whose account is closed, and no other", async () => {
    const feeds = new CalendarFeeds(table.db, "Ledgers");
    const hints = new LedgerHints(table.db, "Ledgers");
    const later = new Date(NOW.getTime() + 1);
    const ways: Record<string, (principal: Principal) => Promise<unknown>> = {
      removed: (ada) => shared.remove(ada, "cleo", NOW),
      closed: () => shared.leaveAll("cleo", { mayJoin: false }, NOW),
      handedOn: () => shared.handOn("cleo", { id: "dora", email: "d@example.com" }, NOW),
    };
    for (const [way, leave] of Object.entries(ways)) {
      for (const [at, isKept] of [
        [NOW, false],
        [later, true],
      ] as const) {
        const id = `${way} ${isKept}`;
        const ada = await household(id);
        await hints.add("cleo", id, NOW);
        for (const by of ["ada", "cleo"]) {
          await feeds.create(id, { by, createdAt: at.toISOString(), amounts: false });
        }
        await leave(ada);
        expect((await feeds.of({ id }, "cleo", {})) !== undefined, id).to.equal(isKept);
        expect(await feeds.of({ id }, "ada", {}), id).not.to.equal(undefined);
      }
    }
  });
});
