import fc from "fast-check";

/** Kinds of steps, each as frequent as its weight says. */
const WEIGHTS = {
  add: 8,
  edit: 5,
  move: 2,
  remove: 3,
  restore: 2,
  "undo an add": 2,
  "discard an entry": 2,
  "break an edit off": 1,
  "break a deletion off": 1,
  "add elsewhere": 3,
  "edit elsewhere": 2,
  "remove elsewhere": 2,
  "restore elsewhere": 1,
  offline: 2,
  online: 2,
  reload: 2,
  kill: 1,
  "jump in time": 2,
  "end the token": 1,
  "refuse the token": 1,
  throttle: 2,
  "throttle the sign-in": 1,
  "lose an answer": 2,
} as const satisfies Record<string, number>;

export type Kind = keyof typeof WEIGHTS;

export const ALL_KINDS = Object.keys(WEIGHTS);

export interface Step {
  kind: Kind;
  /** The page that it happens to. */
  page: 0 | 1;
  /** Chooses among the existing: a row, a day, a time. */
  pick: number;
  cents: number;
}

const KINDS = Object.entries(WEIGHTS).map(([kind, weight]) => ({
  weight,
  arbitrary: fc.constant(kind as Kind),
}));

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...KINDS),
  page: fc.constantFrom(0, 1),
  pick: fc.nat(9_999),
  cents: fc.integer({ min: 1, max: 99_999 }),
});

/** The steps of a seed, the same in every run. */
export function stepsOf(seed: number, count: number): Step[] {
  const steps = fc.array(step, { minLength: count, maxLength: count, size: "max" });
  return fc.sample(steps, { seed, numRuns: 1 })[0] ?? [];
}
