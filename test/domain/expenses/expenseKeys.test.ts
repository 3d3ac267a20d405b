import { expect } from "chai";
import fc from "fast-check";
import {
  CHANGE_SHARDS,
  expenseIdFor,
  indexKeys,
  isExpenseId,
  isListKey,
  newExpenseId,
} from "../../../domain/expenses/expenseKeys";

const ID = /^[0-9A-HJKMNP-TV-Z]{52}$/;
const instant = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = instant.map((text) => text.slice(0, 10));
const keyed = fc.record({
  expenseId: fc.uuid().map((key) => expenseIdFor("ledger", key)),
  ledgerId: fc.uuid(),
  date: day,
  createdAt: instant,
  updatedAt: instant,
});

describe("expense keys", () => {
  it("derives the same id from the same ledger and key only", () => {
    const pair = fc.tuple(fc.uuid(), fc.string());
    fc.assert(
      fc.property(pair, pair, (one, other) => {
        expect(expenseIdFor(...one)).to.match(ID);
        const same = one[0] === other[0] && one[1] === other[1];
        expect(expenseIdFor(...one) === expenseIdFor(...other)).to.equal(same);
      }),
    );
  });

  it("is base32 of SHA-256 over ledger, NUL and key", () => {
    // printf 'ledger\0key' | openssl dgst -sha256 -binary | basenc --base32 | tr -d = | tr A-Z2-7 0-9A-HJKMNP-TV-Z
    expect(expenseIdFor("ledger", "key")).to.equal("3YC027GKN0ZSNDJ0QDQ93HS5MFX00BDBVA37TC0NRF3MWAKXMPWG");
  });

  it("creates valid ids that sort by time", () => {
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        fc.pre(one < other);
        const [first, second] = [newExpenseId(new Date(one)), newExpenseId(new Date(other))];
        expect(first < second).to.equal(true);
        expect([isExpenseId(first), isExpenseId(expenseIdFor(one, other))]).to.deep.equal([true, true]);
      }),
    );
  });

  it("rejects everything else as an id", () => {
    const valid = expenseIdFor("ledger", "key");
    const others = [
      "",
      "a",
      valid.toLowerCase(),
      `${valid}0`,
      valid.slice(1),
      `${valid}\n`,
      "U".repeat(26),
      "../../x",
    ];
    expect(others.filter(isExpenseId)).to.deep.equal([]);
  });

  it("sorts a list by date, then by creation, then by id", () => {
    fc.assert(
      fc.property(fc.array(keyed, { maxLength: 20 }), (items) => {
        const byKey = items.toSorted((a, b) => compare(indexKeys(a).listKey, indexKeys(b).listKey));
        const byFields = items.toSorted(
          (a, b) =>
            compare(a.date, b.date) || compare(a.createdAt, b.createdAt) || compare(a.expenseId, b.expenseId),
        );
        expect(byKey).to.deep.equal(byFields);
      }),
    );
  });

  it("keeps deleted expenses in a separate list, and each change on its day", () => {
    fc.assert(
      fc.property(keyed, instant, (item, deletedAt) => {
        const live = indexKeys(item);
        const deleted = indexKeys({ ...item, deletedAt });
        expect(deleted).to.deep.equal({ ...live, listId: `trash#${item.ledgerId}` });
        expect(live).to.deep.include({
          listId: item.ledgerId,
          listKey: `${item.date}#${item.createdAt}#${item.expenseId}`,
        });
        expect(live.changeShard).to.match(
          new RegExp(`^${item.updatedAt.slice(0, 10)}#[0-${CHANGE_SHARDS - 1}]$`),
        );
      }),
    );
  });

  it("spreads a day's changes evenly over the shards", () => {
    const counts = new Map<string, number>();
    const at = "2026-11-23T10:00:00.000Z";
    for (let n = 0; n < 8_000; n += 1) {
      const item = {
        expenseId: expenseIdFor("l", `${n}`),
        ledgerId: "l",
        date: "2026-11-23",
        createdAt: at,
        updatedAt: at,
      };
      const { changeShard } = indexKeys(item);
      counts.set(changeShard, (counts.get(changeShard) ?? 0) + 1);
    }
    expect(counts.size).to.equal(CHANGE_SHARDS);
    // The standard deviation is 30; a fair spread stays within five of them.
    for (const [shard, count] of counts) expect(count, shard).to.be.within(850, 1150);
  });

  it("distinguishes a list's key from other strings", () => {
    fc.assert(fc.property(keyed, (item) => isListKey(indexKeys(item).listKey)));
    const [date, createdAt, id] = ["2026-11-23", "2026-11-23T10:00:00.000Z", expenseIdFor("l", "k")];
    const others = ["", "#", "##", `${date}#${createdAt}`, `${date}#${createdAt}#x`, `${date}#x#${id}`];
    others.push(
      `2026-11-31#${createdAt}#${id}`,
      `${date}#${createdAt}#${id}#`,
      ` ${date}#${createdAt}#${id}`,
    );
    expect(others.filter(isListKey)).to.deep.equal([]);
  });
});

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
