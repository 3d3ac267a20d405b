import { signOf } from "../expenses/kinds";
import type { ChargeCell } from "./model";

/**
 * Expenses that are kept individually per day and currency, as many refunds, and as many incomes per day: most households
 * have fewer, and a digest does not grow with the others. Amounts of two currencies cannot be compared, and neither a salary
 * nor a refund hides an expense.
 */
export const MAX_CHARGES = 12;

/** Expenses and refunds that are kept per day, of all currencies: a digest does not grow with these either. */
export const MAX_DAY_CHARGES = 3 * MAX_CHARGES;

const INCOME = "income";

const groupOf = ({ kind, currency }: ChargeCell) =>
  signOf(kind) === 0 ? INCOME : kind === undefined ? currency : `${currency} ${kind}`;

/** The largest of equals is the same in whatever order they come. */
const bySize = (a: ChargeCell, b: ChargeCell) =>
  b.amount - a.amount || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** The largest expenses of a day while they are read. */
export class LargestCharges {
  private readonly groups = new Map<string, readonly ChargeCell[]>();

  /** @param cells Those that were kept before. */
  constructor(cells: readonly ChargeCell[]) {
    for (const cell of cells) this.add(cell);
  }

  add(cell: ChargeCell): void {
    const group = groupOf(cell);
    const before = this.groups.get(group) ?? [];
    this.groups.set(group, [...before, cell].sort(bySize).slice(0, MAX_CHARGES));
  }

  /** Returns those that may be among the largest of the day, to be continued. */
  partial(): ChargeCell[] {
    return [...this.groups.values()].flat().sort(bySize);
  }

  /**
   * Returns those of the whole day. If there are too many, expenses and refunds of each currency have an equal number, as
   * far as they go.
   */
  whole(): ChargeCell[] {
    const spent = [...this.groups]
      .filter(([group]) => group !== INCOME)
      .flatMap(([group, cells]) => cells.map((cell, place) => ({ group, cell, place })))
      .sort((a, b) => a.place - b.place || (a.group < b.group ? -1 : 1))
      .slice(0, MAX_DAY_CHARGES)
      .map(({ cell }) => cell);
    return [...spent, ...(this.groups.get(INCOME) ?? [])].sort(bySize);
  }
}
