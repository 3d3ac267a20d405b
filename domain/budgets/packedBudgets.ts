import { byteLength } from "../values/text";
import type { BudgetBook, BudgetTerms, StoredBudget } from "./model";

// A household that sets its amounts each month has terms that differ in little else. DynamoDB takes items of 400 KB, so
// that a large book is stored with the differences alone.

type Budgets = BudgetBook["budgets"];

/** Bytes above which budgets are packed. Others stay as releases before this one wrote and read them. */
const PACKED_ABOVE = 100_000;

/** Terms as far as they differ from those before them; null where a field is gone. */
type TermsChange = { [Key in keyof BudgetTerms]?: BudgetTerms[Key] | null };

/** A budget with its last terms. A release that does not know of earlier ones still has the running period. */
type PackedBudget = StoredBudget & { earlierTerms?: readonly TermsChange[] };

/** Returns budgets as they are stored. */
export function packed(budgets: Budgets): Readonly<Record<string, PackedBudget>> {
  if (byteLength(JSON.stringify(budgets)) <= PACKED_ABOVE) return budgets;
  return mapped(budgets, ({ terms, ...budget }) => {
    const earlier = terms.slice(0, -1);
    const last = terms.at(-1) ?? terms[0];
    if (earlier.length === 0) return { ...budget, terms };
    const earlierTerms = earlier.map((one, index) => changeOf(earlier[index - 1], one));
    return { ...budget, terms: [last], earlierTerms };
  });
}

/** Returns stored budgets with all their terms. */
export function unpacked(budgets: Readonly<Record<string, PackedBudget>>): Budgets {
  return mapped(budgets, ({ earlierTerms = [], ...budget }: PackedBudget): StoredBudget => {
    const earlier: BudgetTerms[] = [];
    for (const change of earlierTerms) earlier.push(afterChange(earlier.at(-1), change));
    return { ...budget, terms: [...earlier, ...budget.terms] as StoredBudget["terms"] };
  });
}

/** The bytes of budgets as they are stored. */
export const storedBytes = (budgets: Budgets) => byteLength(JSON.stringify(packed(budgets)));

function changeOf(before: Partial<BudgetTerms> = {}, terms: Partial<BudgetTerms>): TermsChange {
  const keys = new Set([...Object.keys(before), ...Object.keys(terms)]) as Set<keyof BudgetTerms>;
  const changed = [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(terms[key]));
  return Object.fromEntries(changed.map((key) => [key, terms[key] ?? null]));
}

function afterChange(before: BudgetTerms | undefined, change: TermsChange): BudgetTerms {
  const fields = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null);
  return Object.fromEntries(fields) as unknown as BudgetTerms;
}

const mapped = <One, Other>(budgets: Readonly<Record<string, One>>, change: (budget: One) => Other) =>
  Object.fromEntries(Object.entries(budgets).map(([id, budget]) => [id, change(budget)]));
