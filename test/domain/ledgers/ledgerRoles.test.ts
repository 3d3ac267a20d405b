import { randomUUID } from "node:crypto";
import { expect } from "chai";
import * as fc from "fast-check";
import { ApiError } from "../../../domain/http/apiError";
import { requestedLedger } from "../../../domain/ledgers/ledgerIds";
import type { Ledger, Members } from "../../../domain/ledgers/model";
import { principalOf, type Role, requireChangeable } from "../../../domain/ledgers/principal";
import { LEDGER_ROLES, type LedgerRole } from "../../../domain/ledgers/roles";

const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const ADA = "5f0c0b3e-0000-4000-8000-000000000001";
const claims = { sub: ADA, "cognito:username": "ada", email: "ada@example.com", auth_time: "1000" };

const member = fc.record({
  role: fc.constantFrom(...LEDGER_ROLES),
  since: fc.constant("2026-11-26T00:00:00.000Z"),
  email: fc.constant("one@example.com"),
});
const others: fc.Arbitrary<Members> = fc.dictionary(fc.uuid(), member, { maxKeys: 5 });
const least = fc.constantFrom<LedgerRole>(...LEDGER_ROLES);

const shared = (members: Members, more: Partial<Ledger> = {}): Ledger => ({
  ...{ id: ID, exists: true, settings: {}, version: 1, members },
  ...more,
});

/** Returns the role that a request gets, or the code of its refusal. */
function outcome(ledger: Ledger | undefined, role: Role): string {
  return attempt(() => principalOf(claims, { record: {}, ledger }, { role, recentSignIn: false }).role);
}

function attempt(work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

describe("roles in a ledger", () => {
  it("let in whoever has the least role or a greater one", () => {
    fc.assert(
      fc.property(others, least, least, (members, role, required) => {
        const ledger = shared({ ...members, [ADA]: { role, since: "", email: "" } });
        const enough = LEDGER_ROLES.indexOf(role) >= LEDGER_ROLES.indexOf(required);
        expect(outcome(ledger, required)).to.equal(enough ? role : "role.tooLow");
      }),
    );
  });

  it("are the owner's in a user's own ledger, until it is handed on to others", () => {
    fc.assert(
      fc.property(others, least, (members, required) => {
        expect(outcome({ ...shared({}), id: ADA, members: undefined }, required)).to.equal("owner");
        expect(outcome(shared(members, { id: ADA }), required)).to.equal("ledger.notFound");
      }),
    );
  });

  it("are nobody else's: a ledger that is not there, deleted, malformed or of others is the same", () => {
    fc.assert(
      fc.property(others, least, (members, required) => {
        const mine: Members = { ...members, [ADA]: { role: "owner", since: "", email: "" } };
        const none = [
          undefined,
          shared(members),
          shared({}, { exists: false, members: undefined }),
          shared(mine, { erasesAt: "2026-12-26T00:00:00.000Z" }),
        ];
        for (const ledger of none) expect(outcome(ledger, required)).to.equal("ledger.notFound");
      }),
    );
  });

  it("are not found among what every object inherits", () => {
    for (const sub of ["__proto__", "constructor", "toString"]) {
      const request = () =>
        principalOf(
          { ...claims, sub },
          { record: {}, ledger: shared({}) },
          { role: "viewer", recentSignIn: false },
        ).role;
      expect(attempt(request)).to.equal("ledger.notFound");
    }
  });

  it("read an archived ledger and manage it, and write nothing to it", () => {
    const ledger = shared(
      { [ADA]: { role: "owner", since: "", email: "" } },
      { archivedAt: "2026-11-26T00:00:00.000Z" },
    );
    expect(LEDGER_ROLES.map((role) => outcome(ledger, role))).to.deep.equal([
      "owner",
      "ledger.archived",
      "ledger.archived",
      "owner",
    ]);
  });

  it("let contributors change what they added, and editors everything", () => {
    const changes = (role: LedgerRole, createdBy: string) =>
      attempt(() => {
        const principal = principalOf(
          claims,
          {
            record: {},
            ledger: shared({ [ADA]: { role, since: "", email: "", formerIds: ["ada before"] } }),
          },
          { role: "viewer", recentSignIn: false },
        );
        requireChangeable(principal, { createdBy });
        return "changed";
      });
    for (const own of [ADA, "ada before"]) {
      expect(LEDGER_ROLES.map((role) => changes(role, own))).to.deep.equal([
        "expense.notOwn",
        "changed",
        "changed",
        "changed",
      ]);
    }
    expect(LEDGER_ROLES.map((role) => changes(role, "somebody"))).to.deep.equal([
      "expense.notOwn",
      "expense.notOwn",
      "changed",
      "changed",
    ]);
  });
});

describe("the ledger that a request names", () => {
  it("is the user's own without the header, and by its ID", () => {
    for (const named of [undefined, ADA]) expect(requestedLedger(named, ADA)).to.equal(ADA);
  });

  it("is a ULID or a user's otherwise, for its members to tell, and nothing that another kind of item could have", () => {
    for (const named of [ID, randomUUID()]) expect(requestedLedger(named, ADA)).to.equal(named);
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom("", "system", "address#0", `${ID}, ${ID}`)),
        (named) => {
          fc.pre(named !== ADA && !/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(named));
          expect(requestedLedger(named, ADA)).to.equal(undefined);
        },
      ),
    );
  });
});
