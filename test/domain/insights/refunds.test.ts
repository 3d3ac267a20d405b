import { expect } from "chai";
import * as fc from "fast-check";
import { byMerchant, Merchants } from "../../../domain/insights/merchants";
import type { Charge } from "../../../domain/insights/model";
import { refundsOf } from "../../../domain/insights/refunds";
import { addDays } from "../../../domain/values/day";
import { runs } from "../../helpers/runs";
import { charge } from "./histories";

const merchantsOf = (charges: readonly Charge[]) => new Merchants(charges.map(({ name }) => name));

const refund = (day: string, amount: number, name = "Market"): Charge => ({
  ...charge(day, name, amount),
  kind: "refund",
});

/** Looks at every expense for each refund. */
function lookedUp(charges: readonly Charge[]): Map<Charge, Charge[]> {
  const found = new Map<Charge, Charge[]>();
  for (const own of byMerchant(charges).values()) {
    const left = new Map(own.filter(({ kind }) => kind === undefined).map((one) => [one, one.amount]));
    for (const back of own.filter(({ kind }) => kind === "refund")) {
      const earlier = [...left].filter(([{ day }]) => day <= back.day);
      const same = earlier.findLast(([, amount]) => amount === back.amount);
      const [expense] = same ?? earlier.findLast(([, amount]) => amount > back.amount) ?? [];
      if (expense === undefined) continue;
      left.set(expense, (left.get(expense) ?? 0) - back.amount);
      found.set(expense, [...(found.get(expense) ?? []), back]);
    }
  }
  return found;
}

describe("refunds", () => {
  it("belong to the latest expense of their amount, else to the latest larger one, as long as it lasts", () => {
    const one = fc.record({
      day: fc.integer({ min: 0, max: 8 }).map((after) => addDays("2026-09-01", after)),
      amount: fc.integer({ min: 1, max: 12 }),
      name: fc.constantFrom("Market", "Market", "Bazaar"),
      kind: fc.constantFrom(undefined, "refund" as const),
    });
    const some = fc.array(
      one.map(({ kind, day, name, amount }): Charge => {
        return kind ? refund(day, amount, name) : charge(day, name, amount);
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(some, (charges) => {
        const found = refundsOf({ charges, merchants: merchantsOf(charges) });
        expect([...found].map(([expense, own]) => [expense, ...own])).to.have.deep.members(
          [...lookedUp(charges)].map(([expense, own]) => [expense, ...own]),
        );
      }),
      { numRuns: runs(200, 2_000) },
    );
  });

  it("of a shop with thousands of expenses are found without looking at all of them for each", () => {
    let looks = 0;
    const look = (of: Charge, name: string | symbol) => {
      looks += 1;
      return Reflect.get(of, name);
    };
    const watched = (one: Charge): Charge => new Proxy(one, { get: look });
    const count = 5_000;
    const charges = Array.from({ length: count }, (_, index) =>
      watched(
        index % 2 === 0
          ? charge(addDays("2024-01-01", index >> 3), "Market", 5_000 + ((index * 7919) % 3001))
          : refund(addDays("2024-01-01", index >> 3), 100 + ((index * 31) % 4000)),
      ),
    );
    expect(refundsOf({ charges, merchants: merchantsOf(charges) }).size).to.be.above(500);
    expect(looks).to.be.below(5 * count * Math.log2(count));
  });
});
