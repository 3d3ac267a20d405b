import { expect } from "chai";
import * as fc from "fast-check";
import { ApiError } from "../../../domain/http/apiError";
import type { UserRecord } from "../../../domain/ledgers/model";
import { principalOf, type Role } from "../../../domain/ledgers/principal";

const ledger = { id: "ada", exists: true, settings: {}, version: 0 };
const claims = { sub: "ada", "cognito:username": "ada-name", email: "ada@example.com", auth_time: "1000" };
const asAdmin = { ...claims, "cognito:groups": "member,admin" };

/** Returns what a request gets in the user's own ledger: the rights of a user or of an admin, or the code of its refusal. */
function outcome(token: Record<string, unknown>, record: UserRecord, role: Role = "user"): string {
  try {
    return principalOf(token, { record, ledger }, { role, recentSignIn: false }).isAdmin ? "admin" : "user";
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

/** A record that takes nothing from a session of second 1000. */
const harmless = fc.record({ validAfter: fc.integer({ min: 0, max: 999 }) }, { requiredKeys: [] });

describe("the principal of a request", () => {
  it("is the user of the token, in the ledger that was read", () => {
    expect(
      principalOf(asAdmin, { record: {}, ledger }, { role: "admin", recentSignIn: false }),
    ).to.deep.equal({
      user: { id: "ada", name: "ada-name", email: "ada@example.com" },
      role: "owner",
      ledger,
      isAdmin: true,
    });
    expect(
      principalOf(claims, { record: {}, ledger }, { role: "user", recentSignIn: false }).isAdmin,
    ).to.equal(false);
  });

  it("has no session that began in the second of `validAfter` or before, whatever it asks for", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.constantFrom<Role>("user", "admin", "owner"),
        (began, validAfter, required) => {
          const result = outcome({ ...asAdmin, auth_time: String(began) }, { validAfter }, required);
          expect(result).to.equal(began > validAfter ? "admin" : "session.expired");
        },
      ),
    );
  });

  it("needs a time of sign-in that can be compared, once there is something to compare with", () => {
    for (const auth_time of [undefined, "", "soon", "NaN"]) {
      expect(outcome({ ...claims, auth_time }, { validAfter: 0 })).to.equal("session.expired");
      expect(outcome({ ...claims, auth_time }, {})).to.equal("user");
    }
  });

  it("has a recent sign-in for five minutes from `auth_time`, where the operation requires one", () => {
    const required = { role: "user", recentSignIn: true } as const;
    const isLetIn = (auth_time: unknown, now: number) => {
      try {
        principalOf({ ...claims, auth_time }, { record: {}, ledger }, required, new Date(now));
        return true;
      } catch (error) {
        expect(error).to.include({ code: "signIn.notRecent", status: 403 });
        return false;
      }
    };
    fc.assert(
      fc.property(fc.nat({ max: 2_000_000_000 }), fc.nat({ max: 600_000 }), (began, age) => {
        expect(isLetIn(String(began), began * 1000 + age)).to.equal(age < 5 * 60_000);
      }),
    );
    for (const auth_time of [undefined, "", "soon", "NaN"])
      expect(isLetIn(auth_time, Date.now())).to.equal(false);
  });

  it("is refused when the account is closed or being disabled, whoever it is", () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(claims, asAdmin), (record, token) => {
        expect(outcome(token, { ...record, closed: "2026-11-26T00:00:00.000Z" })).to.equal("session.expired");
        expect(outcome(token, { ...record, enabled: false })).to.equal("session.expired");
      }),
    );
  });

  it("is an admin by the group in the token, unless the item says otherwise", () => {
    fc.assert(
      fc.property(harmless, (record) => {
        expect(outcome(asAdmin, record, "admin")).to.equal("admin");
        expect(outcome(claims, record, "admin")).to.equal("admin.required");
        expect(outcome(asAdmin, { ...record, admin: false }, "admin")).to.equal("admin.required");
        expect(outcome(asAdmin, { ...record, admin: false })).to.equal("user");
      }),
    );
  });

  it("is no admin by a group whose name only resembles it", () => {
    for (const groups of ["administrators", "not-admin", "ADMIN", "", ["admin"], undefined]) {
      expect(outcome({ ...claims, "cognito:groups": groups }, {}, "admin")).to.equal("admin.required");
    }
  });
});
