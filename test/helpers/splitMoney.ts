import fc from "fast-check";
import type { Part } from "../../domain/expenses/parts";

/** The amount of an expense in minor units, and the parts that sum to it, if it has any. */
interface SplitMoney {
  amount: number;
  parts?: Part<number>[];
}

/**
 * Amounts of expenses, of which every other one is split.
 * @param max The largest of an amount and of the parts of one.
 */
export function splitMoney(category: fc.Arbitrary<string>, max: number): fc.Arbitrary<SplitMoney> {
  const minor = fc.integer({ min: 1, max });
  const part = fc.record(
    { category, amount: minor, note: fc.constantFrom("milk", "für Bea") },
    { requiredKeys: ["category", "amount"] },
  );
  return fc.oneof(
    fc.record({ amount: minor }),
    fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => ({ amount: totalOf(parts), parts })),
  );
}

const totalOf = (parts: readonly Part<number>[]) => parts.reduce((sum, { amount }) => sum + amount, 0);
