import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { hashOfRecoveryCode, newRecoveryCode, RecoveryCodes } from "../../../domain/accounts/recoveryCodes";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

describe("a recovery code", () => {
  const code = fc.noShrink(fc.constant(null).map(newRecoveryCode));

  it("is sixteen characters that nobody mistakes for others, each time another one", () => {
    const codes = Array.from({ length: 1000 }, newRecoveryCode);
    for (const one of codes) expect(one).to.match(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).to.equal(codes.length);
    // Each of the 32 characters turns up among 16,000.
    expect(new Set(codes.join("").replaceAll("-", "")).size).to.equal(32);
  });

  it("is the same however it is typed, and no other one is", () => {
    const spaced = fc.constantFrom("", "-", " ", "\u2013", " - ");
    fc.assert(
      fc.property(code, spaced, fc.boolean(), (one, separator, lower) => {
        const typed = one.replaceAll("-", separator).replaceAll("0", "O").replaceAll("1", "l");
        const written = ` ${lower ? typed.toLowerCase() : typed}`;
        expect(hashOfRecoveryCode(written)).to.equal(hashOfRecoveryCode(one));
      }),
    );
    fc.assert(
      fc.property(
        code,
        fc.nat(18),
        fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
        (one, at, other) => {
          fc.pre(one[at] !== "-" && one[at] !== other);
          const changed = one.slice(0, at) + other + one.slice(at + 1);
          expect(hashOfRecoveryCode(changed)).not.to.equal(hashOfRecoveryCode(one));
        },
      ),
    );
  });
});

describe("the recovery codes of a user", () => {
  let table: LocalTable;
  let codes: RecoveryCodes;
  before(async () => {
    table = await startLedgersTable();
    codes = new RecoveryCodes(table.db, "Ledgers");
  });
  after(() => table.close());

  const now = new Date("2026-11-26T10:00:00Z");
  const stored = async (ledgerId: string) => {
    const Key = { ledgerId, sk: "recoveryCodes" };
    return (await table.db.send(new GetCommand({ TableName: "Ledgers", Key, ConsistentRead: true }))).Item;
  };

  it("are ten, of which hashes are stored only", async () => {
    const made = await codes.replace("ann", now);
    expect(new Set(made).size).to.equal(10);
    const item = await stored("ann");
    expect(item).to.have.all.keys("ledgerId", "sk", "hashes", "createdAt");
    expect([...(item?.hashes ?? [])].sort()).to.deep.equal(made.map(hashOfRecoveryCode).sort());
    expect(await codes.left("ann")).to.equal(10);
  });

  it("work once each, also for many requests at once, and for their user only", async () => {
    const made = await codes.replace("bob", now);
    await codes.replace("eve", now);
    for (const [index, code] of made.entries()) {
      expect(await codes.consume("eve", code)).to.equal(false);
      const tries = await Promise.all(Array.from({ length: 6 }, () => codes.consume("bob", code)));
      expect(tries.filter(Boolean)).to.deep.equal([true]);
      expect(await codes.consume("bob", code)).to.equal(false);
      expect(await codes.left("bob")).to.equal(9 - index);
    }
    expect(await codes.left("eve")).to.equal(10);
  });

  it("stop working when they are replaced or deleted, and somebody without any has none", async () => {
    const [old = ""] = await codes.replace("cid", now);
    const [next = "", last = ""] = await codes.replace("cid", now);
    expect([await codes.consume("cid", old), await codes.consume("cid", next)]).to.deep.equal([false, true]);
    await codes.forget("cid");
    expect([await codes.consume("cid", last), await codes.left("cid")]).to.deep.equal([false, 0]);
    expect([await codes.consume("dan", last), await codes.left("dan")]).to.deep.equal([false, 0]);
    expect(await stored("dan")).to.equal(undefined);
  });
});
