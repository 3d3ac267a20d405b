import { expect } from "chai";
import * as fc from "fast-check";
import { ApiError } from "../../../domain/http/apiError";
import * as rules from "../../../domain/ledgers/memberRules";
import type { Ledger } from "../../../domain/ledgers/model";
import { LEDGER_ROLES } from "../../../domain/ledgers/roles";
import { DAY_MS } from "../../../domain/values/duration";

const NOW = new Date("2026-11-26T12:00:00.000Z");
const days = (count: number) => new Date(NOW.getTime() + count * DAY_MS);
const person = (id: string) => ({ id, email: `${id}@example.com` });

const ledgerOf = (more: Partial<Ledger>): Ledger => ({
  ...{ id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", exists: true, settings: {}, version: 1 },
  ...more,
});
const member = (role: (typeof LEDGER_ROLES)[number], since = NOW) => ({
  role,
  since: since.toISOString(),
  email: "one@example.com",
});

/** The ledger after a change, or the code of its refusal. */
function outcomeOf(ledger: Ledger, change: () => rules.ProfileChanges | undefined): Ledger | string {
  try {
    return { ...ledger, ...change() } as Ledger;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

const names = fc.constantFrom("ada", "bob", "cleo", "dan", "__proto__");
const roles = fc.constantFrom(...LEDGER_ROLES);

/** Something that somebody does. */
const step = fc.oneof(
  fc.record({ kind: fc.constant("invite" as const), who: names, role: roles }),
  fc.record({ kind: fc.constant("join" as const), who: names, id: fc.nat({ max: 9 }) }),
  fc.record({ kind: fc.constant("change" as const), who: names, role: roles }),
  fc.record({ kind: fc.constant("remove" as const), who: names, by: names }),
  fc.record({ kind: fc.constant("close" as const), who: names }),
  fc.record({ kind: fc.constant("succeed" as const), who: names, to: names }),
  fc.record({ kind: fc.constant("revoke" as const), id: fc.nat({ max: 9 }) }),
);

describe("rules of members", () => {
  it("keep an owner, use each invitation once and let in nobody without one, whatever happens in which order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let ledger = ledgerOf({ members: { ada: member("owner") } });
        const used = new Set<string>();
        for (const [index, one] of steps.entries()) {
          const now = new Date(NOW.getTime() + index);
          const next = outcomeOf(ledger, () => {
            if (one.kind === "invite") {
              return rules.withInvitation(
                ledger,
                { id: `${index}`, hash: `#${index}`, role: one.role, by: one.who },
                now,
              );
            }
            if (one.kind === "join") return rules.joined(ledger, person(one.who), `#${one.id}`, now);
            if (one.kind === "change") return rules.withRole(ledger, one.who, one.role);
            if (one.kind === "remove") return rules.withoutMember(ledger, one.who, one.by);
            if (one.kind === "succeed") return rules.withSuccessor(ledger, one.who, person(one.to));
            if (one.kind === "close") return rules.withoutFormerUser(ledger, one.who, now);
            return rules.withoutInvitation(ledger, `${one.id}`);
          });
          if (typeof next === "string") continue;
          if (one.kind === "join") {
            const invitation = ledger.invitations?.[one.id];
            expect(used.has(`${one.id}`)).to.equal(false);
            expect(next.members?.[one.who]?.role).to.equal(invitation?.role);
            used.add(`${one.id}`);
          }
          if (one.kind === "close") expect(Object.keys(next.members ?? {})).not.to.include(one.who);
          ledger = next;
          const members = Object.values(ledger.members ?? {});
          const isGone = members.length === 0;
          expect(isGone || members.some(({ role }) => role === "owner")).to.equal(true);
          expect(ledger.erasesAt !== undefined).to.equal(isGone);
          if (isGone) break;
        }
      }),
    );
  });

  it("hand a ledger to the greatest of those who stay, the longest-standing first, when its last owner is gone", () => {
    const ledger = ledgerOf({
      members: {
        ada: member("owner"),
        bob: member("editor", days(2)),
        cleo: member("editor", days(1)),
        dan: member("viewer"),
      },
    });
    const next = outcomeOf(ledger, () => rules.withoutFormerUser(ledger, "ada", NOW)) as Ledger;
    expect(next.members).to.deep.equal({
      bob: member("editor", days(2)),
      cleo: member("owner", days(1)),
      dan: member("viewer"),
    });
    expect([rules.isLastOwner(ledger, "ada"), rules.isLastOwner(ledger, "bob")]).to.deep.equal([true, false]);
    expect(rules.isLastOwner(ledgerOf({ members: { ada: member("owner") } }), "ada")).to.equal(false);
  });

  it("put a user in the place of another, with their invitations, and with the greater role of the two", () => {
    const invitation = {
      hash: "#",
      role: "editor",
      by: "ada",
      createdAt: "",
      expiresAt: days(7).toISOString(),
    };
    const ledger = ledgerOf({
      members: { ada: member("owner"), bob: member("editor") },
      invitations: { one: { ...invitation, role: "editor" } },
    });
    const place = (from: string, to: string) => rules.withSuccessor(ledger, from, person(to));
    expect(place("ada", "cleo")).to.deep.equal({
      members: {
        bob: member("editor"),
        cleo: { ...member("owner"), email: "cleo@example.com", formerIds: ["ada"] },
      },
      invitations: { one: { ...invitation, by: "cleo" } },
    });
    expect(place("ada", "bob")?.members).to.deep.equal({
      bob: { ...member("owner"), email: "bob@example.com", formerIds: ["ada"] },
    });
    expect(place("bob", "ada")?.members).to.deep.equal({
      ada: { ...member("owner"), email: "ada@example.com", formerIds: ["bob"] },
    });
    const twice = { ...ledger, ...place("ada", "cleo") };
    expect(rules.withSuccessor(twice, "cleo", person("dora"))?.members?.dora?.formerIds).to.deep.equal([
      "cleo",
      "ada",
    ]);
    expect(place("dan", "cleo")).to.equal(undefined);
  });

  it("make a user's own ledger another's once, under its name or the address", () => {
    const own = ledgerOf({ id: "0b4a3f0e-0000-4000-8000-000000000000" });
    const given = {
      members: { ada: { ...member("owner"), email: "ada@example.com", formerIds: [own.id] } },
      name: "ada@example.com",
      handedOnAt: NOW.toISOString(),
    };
    expect(rules.handedOn(own, person("ada"), NOW)).to.deep.equal(given);
    expect(rules.handedOn({ ...own, name: "Mine" }, person("ada"), NOW)?.name).to.equal("Mine");
    expect(rules.handedOn({ ...own, ...given } as Ledger, person("bob"), NOW)).to.equal(undefined);
  });

  it("take back the invitations of who is no owner any more", () => {
    const invitation = {
      hash: "#",
      role: "owner",
      by: "bob",
      createdAt: "",
      expiresAt: days(7).toISOString(),
    } as const;
    const ledger = ledgerOf({
      members: { ada: member("owner"), bob: member("owner") },
      invitations: { one: invitation, two: { ...invitation, by: "ada" } },
    });
    for (const change of [
      () => rules.withRole(ledger, "bob", "editor"),
      () => rules.withoutMember(ledger, "bob", "ada"),
      () => rules.withoutFormerUser(ledger, "bob", NOW),
    ]) {
      expect(Object.keys((outcomeOf(ledger, change) as Ledger).invitations ?? {})).to.deep.equal(["two"]);
    }
  });

  it("refuse each thing with its code", () => {
    const invitation = {
      hash: "#",
      role: "viewer",
      by: "ada",
      createdAt: "",
      expiresAt: days(7).toISOString(),
    } as const;
    const members = { ada: member("owner"), bob: member("editor") };
    const ledger = ledgerOf({ members, invitations: { one: invitation } });
    const own = ledgerOf({ id: "ada" });
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`u${index}`, member("owner")]),
    );
    const open = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`i${index}`, invitation]));
    const invite = { id: "x", hash: "x", role: "viewer", by: "ada" } as const;
    const cases: [string, () => unknown][] = [
      ["invitation.notFound", () => rules.joined(ledger, person("cleo"), "other", NOW)],
      ["invitation.notFound", () => rules.joined(ledger, person("cleo"), "#", days(7))],
      ["invitation.notFound", () => rules.joined(own, person("cleo"), "#", NOW)],
      [
        "invitation.notFound",
        () => rules.joined({ ...ledger, erasesAt: days(30).toISOString() }, person("cleo"), "#", NOW),
      ],
      ["ledger.member", () => rules.joined(ledger, person("bob"), "#", NOW)],
      ["ledger.full", () => rules.joined({ ...ledger, members: many }, person("cleo"), "#", NOW)],
      ["invitations.tooMany", () => rules.withInvitation({ ...ledger, invitations: open }, invite, NOW)],
      ["invitation.notFound", () => rules.withoutInvitation(ledger, "two")],
      ["ledger.lastOwner", () => rules.withRole(ledger, "ada", "editor")],
      ["ledger.lastOwner", () => rules.withoutMember(ledger, "ada", "ada")],
      ["role.tooLow", () => rules.withoutMember(ledger, "ada", "bob")],
      ["member.notFound", () => rules.withRole(ledger, "cleo", "viewer")],
      ["member.notFound", () => rules.withoutMember(ledger, "cleo", "ada")],
      ["ledger.own", () => rules.withInvitation(own, invite, NOW)],
      ["ledger.own", () => rules.withRole(own, "ada", "viewer")],
      ["ledger.own", () => rules.withoutMember(own, "ada", "ada")],
      ["member.notFound", () => rules.withRole(own, "bob", "viewer")],
      ["member.notFound", () => rules.withoutMember(own, "bob", "ada")],
      ["ledger.own", () => rules.deleted(own, NOW)],
      ["ledger.own", () => rules.described(own, { archived: true }, "ada", NOW)],
    ];
    for (const [code, change] of cases)
      expect(outcomeOf(ledger, change as never), String(change)).to.equal(code);
    expect(rules.described(own, { name: "Mine" }, "ada", NOW)).to.deep.equal({ name: "Mine" });
  });

  it("let an owner restore a deleted ledger for 30 days, and nobody else", () => {
    const members = { ada: member("owner"), bob: member("editor") };
    const ledger = ledgerOf({ members });
    const gone = outcomeOf(ledger, () => rules.deleted(ledger, NOW)) as Ledger;
    const restoredBy = (who: string, when: Date) => outcomeOf(gone, () => rules.undeleted(gone, who, when));
    expect(restoredBy("ada", new Date(days(30).getTime() - 1))).to.include({ erasesAt: undefined });
    expect(restoredBy("ada", days(30))).to.equal("ledger.notFound");
    expect(restoredBy("bob", NOW)).to.equal("ledger.notFound");
    expect(restoredBy("cleo", NOW)).to.equal("ledger.notFound");
    expect(rules.undeleted(ledger, "ada", NOW)).to.equal(undefined);
  });
});
